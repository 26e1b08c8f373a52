package org.concordat.pull.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * What lies below a folder of an SFTP server. Links are never followed, names that lead elsewhere
 * are passed over, and what was renamed to {@code .done} is not looked at again.
 */
final class SftpListing {

  static final String DONE = ".done";

  private static final String DIGEST = ".sha256";
  private static final String MANIFEST = "manifest.json";
  private static final int DEEPEST = 8;
  private static final int MOST_ENTRIES = 100_000;
  private static final int MOST_DIGEST_BYTES = 4096;

  private final SftpClient files;
  private final String root;
  private final @Nullable String receipts;
  private final SortedMap<String, RemoteFile> found = new TreeMap<>();
  private int entries;

  /**
   * @param root folder without a slash at its end
   * @param receipts folder of receipts, which is not entered; null when there is none
   */
  SftpListing(SftpClient files, String root, @Nullable String receipts) {
    this.files = files;
    this.root = root;
    this.receipts = receipts;
  }

  /**
   * Files by path, those of digests left out.
   *
   * @param starts what paths of interest start with
   */
  SortedMap<String, RemoteFile> files(List<String> starts) throws IOException {
    for (String start : new TreeSet<>(starts)) {
      String folder = start.substring(0, start.lastIndexOf('/') + 1);
      if (leadsThroughFolders(folder)) {
        gather(folder, start.substring(folder.length()), 0);
      }
    }
    SortedMap<String, RemoteFile> listed = new TreeMap<>();
    for (RemoteFile file : found.values()) {
      if (!file.path().endsWith(DIGEST)) {
        listed.put(file.path(), withDigest(file));
      }
    }
    return listed;
  }

  /**
   * Whether a file is known to be whole without looking twice: its sender's digest or a manifest,
   * which partners write last, is there.
   */
  static boolean isVouchedFor(RemoteFile file, SortedMap<String, RemoteFile> listed) {
    String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
    return file.sha256() != null || (!folder.isEmpty() && listed.containsKey(folder + MANIFEST));
  }

  /** Whether each step of a path is a folder and no link. */
  private boolean leadsThroughFolders(String folder) throws IOException {
    for (int slash = folder.indexOf('/'); slash >= 0; slash = folder.indexOf('/', slash + 1)) {
      try {
        if (!files.lstat(root + "/" + folder.substring(0, slash)).isDirectory()) {
          return false;
        }
      } catch (SftpException e) {
        if (isAbsent(e)) {
          return false;
        }
        throw e;
      }
    }
    return true;
  }

  /** Gathers what lies in a folder; of its own entries, those whose name starts so. */
  private void gather(String folder, String start, int depth) throws IOException {
    String path = root + (folder.isEmpty() ? "" : "/" + folder.substring(0, folder.length() - 1));
    List<DirEntry> folders = new ArrayList<>();
    for (DirEntry entry : entries(path)) {
      String name = entry.getFilename();
      String inner = folder + name;
      if (name.indexOf('/') >= 0 // no server has a file of such a name
          || !name.startsWith(start)
          || name.endsWith(DONE)
          || (root + "/" + inner).equals(receipts)) {
        continue;
      }
      Attributes attributes = entry.getAttributes();
      if (!attributes.isDirectory()) {
        found.put(inner, file(root, inner, attributes));
      } else if (isPlain(name)) {
        folders.add(entry);
      }
    }
    for (DirEntry inner : folders) {
      if (depth < DEEPEST && start.isEmpty()) {
        gather(folder + inner.getFilename() + "/", "", depth + 1);
      }
    }
  }

  /** Asks batch by batch: the library's own walk turns a broken connection into another error. */
  private List<DirEntry> entries(String path) throws IOException {
    List<DirEntry> all = new ArrayList<>();
    try (CloseableHandle folder = files.openDir(path)) {
      for (List<DirEntry> some = files.readDir(folder);
          some != null;
          some = files.readDir(folder)) {
        all.addAll(some);
        entries += some.size();
        if (entries > MOST_ENTRIES) {
          throw new ChannelFault(
              ChannelFault.Kind.REFUSED,
              "the SFTP folder holds more than " + MOST_ENTRIES + " entries; have it cleared");
        }
      }
    }
    return all;
  }

  /** A file as the server describes it; what is none, such as a link, has no size. */
  static RemoteFile file(String root, String path, Attributes attributes) throws ChannelFault {
    if (attributes.getModifyTime() == null) {
      throw new ChannelFault(
          ChannelFault.Kind.REFUSED,
          "the SFTP server does not say when files were changed, so that one that is still written"
              + " cannot be told");
    }
    boolean isFile = attributes.isRegularFile();
    return new RemoteFile(
        path,
        root + "/" + path,
        isFile
            ? attributes.getSize() + "-" + attributes.getModifyTime().toInstant().getEpochSecond()
            : "no-file",
        isFile ? attributes.getSize() : -1,
        attributes.getModifyTime().toInstant(),
        null);
  }

  static boolean isFile(RemoteFile file) {
    return file.bytes() >= 0;
  }

  static boolean isAbsent(SftpException e) {
    return e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
        || e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH;
  }

  /**
   * Whether a folder's name leads to that folder and nowhere else. Files of other names are listed,
   * to be passed over with a note.
   */
  static boolean isPlain(String name) {
    return !name.isBlank()
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
  }

  private RemoteFile withDigest(RemoteFile file) throws IOException {
    RemoteFile digest = found.get(file.path() + DIGEST);
    if (digest == null || !isFile(digest) || digest.bytes() > MOST_DIGEST_BYTES) {
      return file;
    }
    try (InputStream in = files.read(digest.id())) {
      String text = new String(in.readNBytes(MOST_DIGEST_BYTES), StandardCharsets.US_ASCII);
      String hex = text.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
      return hex.matches("[0-9a-f]{64}") && isFile(file)
          ? new RemoteFile(
              file.path(), file.id(), file.version(), file.bytes(), file.modifiedAt(), hex)
          : file;
    }
  }
}
