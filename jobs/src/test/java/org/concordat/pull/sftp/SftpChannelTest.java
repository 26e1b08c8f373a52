package org.concordat.pull.sftp;

/** The channel with MINA's own server. */
class SftpChannelTest extends SftpChannelCases {

  private int number;

  @Override
  SftpServer server(String hostKind, String clientKind, boolean mayRename) throws Exception {
    return MinaServer.start(folder.resolve("server" + number++), hostKind, clientKind, mayRename);
  }
}
