package org.concordat.pull.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.concordat.config.ChannelSettings;

/** A server of a test on this machine: its folder, and the keys of both sides as files. */
public interface SftpServer extends AutoCloseable {

  /** What it serves. */
  Path root();

  int port();

  /** Ends it at once, as when a machine falls. */
  void fall() throws Exception;

  /** Starts it again at the same place. */
  void rise() throws Exception;

  @Override
  void close() throws Exception;

  /** Where the keys lie: host, host.pub, client, client.pub and known_hosts. */
  Path keys();

  /** The user it lets in. */
  String user();

  /** Settings of a channel to it. */
  default ChannelSettings.Sftp settings() {
    return settings("client", "known_hosts", "rename");
  }

  /** The same with another of the files of keys, or another way to end. */
  default ChannelSettings.Sftp settings(String key, String knownHosts, String afterLanding) {
    return new ChannelSettings.Sftp(
        "127.0.0.1",
        port(),
        user(),
        keys().resolve(knownHosts).toString(),
        keys().resolve(key).toString(),
        null,
        root().toString(),
        afterLanding,
        "receipts");
  }

  /**
   * Writes a new pair of keys as OpenSSH does.
   *
   * @param kind ssh-ed25519, ecdsa-sha2-nistp256 or ssh-rsa
   */
  static KeyPair writeKeys(Path folder, String name, String kind)
      throws IOException, GeneralSecurityException {
    int bits = kind.equals("ssh-rsa") ? 2048 : 256;
    KeyPair keys = KeyUtils.generateKeyPair(kind, bits);
    Files.createDirectories(folder);
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(keys, name, null, out);
    }
    Files.writeString(
        folder.resolve(name + ".pub"),
        PublicKeyEntry.toString(keys.getPublic()) + " " + name + "\n");
    return keys;
  }

  /** Encrypts a private key that {@link #writeKeys} wrote. */
  static void encrypt(Path key, String password) throws IOException, GeneralSecurityException {
    KeyPair keys =
        SecurityUtils.loadKeyPairIdentities(
                null, new PathResource(key), Files.newInputStream(key), FilePasswordProvider.EMPTY)
            .iterator()
            .next();
    OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
    encryption.setPassword(password);
    encryption.setCipherType("256");
    try (OutputStream out = Files.newOutputStream(key)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(keys, "client", encryption, out);
    }
  }

  /** Writes the file that pins a public key for the server at a port. */
  static void pin(Path knownHosts, int port, Path publicKey) throws IOException {
    Files.writeString(
        knownHosts, "[127.0.0.1]:" + port + " " + Files.readString(publicKey).strip() + "\n");
  }
}
