package org.concordat.pull.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.concordat.config.ChannelSettings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.SecretReference;
import org.concordat.pull.channel.Answer;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.RemoteContent;
import org.concordat.pull.channel.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * A folder on a partner's SFTP server.
 *
 * <p>The protocol has no versions of files: size and time of change stand for one, and are compared
 * when a file is opened and after it was read. A file is listed when its digest or a manifest lies
 * beside it, or when two looks some seconds apart show the same. What was landed is renamed to
 * {@code .done} where the server allows it; where it does not, our manifests alone remember.
 */
public final class SftpChannel implements Channel {

  /**
   * Many requests for blocks of this size are on their way at once; one by one is 20 times slower.
   */
  private static final int BLOCK = 32 * 1024;

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

  private final SftpConnection connection;
  private final String root;
  private final @Nullable String receipts;
  private final boolean renames;
  private final Duration betweenLooks;

  private SftpChannel(
      SftpConnection connection,
      String root,
      @Nullable String receipts,
      boolean renames,
      Duration betweenLooks) {
    this.connection = connection;
    this.root = root;
    this.receipts = receipts;
    this.renames = renames;
    this.betweenLooks = betweenLooks;
  }

  /**
   * Signs in.
   *
   * @param silence time in which the server says nothing after which its connection counts as
   *     broken
   * @throws WrongRequestException when a file that the settings name cannot be used
   */
  public static SftpChannel open(ChannelSettings.Sftp settings, Duration silence)
      throws IOException {
    return open(settings, silence, BETWEEN_LOOKS);
  }

  static SftpChannel open(ChannelSettings.Sftp settings, Duration silence, Duration betweenLooks)
      throws IOException {
    SftpConnection connection =
        new SftpConnection(
            settings.host(),
            settings.port() == 0 ? 22 : settings.port(),
            settings.user(),
            Path.of(settings.hostKeyFile()),
            Path.of(settings.keyFile()),
            settings.keyPassword() == null
                ? null
                : SecretReference.text("sftp.key-password", settings.keyPassword()),
            silence);
    try {
      String root = canonical(connection, settings.path() == null ? "." : settings.path());
      String receipts = settings.receipts();
      return new SftpChannel(
          connection,
          root,
          receipts == null
              ? null
              : withoutSlash(receipts.startsWith("/") ? receipts : root + "/" + receipts),
          !"leave".equals(settings.afterLanding()),
          betweenLooks);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static String canonical(SftpConnection connection, String path) throws IOException {
    try {
      String canonical = connection.files().canonicalPath(path);
      connection.files().stat(canonical);
      return withoutSlash(canonical);
    } catch (SftpException e) {
      throw new ChannelFault(
          ChannelFault.Kind.REFUSED,
          connection + " has no folder " + path + " that we may read",
          e);
    }
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  @Override
  public String kind() {
    return "sftp";
  }

  @Override
  public List<RemoteFile> list(List<String> starts) throws IOException {
    SortedMap<String, RemoteFile> first = look(starts);
    if (first.values().stream().allMatch(file -> SftpListing.isVouchedFor(file, first))) {
      return List.copyOf(first.values());
    }
    try {
      Thread.sleep(betweenLooks.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Stopped while looking at the SFTP server");
    }
    SortedMap<String, RemoteFile> second = look(starts);
    return second.values().stream()
        .filter(
            file -> {
              RemoteFile before = first.get(file.path());
              return SftpListing.isVouchedFor(file, second)
                  || (before != null && before.isSame(file));
            })
        .toList();
  }

  private SortedMap<String, RemoteFile> look(List<String> starts) throws IOException {
    try {
      return new SftpListing(connection.files(), root, receipts).files(starts);
    } catch (SftpException e) {
      throw fault(e, "list its folder");
    }
  }

  @Override
  public RemoteContent open(RemoteFile file, long offset) throws IOException {
    RemoteFile now = look(file);
    if (!SftpListing.isFile(now)) {
      throw new ChannelFault(
          ChannelFault.Kind.UNFIT,
          shown(file) + " is a link or something else that is no file; send the file itself");
    }
    if (!now.isSame(file)) {
      throw new ChannelFault(
          ChannelFault.Kind.CHANGED, shown(file) + " was written to since it was listed");
    }
    try {
      InputStream stream = connection.files().read(file.id(), BLOCK);
      skip(stream, offset, file);
      return new RemoteContent(stream, now.bytes(), file.sha256());
    } catch (SftpException e) {
      throw fault(e, "read " + shown(file));
    }
  }

  private static void skip(InputStream stream, long offset, RemoteFile file) throws IOException {
    try {
      stream.skipNBytes(offset);
    } catch (IOException e) {
      stream.close();
      throw new ChannelFault(
          ChannelFault.Kind.BUSY, shown(file) + " could not be read on from " + offset, e);
    }
  }

  @Override
  public RemoteFile look(RemoteFile file) throws IOException {
    try {
      RemoteFile now = SftpListing.file(root, file.path(), connection.files().lstat(file.id()));
      return new RemoteFile(
          now.path(), now.id(), now.version(), now.bytes(), now.modifiedAt(), file.sha256());
    } catch (SftpException e) {
      throw fault(e, "show " + shown(file));
    }
  }

  @Override
  public void answer(Answer answer) throws IOException {
    if (receipts == null) {
      return;
    }
    try {
      new SftpReceipts(connection.files(), receipts).put(answer);
    } catch (SftpException e) {
      throw fault(e, "take the receipt " + answer.name());
    }
  }

  /**
   * Renames what was landed, a submission's manifest first: what is left when this breaks off is
   * then never taken for a whole submission.
   */
  @Override
  public void acknowledge(List<RemoteFile> taken) throws IOException {
    if (!renames) {
      return;
    }
    List<RemoteFile> manifestFirst =
        taken.stream()
            .sorted(
                Comparator.comparing((RemoteFile file) -> !file.path().endsWith("manifest.json"))
                    .thenComparing(RemoteFile::path))
            .toList();
    for (RemoteFile file : manifestFirst) {
      try {
        connection.files().rename(file.id(), file.id() + SftpListing.DONE);
      } catch (SftpException e) {
        if (!SftpListing.isAbsent(e) && !isForbidden(e)) {
          throw fault(e, "rename " + shown(file));
        }
      }
    }
  }

  /** Servers say in different ways that they rename nothing, or that the new name is taken. */
  private static boolean isForbidden(SftpException e) {
    return e.getStatus() == SftpConstants.SSH_FX_PERMISSION_DENIED
        || e.getStatus() == SftpConstants.SSH_FX_OP_UNSUPPORTED
        || e.getStatus() == SftpConstants.SSH_FX_FAILURE
        || e.getStatus() == SftpConstants.SSH_FX_FILE_ALREADY_EXISTS;
  }

  /** The server's own words are left out: they may hold anything. */
  private ChannelFault fault(SftpException e, String what) {
    ChannelFault.Kind kind =
        SftpListing.isAbsent(e)
            ? ChannelFault.Kind.GONE
            : e.getStatus() == SftpConstants.SSH_FX_PERMISSION_DENIED
                    || e.getStatus() == SftpConstants.SSH_FX_OP_UNSUPPORTED
                ? ChannelFault.Kind.REFUSED
                : ChannelFault.Kind.BUSY;
    return new ChannelFault(
        kind,
        connection + " did not " + what + " (" + SftpConstants.getStatusName(e.getStatus()) + ")",
        e);
  }

  private static String shown(RemoteFile file) {
    return file.path().replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public void close() {
    connection.close();
  }
}
