package org.concordat.pull.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The channel with MINA's own server. */
class SftpChannelTest extends SftpChannelCases {

  private int number;

  @Override
  SftpServer server(String hostKind, String clientKind, boolean mayRename) throws Exception {
    return MinaServer.start(folder.resolve("server" + number++), hostKind, clientKind, mayRename);
  }

  @Test
  void names_of_a_server_that_would_lead_elsewhere_are_passed_over() {
    assertThat(List.of("MHS101Referral.csv", "001", "a b.csv", "..csv"))
        .allMatch(SftpListing::isPlain);
    assertThat(
            List.of(
                "..", ".", "", " ", "../x.csv", "/etc/passwd", "a/b", "..\\x", "a\nb", "a\u0000b"))
        .noneMatch(SftpListing::isPlain);
  }
}
