package org.concordat.pull.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.concordat.platform.Digest;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.testing.RequiredTools;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client against the NHS's own sandbox of MESH, which checks every token. */
@Tag("proof")
class MeshSandboxProofTest {

  @TempDir private static Path folder;
  private static MeshSandbox sandbox;

  @BeforeAll
  static void a_sandbox() throws Exception {
    sandbox = MeshSandbox.start(folder);
  }

  @AfterAll
  static void ends() throws Exception {
    sandbox.close();
  }

  @Test
  void shakes_hands_and_is_refused_with_another_key_or_password() throws Exception {
    sandbox.client("X26ABC1").handshake();

    for (MeshIdentity wrong :
        List.of(
            new MeshIdentity("X26ABC1", MeshSandbox.PASSWORD, "anotherKey"),
            new MeshIdentity("X26ABC1", "anotherPassword", MeshSandbox.KEY),
            new MeshIdentity("NOBODY", MeshSandbox.PASSWORD, MeshSandbox.KEY))) {
      MeshClient client = MeshClient.of(sandbox.address(), wrong, null, Duration.ofSeconds(20));
      assertThatThrownBy(client::handshake)
          .isInstanceOfSatisfying(
              ChannelFault.class,
              fault -> assertThat(fault.kind()).isEqualTo(ChannelFault.Kind.REFUSED))
          .hasMessageContaining("MESH refuses access; check the mailbox id")
          .hasMessageContaining("answered 403")
          .hasMessageNotContainingAny("anotherKey", "anotherPassword", MeshSandbox.KEY);
    }
  }

  @Test
  void a_message_in_parts_comes_as_one_stream_and_is_gone_once_acknowledged() throws Exception {
    byte[] content = bytes(3_000_000, 1);
    MeshClient sender = sandbox.client("X26ABC1");
    MeshClient us = sandbox.client("X26ABC2");

    String id = sender.send(letter("X26ABC2", "PARTS", "parts-1", content), content, 1 << 20);

    assertThat(us.inbox("PARTS")).containsExactly(id);
    MeshMessage message = us.message(id);
    assertThat(message.sender()).isEqualTo("X26ABC1");
    assertThat(message.fileName()).isEqualTo("ambulance_incident.csv");
    assertThat(message.subject()).isEqualTo("AM/RRU/2026-09/001");
    assertThat(message.chunks()).isEqualTo(3);
    assertThat(message.isData()).isTrue();
    assertThat(message.acceptedAt()).isPresent();
    try (InputStream file = MeshFile.of(us.content(id), content.length)) {
      assertThat(file.readAllBytes()).isEqualTo(content);
    }
    assertThat(sender.track(id).status()).isEqualTo("accepted");

    us.acknowledge(id);
    us.acknowledge(id);

    assertThat(us.inbox("PARTS")).isEmpty();
    assertThat(sender.track(id).isCollected()).isTrue();
    assertThat(sender.sentBefore("parts-1")).isTrue();
    assertThat(sender.sentBefore("parts-2")).isFalse();
  }

  @Test
  void an_inbox_of_several_pages_is_listed_whole_and_in_order() throws Exception {
    MeshClient sender = sandbox.client("X26ABC1");
    List<String> sent = new ArrayList<>();
    for (int number = 0; number < 25; number++) {
      byte[] content = bytes(10, number);
      sent.add(sender.send(letter("X26ABC3", "PAGES", "page-" + number, content), content, 100));
      sender.send(letter("X26ABC3", "OTHER", "other-" + number, content), content, 100);
    }

    assertThat(sandbox.client("X26ABC3").inbox("PAGES", 10)).isEqualTo(sent);
    assertThat(sandbox.client("X26ABC3").inbox("", 10)).hasSize(50);
  }

  @Test
  void an_unknown_recipient_and_another_mailbox_s_message_are_refused() throws Exception {
    byte[] content = bytes(10, 5);
    MeshClient sender = sandbox.client("X26ABC1");
    assertThatThrownBy(() -> sender.send(letter("NOBODY", "W", "l", content), content, 100))
        .hasMessageContaining("MESH does not know the recipient's mailbox")
        .hasMessageContaining("answered 417, MESH code 12");

    String id = sender.send(letter("X26ABC2", "MINE", "mine", content), content, 100);
    assertThatThrownBy(() -> sandbox.client("X26ABC3").content(id))
        .hasMessageContaining("answered 403");
    assertThatThrownBy(() -> sandbox.client("X26ABC3").content("NOTTHERE"))
        .isInstanceOfSatisfying(
            ChannelFault.class,
            fault -> assertThat(fault.kind()).isEqualTo(ChannelFault.Kind.GONE));
  }

