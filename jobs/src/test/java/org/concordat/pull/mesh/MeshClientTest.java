package org.concordat.pull.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.ChannelFault.Kind;
import org.concordat.pull.mesh.InventedMesh.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the client does when MESH does not do as usual. */
class MeshClientTest {

  private static final byte[] TEXT = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
  private static final MeshLetter LETTER =
      new MeshLetter("PARTNER", "CRISIS_RECEIPT", "receipt-1", "r.json", "MH/RX4/2026-09/001", "");

  @ParameterizedTest
  @CsvSource({
    "403, REFUSED, MESH refuses access; check the mailbox id",
    "404, GONE, there is no such message",
    "410, GONE, the message is gone: it expired or was withdrawn",
    "417, REFUSED, MESH does not know the recipient's mailbox",
    "425, BUSY, MESH asks to come back later",
    "429, BUSY, MESH asks to come back later",
    "500, BUSY, MESH has a fault of its own",
    "503, BUSY, MESH has a fault of its own"
  })
  void says_what_a_status_means_and_asks_once(int status, Kind kind, String words)
      throws Exception {
    try (InventedMesh mesh = new InventedMesh()) {
      mesh.on("GET /inbox/ID", Reply.of(status, ""));

      assertThatThrownBy(() -> mesh.client().content("ID"))
          .isInstanceOfSatisfying(
              ChannelFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind))
          .hasMessageContaining(words)
          .hasMessageContaining("MESH mailbox US")
          .hasMessageContaining("GET inbox/ID answered " + status);
      assertThat(mesh.asked()).hasSize(1);
    }
  }

  @Test
  void an_error_shows_mesh_s_code_and_nothing_else_of_the_answer() throws Exception {
    try (InventedMesh mesh = new InventedMesh()) {
      mesh.on(
          "POST ",
          Reply.of(
              403,
              "{\"detail\": [{\"event\": \"SEND\", \"code\": \"EPL-151\", \"msg\": \"NHSMESH US:1:2:3:4\"}]}"));

      assertThatThrownBy(() -> mesh.client().handshake())
          .hasMessageEndingWith("(POST handshake answered 403, MESH code EPL-151)")
          .hasMessageNotContaining("NHSMESH");
    }
  }

  @Test
  void every_request_has_a_token_of_its_own() throws Exception {
    try (InventedMesh mesh = new InventedMesh()) {
      mesh.on("POST ", Reply.of(200, ""));
      MeshClient client = mesh.client();
      client.handshake();
      client.handshake();

      List<String> tokens =
          mesh.heads().stream().map(head -> head.getFirst("Authorization")).toList();
      assertThat(tokens)
          .hasSize(2)
          .doesNotHaveDuplicates()
          .allMatch(token -> token.matches("NHSMESH US:[0-9a-f-]{36}:1:[0-9]{12}:[0-9a-f]{64}"));
    }
  }

  @Test
  void an_empty_page_with_a_next_one_is_not_the_end_of_an_inbox() throws Exception {
    try (InventedMesh mesh = new InventedMesh()) {
      mesh.on(
          "GET /inbox?max_results=500&workflow_filter=CRISIS",
          Reply.of(
              200,
              "{\"messages\": [], \"links\": {\"next\": \"/messageexchange/US/inbox?continue_from=x\"}}"));
      mesh.on(
          "GET /inbox?continue_from=x", Reply.of(200, "{\"messages\": [\"M1\"], \"links\": {}}"));

      assertThat(mesh.client().inbox("CRISIS")).containsExactly("M1");
    }
  }

  @Test
  void an_inbox_without_end_or_with_a_page_elsewhere_is_refused() throws Exception {
    try (InventedMesh mesh = new InventedMesh()) {
      String first = "GET /inbox?max_results=500";
      mesh.on(
          first,
          Reply.of(200, "{\"links\": {\"next\": \"/messageexchange/US/inbox?max_results=500\"}}"));
      assertThatThrownBy(() -> mesh.client().inbox("")).hasMessageContaining("next page");
      mesh.on(first, Reply.of(200, "{\"links\": {\"next\": \"https://elsewhere.example/x\"}}"));
      assertThatThrownBy(() -> mesh.client().inbox("")).hasMessageContaining("next page");
      mesh.on(first, Reply.of(200, "{\"messages\": [\"../../admin/reset\"]}"));
      assertThatThrownBy(() -> mesh.client().inbox("")).hasMessageContaining("message id");
      mesh.on(first, Reply.of(200, "<html>"));
      assertThatThrownBy(() -> mesh.client().inbox("")).hasMessageContaining("no JSON");
    }
  }

  @Test
  void a_part_that_breaks_off_or_falls_silent_is_an_error_and_never_an_end() throws Exception {
    try (InventedMesh mesh = new InventedMesh()) {
      mesh.on("GET /inbox/CUT", Reply.of(200, TEXT).breakingOff(100));
      mesh.on("GET /inbox/SILENT", Reply.of(200, TEXT).fallingSilent(100));

      try (InputStream cut = mesh.client().content("CUT")) {
        assertThatThrownBy(cut::readAllBytes)
            .isInstanceOf(IOException.class)
            .isNotInstanceOf(ChannelFault.class);
      }
      long before = System.nanoTime();
      try (InputStream silent = mesh.client().content("SILENT")) {
        assertThatThrownBy(silent::readAllBytes).hasMessageContaining("MESH sent nothing for");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void parts_whose_number_or_status_contradict_each_other_are_refused() throws Exception {
    try (InventedMesh mesh = new InventedMesh()) {
      mesh.on("GET /inbox/EARLY", Reply.of(200, TEXT, "Mex-Chunk-Range", "1:2"));
      mesh.on("GET /inbox/LATE", Reply.of(206, TEXT, "Mex-Chunk-Range", "1:1"));
      mesh.on("GET /inbox/TWO", Reply.of(206, TEXT, "Mex-Chunk-Range", "1:2"));
      mesh.on("GET /inbox/TWO/2", Reply.of(200, TEXT, "Mex-Chunk-Range", "2:3"));
      mesh.on("GET /inbox/ODD", Reply.of(200, TEXT, "Mex-Chunk-Range", "one"));

      for (String id : List.of("EARLY", "LATE", "TWO")) {
        assertThatThrownBy(() -> readAll(mesh, id, 1000))
            .as(id)
            .hasMessageContaining("came with another number or status");
      }
      assertThatThrownBy(() -> readAll(mesh, "ODD", 1000)).hasMessageContaining("is not n:m");
    }
  }

  @Test
  void the_sender_s_checksum_is_compared_whatever_its_kind() throws Exception {
    try (InventedMesh mesh = new InventedMesh()) {
      String md5 = "48b23a3b8d29a8d69cdd4e1a2c5ba0a1"; // of other bytes
      String sha256 = Digest.ofText("a,b\n1,2\n");
      mesh.on("GET /inbox/GOOD", Reply.of(200, TEXT, "Mex-Content-Checksum", "SHA-256: " + sha256));
      mesh.on("GET /inbox/FREE", Reply.of(200, TEXT, "Mex-Content-Checksum", "crc 17"));
      mesh.on("GET /inbox/BAD", Reply.of(200, TEXT, "Mex-Content-Checksum", md5));

      assertThat(readAll(mesh, "GOOD", 8)).isEqualTo(TEXT);
      assertThat(readAll(mesh, "FREE", 8)).isEqualTo(TEXT);
      assertThatThrownBy(() -> readAll(mesh, "BAD", 8))
          .isInstanceOfSatisfying(
              ChannelFault.class, fault -> assertThat(fault.kind()).isEqualTo(Kind.UNFIT))
          .hasMessageContaining("does not have the checksum its sender gave");
    }
  }

  @Test
  void a_message_packed_on_the_way_is_unpacked_up_to_the_limit() throws Exception {
    byte[] packed = gzip(TEXT);
    byte[] bomb = gzip(new byte[50_000_000]);
    String[] flagged = {"Mex-Content-Compressed", "Y", "Mex-FileName", "a.csv"};
    try (InventedMesh mesh = new InventedMesh()) {
      mesh.on("GET /inbox/PACKED", Reply.of(200, packed, flagged));
      mesh.on(
          "GET /inbox/SUMMED",
          Reply.of(
              200,
              packed,
              "Mex-Content-Compressed",
              "Y",
              "Mex-FileName",
              "a.csv",
              "Mex-Content-Checksum",
              Digest.ofText("a,b\n1,2\n")));
      mesh.on(
          "GET /inbox/ASSENT",
          Reply.of(200, packed, "Mex-Content-Compressed", "Y", "Mex-FileName", "a.csv.gz"));
      mesh.on("GET /inbox/ENCODED", Reply.of(200, packed, "Content-Encoding", "gzip"));
      mesh.on("GET /inbox/BOMB", Reply.of(200, bomb, flagged));
      mesh.on("GET /inbox/FALSE", Reply.of(200, TEXT, flagged));

      assertThat(readAll(mesh, "PACKED", 8)).isEqualTo(TEXT);
      assertThat(readAll(mesh, "SUMMED", 8)).isEqualTo(TEXT);
      assertThat(readAll(mesh, "ASSENT", 100)).isEqualTo(packed);
      assertThat(readAll(mesh, "ENCODED", 8)).isEqualTo(TEXT);
      assertThatThrownBy(() -> readAll(mesh, "BOMB", 1_000_000))
          .hasMessageContaining("is larger than 1000000 bytes");
      assertThatThrownBy(() -> readAll(mesh, "FALSE", 100))
          .hasMessageContaining("is marked as compressed but is no gzip");
    }
  }

  @Test
  void the_first_part_of_a_message_is_posted_once_whatever_comes() throws Exception {
    try (InventedMesh mesh = new InventedMesh()) {
      mesh.on("POST /outbox", Reply.of(503, ""));

      assertThatThrownBy(() -> mesh.client().send(LETTER, TEXT, 100))
          .hasMessageContaining("POST outbox to PARTNER answered 503");
      assertThat(mesh.asked()).containsExactly("POST /outbox");
    }
  }

  @Test
  void an_address_that_would_send_tokens_in_the_clear_is_refused() {
    MeshIdentity identity = new MeshIdentity("US", "p", "k");
    for (String address :
        List.of(
            "http://mesh.example.org",
            "ftp://127.0.0.1",
            "https://us:secret-1@mesh.example.org",
            "https://mesh.example.org/elsewhere",
            "mesh")) {
      assertThatThrownBy(
              () -> MeshClient.of(URI.create(address), identity, null, Duration.ofSeconds(1)))
          .as(address)
          .isInstanceOf(WrongRequestException.class)
          .hasMessageContaining("it must be https://HOST/messageexchange")
          .hasMessageNotContaining("secret-1");
    }
  }

  private static byte[] readAll(InventedMesh mesh, String id, long mostBytes) throws IOException {
    try (InputStream file = MeshFile.of(mesh.client().content(id), mostBytes)) {
      return file.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}
