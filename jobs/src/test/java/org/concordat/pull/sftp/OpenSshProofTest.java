package org.concordat.pull.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.concordat.pull.channel.RemoteContent;
import org.concordat.pull.channel.RemoteFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The channel with OpenSSH's server, which most partners have. */
@Tag("proof")
class OpenSshProofTest extends SftpChannelCases {

  private int number;

  @Override
  OpenSshServer server(String hostKind, String clientKind, boolean mayRename) throws Exception {
    return OpenSshServer.start(
        folder.resolve("server" + number++),
        hostKind,
        clientKind,
        mayRename ? "" : "-P rename,posix-rename");
  }

  @Test
  void a_server_that_falls_silent_is_noticed() throws Exception {
    try (OpenSshServer server = server("ssh-ed25519", "ssh-ed25519", true)) {
      Path file = server.root().resolve("MH-RX4-2026-09-001.zip");
      Files.write(file, new byte[50_000_000]);
      try (SftpChannel channel =
          SftpChannel.open(server.settings(), Duration.ofSeconds(4), Duration.ofMillis(1))) {
        RemoteFile listed = channel.list(List.of("MH-RX4-")).get(0);
        long before = System.nanoTime();
        RemoteContent content = channel.open(listed, 0);
        content.stream().readNBytes(1_000_000);
        server.freeze();
        assertThatThrownBy(() -> content.stream().readAllBytes()).isInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
      }
    }
  }
}
