package org.concordat.proofs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.concordat.config.ChannelsFile;
import org.concordat.config.Settings;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.SecretFile;
import org.concordat.pull.ChannelPull;
import org.concordat.pull.ChannelsResult;
import org.concordat.pull.mesh.MeshClient;
import org.concordat.pull.mesh.MeshLetter;
import org.concordat.pull.mesh.MeshSandbox;
import org.concordat.pull.sftp.SftpServer;
import org.concordat.schemas.ReportingMonth;

/** Submissions put where partners put them, and the channels.yaml that leads there. */
final class PartnerServers {

  static final String PARTNER = "X26ABC1";
  static final String OURS = "X26ABC2";

  private PartnerServers() {}

  /** Copies every submission below these folders, for example {@code AM/RRU}. */
  static void copy(Path extracts, List<String> senders, Path root) throws IOException {
    for (String sender : senders) {
      for (Path file : Folders.filesBelow(extracts.resolve(sender))) {
        Path target = root.resolve(sender).resolve(file.toString());
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(
            extracts.resolve(sender).resolve(file),
            target,
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Sends every file of these submissions as a message, its folder as the subject. */
  static void send(Path extracts, List<String> senders, MeshSandbox sandbox) throws IOException {
    MeshClient partner = sandbox.client(PARTNER);
    for (String sender : senders) {
      for (Path file : Folders.filesBelow(extracts.resolve(sender))) {
        byte[] content = Files.readAllBytes(extracts.resolve(sender).resolve(file));
        String folder = sender + "/" + file.getParent();
        send(partner, folder, String.valueOf(file.getFileName()), content);
      }
    }
  }

  /**
   * Sends one file in parts of 100 kB.
   *
   * @param subject its submission's folder, or empty where its name says all
   */
  static void send(MeshClient partner, String subject, String name, byte[] content)
      throws IOException {
    String sha256 = HexFormat.of().formatHex(Digest.sha256().digest(content));
    send(partner, subject, name, content, sha256);
  }

  /** The same with a SHA-256 that may be wrong. */
  static void send(MeshClient partner, String subject, String name, byte[] content, String sha256)
      throws IOException {
    partner.send(new MeshLetter(OURS, "CRISIS", "", name, subject, sha256), content, 100_000);
  }

  /** The settings of a channel to an SFTP server. */
  static Path sftp(Path folder, SftpServer server, List<String> senders) throws IOException {
    return Files.writeString(
        folder.resolve("sftp.yaml"),
        """
        channels:
          by-sftp:
            sends: [%s]
            delivery-note: true
            sftp:
              host: 127.0.0.1
              port: %d
              user: %s
              host-key-file: %s
              key-file: %s
              path: %s
              receipts: receipts
        """
            .formatted(
                String.join(", ", senders),
                server.port(),
                server.user(),
                server.keys().resolve("known_hosts"),
                server.keys().resolve("client"),
                server.root()));
  }

  /** The settings of a channel to a mailbox of the sandbox. */
  static Path mesh(Path folder, MeshSandbox sandbox, List<String> senders) throws IOException {
    SecretFile.write(folder.resolve("mesh.password"), MeshSandbox.PASSWORD);
    SecretFile.write(folder.resolve("mesh.key"), MeshSandbox.KEY);
    return Files.writeString(
        folder.resolve("mesh.yaml"),
        """
        channels:
          by-mesh:
            sends: [%s]
            delivery-note: true
            mesh:
              url: %s/messageexchange
              mailbox: %s
              password: file:%s
              shared-key: file:%s
              workflow: CRISIS
              partner-mailbox: %s
              receipt-workflow: CRISIS_RECEIPT
        """
            .formatted(
                String.join(", ", senders),
                sandbox.address(),
                OURS,
                folder.resolve("mesh.password"),
                folder.resolve("mesh.key"),
                PARTNER));
  }

  /** Pulls through the channels of a file. */
  static ChannelsResult pull(Path channels, Path lake, String month) {
    return pull(channels, lake, month, Settings.defaults());
  }

  static ChannelsResult pull(Path channels, Path lake, String month, Settings settings) {
    return new ChannelPull(
            Lake.at(lake, settings), settings, ChannelsFile.read(channels), Progress.silent())
        .run(ReportingMonth.of(month), false);
  }

  /** All partners of a folder of submissions, as FAMILY/ORGANISATION. */
  static List<String> senders(Path extracts) {
    return Folders.foldersIn(extracts).stream()
        .flatMap(
            family ->
                Folders.foldersIn(family).stream()
                    .map(organisation -> family.getFileName() + "/" + organisation.getFileName()))
        .sorted()
        .collect(Collectors.toList());
  }
}
