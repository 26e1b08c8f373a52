package org.concordat.pull.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.concordat.config.ChannelSettings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.SecretFile;
import org.concordat.pull.channel.Answer;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.ChannelFault.Kind;
import org.concordat.pull.channel.RemoteContent;
import org.concordat.pull.channel.RemoteFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the channel does with any server; each subclass brings one. */
abstract class SftpChannelCases {

  private static final List<String> ALL = List.of("MH/RX4/", "MH-RX4-");
  private static final String SUBMISSION = "MH/RX4/2026-09/001";
  private static final Instant TEN = Instant.parse("2026-10-10T10:00:00Z");

  @TempDir Path folder;

  /** A server with keys of these kinds. */
  abstract SftpServer server(String hostKind, String clientKind, boolean mayRename)
      throws Exception;

  private SftpServer server() throws Exception {
    return server("ssh-ed25519", "ssh-ed25519", true);
  }

  private static SftpChannel channel(ChannelSettings.Sftp settings) throws IOException {
    return SftpChannel.open(settings, Duration.ofSeconds(8), Duration.ofMillis(300));
  }

  private static Path put(SftpServer server, String path, String text) throws IOException {
    Path file = server.root().resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, FileTime.from(TEN));
  }

  private static void submission(SftpServer server) throws IOException {
    put(server, SUBMISSION + "/manifest.json", "{}");
    put(server, SUBMISSION + "/MHS101Referral.csv", "a,b\n1,2\n");
  }

  private static byte[] bytes(SftpChannel channel, RemoteFile file, long offset)
      throws IOException {
    try (RemoteContent content = channel.open(file, offset)) {
      return content.stream().readAllBytes();
    }
  }

  private static RemoteFile only(List<RemoteFile> files, String end) {
    return files.stream().filter(file -> file.path().endsWith(end)).findFirst().orElseThrow();
  }

  @Test
  void lists_what_begins_as_asked_and_reads_it_from_any_place() throws Exception {
    try (SftpServer server = server()) {
      submission(server);
      put(server, "MH/RX4X/2026-09/001/manifest.json", "{}");
      put(server, "AM/RX4/2026-09/001/manifest.json", "{}");
      put(server, "receipts/MH/RX4/2026-09/001/receipt.json", "{}");

      try (SftpChannel channel = channel(server.settings())) {
        List<RemoteFile> files = channel.list(ALL);

        assertThat(files)
            .extracting(RemoteFile::path)
            .containsExactly(SUBMISSION + "/MHS101Referral.csv", SUBMISSION + "/manifest.json");
        RemoteFile table = files.get(0);
        assertThat(table.bytes()).isEqualTo(8);
        assertThat(table.modifiedAt()).isEqualTo(TEN);
        assertThat(bytes(channel, table, 0)).asString().isEqualTo("a,b\n1,2\n");
        assertThat(bytes(channel, table, 4)).asString().isEqualTo("1,2\n");
        assertThat(bytes(channel, table, 8)).isEmpty();
        assertThat(channel.look(table).isSame(table)).isTrue();
      }
    }
  }

  @Test
  void a_digest_beside_a_file_is_its_sender_s_word_and_no_file() throws Exception {
    try (SftpServer server = server()) {
      put(server, "MH-RX4-2026-09-001.zip", "zip");
      put(server, "MH-RX4-2026-09-001.zip.sha256", Digest.ofText("zip") + "  the.zip\n");

      try (SftpChannel channel = channel(server.settings())) {
        assertThat(channel.list(ALL))
            .singleElement()
            .satisfies(file -> assertThat(file.sha256()).isEqualTo(Digest.ofText("zip")));
      }
    }
  }

  @Test
  void a_file_that_nothing_vouches_for_is_taken_when_two_looks_agree() throws Exception {
    try (SftpServer server = server()) {
      put(server, "MH-RX4-2026-09-001.zip", "whole");
      Path growing = put(server, "MH-RX4-2026-09-002.zip", "grow");
      Thread writer =
          new Thread(
              () -> {
                try {
                  while (!Thread.interrupted()) {
                    Files.writeString(growing, "s", java.nio.file.StandardOpenOption.APPEND);
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      writer.start();
      try (SftpChannel channel = channel(server.settings())) {
        assertThat(channel.list(ALL))
            .extracting(RemoteFile::path)
            .containsExactly("MH-RX4-2026-09-001.zip");
      } finally {
        writer.interrupt();
        writer.join();
      }
    }
  }

  @Test
  void a_file_that_changed_or_went_away_since_it_was_listed_is_not_given() throws Exception {
    try (SftpServer server = server()) {
      submission(server);
      try (SftpChannel channel = channel(server.settings())) {
        RemoteFile table = only(channel.list(ALL), ".csv");
        put(server, table.path(), "a,b\n1,2\n3,4\n");

        assertKind(Kind.CHANGED, () -> channel.open(table, 0));
        assertThat(channel.look(table).isSame(table)).isFalse();

        Files.delete(server.root().resolve(table.path()));
        assertKind(Kind.GONE, () -> channel.open(table, 0));
        assertKind(Kind.GONE, () -> channel.look(table));
      }
    }
  }

  @Test
  void a_link_is_shown_and_never_followed() throws Exception {
    try (SftpServer server = server()) {
      submission(server);
      Path secret = Files.writeString(folder.resolve("secret"), "of another partner");
      Files.createSymbolicLink(server.root().resolve(SUBMISSION + "/MHS102.csv"), secret);
      put(server, "AM/RRU/2026-09/001/manifest.json", "{}");
      Files.createSymbolicLink(
          server.root().resolve("MH/RX4/2026-10"), server.root().resolve("AM/RRU/2026-09"));
      Files.createSymbolicLink(server.root().resolve("PF"), server.root().resolve("MH"));

      try (SftpChannel channel = channel(server.settings())) {
        List<RemoteFile> files = channel.list(List.of("MH/RX4/", "PF/RX4/"));

        assertThat(files)
            .extracting(RemoteFile::path)
            .containsExactly(
                SUBMISSION + "/MHS101Referral.csv",
                SUBMISSION + "/MHS102.csv",
                SUBMISSION + "/manifest.json",
                "MH/RX4/2026-10");
        assertKind(Kind.UNFIT, () -> channel.open(only(files, "MHS102.csv"), 0));
        assertKind(Kind.UNFIT, () -> channel.open(only(files, "2026-10"), 0));
      }
    }
  }

  @Test
  void a_receipt_appears_whole_and_once() throws Exception {
    try (SftpServer server = server();
        SftpChannel channel = channel(server.settings())) {
      channel.answer(new Answer("receipt-1.json", SUBMISSION, "{\"a\": 1}\n", List.of()));
      channel.answer(new Answer("receipt-1.json", SUBMISSION, "{\"a\": 1}\n", List.of()));

      Path receipts = server.root().resolve("receipts").resolve(SUBMISSION);
      assertThat(receipts.resolve("receipt-1.json")).hasContent("{\"a\": 1}\n");
      try (var entries = Files.list(receipts)) {
        assertThat(entries).hasSize(1);
      }
    }
  }

  @Test
  void what_is_acknowledged_is_renamed_and_not_listed_again() throws Exception {
    try (SftpServer server = server();
        SftpChannel channel = channel(server.settings())) {
      submission(server);
      List<RemoteFile> files = channel.list(ALL);

      channel.acknowledge(files);
      channel.acknowledge(files);

      assertThat(server.root().resolve(SUBMISSION + "/manifest.json.done")).exists();
      assertThat(server.root().resolve(SUBMISSION + "/MHS101Referral.csv")).doesNotExist();
      assertThat(channel.list(ALL)).isEmpty();
    }
  }

  @Test
  void a_server_that_forbids_renaming_is_left_as_it_is() throws Exception {
    try (SftpServer server = server("ssh-ed25519", "ssh-ed25519", false)) {
      submission(server);
      try (SftpChannel channel = channel(server.settings())) {
        channel.acknowledge(channel.list(ALL));

        assertThat(channel.list(ALL)).hasSize(2);
      }
      try (SftpChannel channel = channel(server.settings("client", "known_hosts", "leave"))) {
        channel.acknowledge(channel.list(ALL));
      }
    }
  }

  @Test
  void a_server_with_another_key_than_the_pinned_one_is_refused() throws Exception {
    try (SftpServer server = server()) {
      SftpServer.writeKeys(server.keys(), "other", "ssh-ed25519");
      SftpServer.pin(
          server.keys().resolve("other_hosts"), server.port(), server.keys().resolve("other.pub"));
      SftpServer.writeKeys(server.keys(), "rsa", "ssh-rsa");
      SftpServer.pin(
          server.keys().resolve("rsa_hosts"), server.port(), server.keys().resolve("rsa.pub"));

      for (String hosts : List.of("other_hosts", "rsa_hosts")) {
        assertThatThrownBy(() -> channel(server.settings("client", hosts, "rename")))
            .isInstanceOfSatisfying(
                ChannelFault.class, fault -> assertThat(fault.kind()).isEqualTo(Kind.REFUSED))
            .hasMessageContaining("shows another key than the one pinned in")
            .hasMessageContaining("SHA256:")
            .hasMessageContaining("Nothing was sent to it");
      }
    }
  }

  @Test
  void a_server_whose_key_was_revoked_or_never_pinned_is_refused() throws Exception {
    try (SftpServer server = server()) {
      String line = Files.readString(server.keys().resolve("known_hosts"));
      Files.writeString(server.keys().resolve("revoked"), line + "@revoked " + line);
      Files.writeString(
          server.keys().resolve("nobody"), line.replace("127.0.0.1", "sftp.example.org"));

      assertKind(Kind.REFUSED, () -> channel(server.settings("client", "revoked", "rename")));
      assertThatThrownBy(() -> channel(server.settings("client", "nobody", "rename")))
          .isInstanceOf(WrongRequestException.class)
          .hasMessageContaining("hold none of 127.0.0.1 port " + server.port());
    }
  }

  @Test
  void all_usual_kinds_of_keys_are_taken_on_both_sides() throws Exception {
    for (List<String> kinds :
        List.of(
            List.of("ssh-rsa", "ssh-ed25519"),
            List.of("ecdsa-sha2-nistp256", "ssh-rsa"),
            List.of("ssh-ed25519", "ecdsa-sha2-nistp256"))) {
      try (SftpServer server = server(kinds.get(0), kinds.get(1), true)) {
        submission(server);
        try (SftpChannel channel = channel(server.settings())) {
          assertThat(channel.list(ALL)).as(kinds.toString()).hasSize(2);
        }
      }
    }
  }

  @Test
  void our_key_must_be_the_right_one_and_nobody_else_s_to_read() throws Exception {
    try (SftpServer server = server()) {
      SftpServer.writeKeys(server.keys(), "stranger", "ssh-ed25519");
      assertThatThrownBy(() -> channel(server.settings("stranger", "known_hosts", "rename")))
          .isInstanceOfSatisfying(
              ChannelFault.class, fault -> assertThat(fault.kind()).isEqualTo(Kind.REFUSED))
          .hasMessageContaining("does not let user " + server.user() + " in with our key");

      Files.setPosixFilePermissions(
          server.keys().resolve("client"), PosixFilePermissions.fromString("rw-r--r--"));
      assertThatThrownBy(() -> channel(server.settings()))
          .isInstanceOf(WrongRequestException.class)
          .hasMessageContaining("others can read it; run chmod 600 on it");
    }
  }

  @Test
  void our_key_may_have_a_password() throws Exception {
    try (SftpServer server = server()) {
      submission(server);
      SftpServer.encrypt(server.keys().resolve("client"), "quiet-word");
      Path word = folder.resolve("word");
      SecretFile.write(word, "quiet-word\n");
      SecretFile.write(folder.resolve("wrong"), "another-word");

      try (SftpChannel channel = channel(withPassword(server.settings(), "file:" + word))) {
        assertThat(channel.list(ALL)).hasSize(2);
      }
      for (ChannelSettings.Sftp wrong :
          List.of(
              server.settings(),
              withPassword(server.settings(), "file:" + folder.resolve("wrong")))) {
        assertThatThrownBy(() -> channel(wrong))
            .isInstanceOf(WrongRequestException.class)
            .hasMessageContaining("it is no private key, or its password differs")
            .hasMessageNotContaining("another-word");
      }
    }
  }

  private static ChannelSettings.Sftp withPassword(ChannelSettings.Sftp settings, String word) {
    return new ChannelSettings.Sftp(
        settings.host(),
        settings.port(),
        settings.user(),
        settings.hostKeyFile(),
        settings.keyFile(),
        word,
        settings.path(),
        settings.afterLanding(),
        settings.receipts());
  }

  @Test
  void a_server_that_falls_while_a_file_is_read_is_gone_on_with_where_it_broke() throws Exception {
    try (SftpServer server = server()) {
      byte[] content = new byte[20_000_000];
      new Random(7).nextBytes(content);
      Path file = put(server, SUBMISSION + "/MHS101Referral.csv", "");
      Files.write(file, content);
      put(server, SUBMISSION + "/manifest.json", "{}");

      try (SftpChannel channel = channel(server.settings())) {
        RemoteFile table = only(channel.list(ALL), ".csv");
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        assertThatThrownBy(
                () -> {
                  try (RemoteContent open = channel.open(table, 0)) {
                    got.write(open.stream().readNBytes(1_000_000));
                    server.fall();
                    open.stream().transferTo(got);
                  }
                })
            .isInstanceOf(IOException.class);
        assertThat(got.size()).isBetween(1_000_000, content.length - 1);
        assertKind(Kind.BUSY, () -> channel.open(table, 0));

        server.rise();

        got.write(bytes(channel, table, got.size()));
        assertThat(got.toByteArray()).isEqualTo(content);
      }
    }
  }

  private static void assertKind(
      Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable asked) {
    assertThatThrownBy(asked)
        .isInstanceOfSatisfying(
            ChannelFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }
}
