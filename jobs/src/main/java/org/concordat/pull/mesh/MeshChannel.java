package org.concordat.pull.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.concordat.config.ChannelSettings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.SecretReference;
import org.concordat.pull.channel.Answer;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.RemoteContent;
import org.concordat.pull.channel.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * Our MESH mailbox, as far as it holds one partner's messages of one workflow.
 *
 * <p>A message is a file. Its path is its file name; where the subject is a submission's folder
 * ({@code MH/RX4/2026-09/001}), the file name in that folder. Messages never change, so that their
 * id says all; they go away when they are acknowledged. Anybody on MESH can write to a mailbox:
 * where the partner's mailbox is given, nobody else's messages are taken.
 */
public final class MeshChannel implements Channel {

  private static final String FOLDER = "[A-Z]{2}/[A-Za-z0-9]{1,10}/[0-9]{4}-[0-9]{2}/[0-9]{3,6}";
  private static final String BEARS_FOLDER = "[A-Z]{2}-[A-Za-z0-9]{1,10}-[0-9]{4}-[0-9]{2}-.*";
  private static final int RECEIPT_PART = 75 << 20;

  private final MeshClient mailbox;
  private final ChannelSettings.Mesh settings;
  private final long mostBytes;

  private MeshChannel(MeshClient mailbox, ChannelSettings.Mesh settings, long mostBytes) {
    this.mailbox = mailbox;
    this.settings = settings;
    this.mostBytes = mostBytes;
  }

  /**
   * Opens the mailbox and shakes hands, which MESH wants once a day.
   *
   * @param mostBytes largest file, unpacked where its sender packed it
   * @param silence time in which MESH says nothing after which its connection counts as broken
   * @throws WrongRequestException when a file or secret that the settings name cannot be used
   */
  public static MeshChannel open(ChannelSettings.Mesh settings, long mostBytes, Duration silence)
      throws IOException {
    MeshIdentity identity =
        new MeshIdentity(
            settings.mailbox(),
            SecretReference.text("mesh.password", settings.password()),
            SecretReference.text("mesh.shared-key", settings.sharedKey()));
    MeshClient mailbox = MeshClient.of(server(settings.url()), identity, tls(settings), silence);
    mailbox.handshake();
    return new MeshChannel(mailbox, settings, mostBytes);
  }

  private static URI server(String url) {
    String plain = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    String end = "/messageexchange";
    try {
      return URI.create(
          (plain.endsWith(end) ? plain.substring(0, plain.length() - end.length()) : plain) + "/");
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException("mesh.url is no address", e);
    }
  }

  private static @Nullable SSLContext tls(ChannelSettings.Mesh settings) {
    return settings.keyStore() == null && settings.trustStore() == null
        ? null
        : MeshTls.context(
            path(settings.keyStore()),
            secret("mesh.key-store-password", settings.keyStorePassword()),
            path(settings.trustStore()),
            secret("mesh.trust-store-password", settings.trustStorePassword()));
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null ? null : Path.of(text);
  }

  private static String secret(String key, @Nullable String reference) {
    return reference == null ? "" : SecretReference.text(key, reference);
  }

  @Override
  public String kind() {
    return "mesh";
  }

  @Override
  public List<RemoteFile> list(List<String> starts) throws IOException {
    List<RemoteFile> files = new ArrayList<>();
    for (String id : mailbox.inbox(settings.workflow())) {
      try {
        MeshMessage message = mailbox.message(id);
        if (message.isData() && isFromPartner(message)) {
          files.add(file(message));
        }
      } catch (ChannelFault e) {
        if (e.kind() != ChannelFault.Kind.GONE) {
          throw e;
        } // it expired since the inbox was listed
      }
    }
    files.removeIf(file -> starts.stream().noneMatch(file.path()::startsWith));
    files.sort(Comparator.comparing(RemoteFile::path).thenComparing(RemoteFile::id));
    return List.copyOf(files);
  }

  private boolean isFromPartner(MeshMessage message) {
    return settings.partnerMailbox() == null
        || message.sender().equalsIgnoreCase(settings.partnerMailbox());
  }

  private static RemoteFile file(MeshMessage message) {
    String name = message.fileName();
    String path =
        message.subject().matches(FOLDER) && !name.matches(BEARS_FOLDER)
            ? message.subject() + "/" + name
            : name;
    return new RemoteFile(
        path, message.id(), "", -1, message.acceptedAt().orElseGet(Instant::now), null);
  }

  @Override
  public RemoteContent open(RemoteFile file, long offset) throws IOException {
    MeshContent content = mailbox.content(file.id());
    try {
      InputStream stream = MeshFile.of(content, mostBytes);
      stream.skipNBytes(offset); // read again, so that the sender's checksum can be compared
      return new RemoteContent(stream, -1, null);
    } catch (IOException e) {
      content.close();
      throw e;
    }
  }

  @Override
  public RemoteFile look(RemoteFile file) {
    return file;
  }

  /** Sends a receipt, unless MESH holds one under its name from us: MESH delivers what it gets. */
  @Override
  public void answer(Answer answer) throws IOException {
    if (settings.partnerMailbox() == null || settings.receiptWorkflow() == null) {
      return;
    }
    String localId = answer.name().replaceAll("[^A-Za-z0-9_-]", "-");
    if (mailbox.sentBefore(localId)) {
      return;
    }
    byte[] content = answer.json().getBytes(StandardCharsets.UTF_8);
    mailbox.send(
        new MeshLetter(
            settings.partnerMailbox(),
            settings.receiptWorkflow(),
            localId,
            answer.name(),
            answer.folder(),
            HexFormat.of().formatHex(Digest.sha256().digest(content))),
        content,
        RECEIPT_PART);
  }

  /**
   * Acknowledges the messages, a submission's manifest first: what is left when this breaks off is
   * then never taken for a whole submission.
   */
  @Override
  public void acknowledge(List<RemoteFile> files) throws IOException {
    List<RemoteFile> manifestFirst =
        files.stream()
            .sorted(
                Comparator.comparing((RemoteFile file) -> !file.path().endsWith("manifest.json"))
                    .thenComparing(RemoteFile::path))
            .toList();
    for (RemoteFile file : manifestFirst) {
      try {
        mailbox.acknowledge(file.id());
      } catch (ChannelFault e) {
        if (e.kind() != ChannelFault.Kind.GONE) {
          throw e;
        } // acknowledged before, and deleted since
      }
    }
  }

  /** Connections end by themselves. */
  @Override
  public void close() {}
}
