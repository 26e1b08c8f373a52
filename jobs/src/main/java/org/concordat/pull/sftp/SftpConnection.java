package org.concordat.pull.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.SecretFile;
import org.concordat.pull.channel.ChannelFault;
import org.jspecify.annotations.Nullable;

/**
 * A session with an SFTP server: its key is pinned, ours is the only proof we offer, no setting of
 * the user or the machine plays a part, a server that falls silent is noticed, and a session that
 * broke is opened anew when it is needed again.
 */
final class SftpConnection implements AutoCloseable {

  /** Questions without an answer after which a server counts as gone. */
  private static final int QUESTIONS = 3;

  private final String host;
  private final int port;
  private final String user;
  private final PinnedHostKeys pinned;
  private final SshClient ssh;
  private final Duration silence;
  private @Nullable ClientSession session;
  private @Nullable SftpClient files;

  /**
   * Nothing is sent yet.
   *
   * @param hostKeys file that holds the server's key
   * @param key our private key, readable by its owner only
   * @param keyPassword its password; null when it has none
   * @param silence time in which the server says nothing after which its connection counts as
   *     broken; meanwhile it is asked three times whether it is there
   * @throws WrongRequestException when a file named here cannot be used
   */
  SftpConnection(
      String host,
      int port,
      String user,
      Path hostKeys,
      Path key,
      @Nullable String keyPassword,
      Duration silence) {
    this.host = host;
    this.port = port;
    this.user = user;
    this.pinned = new PinnedHostKeys(hostKeys, host, port);
    this.silence = silence;
    this.ssh = client(pinned, keyPairs(key, keyPassword), silence);
    ssh.start();
  }

  private static SshClient client(PinnedHostKeys pinned, List<KeyPair> ours, Duration silence) {
    SshClient ssh = SshClient.setUpDefaultClient();
    List<NamedFactory<Signature>> signatures = ssh.getSignatureFactories();
    ssh.setServerKeyVerifier(pinned);
    ssh.setCipherFactories(fastFirst(ssh.getCipherFactories()));
    ssh.setSignatureFactories(pinned.pinnedFirst(signatures));
    ssh.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory(signatures)));
    ssh.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(ours));
    ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    ssh.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(ssh, silence.dividedBy(QUESTIONS + 1));
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(ssh, QUESTIONS);
    SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(ssh, silence);
    return ssh;
  }

  /** AES-GCM has the processor's help in Java, ChaCha20 has not; both are as safe. */
  private static List<NamedFactory<Cipher>> fastFirst(List<NamedFactory<Cipher>> ciphers) {
    return ciphers.stream()
        .sorted(Comparator.comparing(cipher -> !cipher.getName().contains("gcm")))
        .toList();
  }

  private static List<KeyPair> keyPairs(Path key, @Nullable String password) {
    SecretFile.requireOwnerOnly(key, "the key file");
    try (InputStream in = Files.newInputStream(key)) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null,
              new PathResource(key),
              in,
              password == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(password));
      List<KeyPair> read =
          pairs == null ? List.of() : StreamSupport.stream(pairs.spliterator(), false).toList();
      if (read.isEmpty()) {
        throw new WrongRequestException("The key file " + key + " holds no private key");
      }
      return read;
    } catch (IOException | GeneralSecurityException e) {
      throw new WrongRequestException(
          "Cannot read the key file " + key + ": it is no private key, or its password differs", e);
    }
  }

  /**
   * The server's files.
   *
   * @throws ChannelFault REFUSED when one side does not accept the other's key, BUSY when the
   *     server is out of reach
   */
  SftpClient files() throws IOException {
    SftpClient now = files;
    if (now != null && now.isOpen()) {
      return now;
    }
    closeSession();
    try {
      ClientSession fresh = ssh.connect(user, host, port).verify(silence).getClientSession();
      session = fresh;
      fresh.auth().verify(silence);
      now = SftpClientFactory.instance().createSftpClient(fresh);
      files = now;
      return now;
    } catch (IOException | RuntimeException e) {
      closeSession();
      throw fault(e);
    }
  }

  private ChannelFault fault(Exception cause) {
    Optional<String> refusal = pinned.refusal();
    if (refusal.isPresent()) {
      return new ChannelFault(ChannelFault.Kind.REFUSED, refusal.get(), cause);
    }
    boolean isRefused =
        String.valueOf(cause.getMessage()).contains("No more authentication methods");
    return isRefused
        ? new ChannelFault(
            ChannelFault.Kind.REFUSED,
            this + " does not let user " + user + " in with our key; ask the partner",
            cause)
        : new ChannelFault(ChannelFault.Kind.BUSY, this + " cannot be reached", cause);
  }

  private void closeSession() {
    ClientSession open = session;
    session = null;
    files = null;
    if (open != null) {
      open.close(true);
    }
  }

  /** The server in words. */
  @Override
  public String toString() {
    return "the SFTP server " + host + " port " + port;
  }

  @Override
  public void close() {
    closeSession();
    ssh.stop();
  }
}