  @Test
  void a_message_withdrawn_before_it_was_collected_is_gone() throws Exception {
    byte[] content = bytes(10, 6);
    String id =
        sandbox.client("X26ABC1").send(letter("X26ABC2", "GONE", "gone", content), content, 100);
    assertThat(sandbox.admin("message/" + id + "/event", "{\"status\": \"undeliverable\"}"))
        .isEqualTo(200);

    MeshClient us = sandbox.client("X26ABC2");
    assertThat(us.inbox("GONE")).isEmpty();
    assertThatThrownBy(() -> us.content(id))
        .isInstanceOfSatisfying(
            ChannelFault.class, fault -> assertThat(fault.kind()).isEqualTo(ChannelFault.Kind.GONE))
        .hasMessageContaining("expired or was withdrawn before it was collected; ask the sender");
  }

  @Test
  void a_report_of_mesh_is_told_from_a_message() throws Exception {
    assertThat(
            sandbox.admin(
                "report",
                "{\"mailbox_id\": \"X26ABC2\", \"code\": \"14\", \"description\": \"not collected\","
                    + " \"workflow_id\": \"REPORTS\", \"status\": \"error\"}"))
        .isEqualTo(200);

    MeshClient us = sandbox.client("X26ABC2");
    assertThat(us.inbox("REPORTS")).hasSize(1);
    assertThat(us.message(us.inbox("REPORTS").get(0)).isData()).isFalse();
  }

  @Test
  void the_nhs_s_own_client_and_ours_read_each_other() throws Exception {
    byte[] content = bytes(300_000, 9);
    Path file = Files.write(folder.resolve("sent"), content);
    String id =
        python(
            """
            with open('%s', 'rb') as f:
                print(client.send_message('X26ABC2', f, max_chunk_size=100000, compress=True,
                      workflow_id='OTHERS', filename='a.csv', subject='AM/RRU/2026-09/001', checksum='%s'))
            """
                .formatted(file, HexFormat.of().formatHex(Digest.sha256().digest(content))));

    try (InputStream read = MeshFile.of(sandbox.client("X26ABC2").content(id), content.length)) {
      assertThat(read.readAllBytes()).isEqualTo(content);
    }
    String ours =
        sandbox
            .client("X26ABC2")
            .send(letter("X26ABC1", "RECEIPTS", "receipt-9", content), content, 100_000);
    assertThat(
            python(
                """
                import hashlib
                message = client.retrieve_message('%s')
                print(message.filename, hashlib.sha256(message.read()).hexdigest())
                """
                    .formatted(ours)))
        .isEqualTo(
            "ambulance_incident.csv " + HexFormat.of().formatHex(Digest.sha256().digest(content)));
  }

  /** Runs lines with the official client signed in as X26ABC1. */
  private static String python(String lines) throws Exception {
    String head =
        """
        from mesh_client import MeshClient
        client = MeshClient('%s', 'X26ABC1', '%s', shared_key=b'%s')
        """
            .formatted(sandbox.address(), MeshSandbox.PASSWORD, MeshSandbox.KEY);
    Path err = folder.resolve("python.err");
    Process process =
        new ProcessBuilder(
                RequiredTools.python("mesh-python", "mesh_client").toString(),
                "-c",
                head + lines + "\nclient.close()\n")
            .redirectError(err.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    return out.strip();
  }

  @Test
  void no_token_and_no_key_is_in_an_address() throws IOException {
    assertThat(sandbox.log()).doesNotContain("NHSMESH").doesNotContain(MeshSandbox.KEY);
  }

  private static MeshLetter letter(String to, String workflow, String localId, byte[] content) {
    return new MeshLetter(
        to,
        workflow,
        localId,
        "ambulance_incident.csv",
        "AM/RRU/2026-09/001",
        HexFormat.of().formatHex(Digest.sha256().digest(content)));
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
