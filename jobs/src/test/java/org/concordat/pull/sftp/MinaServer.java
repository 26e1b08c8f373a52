package org.concordat.pull.sftp;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Collection;
import java.util.List;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** MINA's own server in this process. */
final class MinaServer implements SftpServer {

  private final Path folder;
  private final KeyPair host;
  private final boolean mayRename;
  private SshServer server;

  private MinaServer(Path folder, KeyPair host, boolean mayRename, SshServer server) {
    this.folder = folder;
    this.host = host;
    this.mayRename = mayRename;
    this.server = server;
  }

  /**
   * @param hostKind kind of the server's key
   * @param clientKind kind of ours
   */
  static MinaServer start(Path folder, String hostKind, String clientKind, boolean mayRename)
      throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Path keys = folder.resolve("keys");
    KeyPair host = SftpServer.writeKeys(keys, "host", hostKind);
    SftpServer.writeKeys(keys, "client", clientKind);
    MinaServer made = new MinaServer(folder, host, mayRename, server(folder, host, mayRename, 0));
    SftpServer.pin(keys.resolve("known_hosts"), made.port(), keys.resolve("host.pub"));
    return made;
  }

  private static SshServer server(Path folder, KeyPair host, boolean mayRename, int port)
      throws IOException {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(KeyPairProvider.wrap(host));
    server.setPublickeyAuthenticator(
        new AuthorizedKeysAuthenticator(folder.resolve("keys/client.pub")));
    SftpSubsystemFactory files = new SftpSubsystemFactory();
    if (!mayRename) {
      files.addSftpEventListener(
          new SftpEventListener() {
            @Override
            public void moving(
                ServerSession session, Path from, Path to, Collection<CopyOption> options)
                throws IOException {
              throw new java.nio.file.AccessDeniedException(from.toString());
            }
          });
    }
    server.setSubsystemFactories(List.of(files));
    server.start();
    return server;
  }

  @Override
  public Path root() {
    return folder.resolve("data");
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public Path keys() {
    return folder.resolve("keys");
  }

  @Override
  public String user() {
    return "concordat";
  }

  @Override
  public void fall() throws Exception {
    for (var session : server.getActiveSessions()) {
      session.close(true);
    }
    server.stop(true);
  }

  @Override
  public void rise() throws Exception {
    server = server(folder, host, mayRename, server.getPort());
  }

  @Override
  public void close() throws Exception {
    server.stop(true);
  }
}
