package org.concordat.pull.sftp;

import org.junit.jupiter.api.Tag;

/** The channel with OpenSSH's server, which most partners have. */
@Tag("proof")
class OpenSshProofTest extends SftpChannelCases {

  private int number;

  @Override
  SftpServer server(String hostKind, String clientKind, boolean mayRename) throws Exception {
    return OpenSshServer.start(
        folder.resolve("server" + number++),
        hostKind,
        clientKind,
        mayRename ? "" : "-P rename,posix-rename");
  }
}
