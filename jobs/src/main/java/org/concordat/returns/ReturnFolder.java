package org.concordat.returns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;

/** Folder {@code <month>/<status>} of a zone, with one folder per version that is never changed. */
final class ReturnFolder {

  private final Path folder;

  ReturnFolder(Path zone, ReportingMonth month, ReturnStatus status) {
    this.folder = zone.resolve(month.toString()).resolve(status.folder());
  }

  /**
   * Where the protected files of a status lie: in the open zone, or in the restricted zone for what
   * is never published.
   */
  static Path zone(Lake lake, ReturnStatus status) {
    return status.isPublishable()
        ? lake.root(Zone.RETURNS)
        : lake.root(Zone.RAW).resolve("protected");
  }

  /** The protected versions of a month's return. */
  static ReturnFolder open(Lake lake, ReportingMonth month, ReturnStatus status) {
    return new ReturnFolder(zone(lake, status), month, status);
  }

  /** The exact twins of a month's return. */
  static ReturnFolder raw(Lake lake, ReportingMonth month, ReturnStatus status) {
    return new ReturnFolder(lake.root(Zone.RAW), month, status);
  }

  /** Folder that holds the versions, whether or not it is there. */
  Path folder() {
    return folder;
  }

  /** Folder of a version, whether or not it is there. */
  Path version(int number) {
    return folder.resolve("v" + number);
  }

  /** Number of the newest version; 0 when there is none. */
  int latest() {
    List<Integer> versions = versions();
    return versions.isEmpty() ? 0 : versions.get(versions.size() - 1);
  }

  /** Numbers of the versions, in order. */
  List<Integer> versions() {
    return Folders.foldersIn(folder).stream()
        .map(version -> version.getFileName().toString())
        .filter(name -> name.matches("v[1-9][0-9]{0,8}"))
        .map(name -> Integer.valueOf(name.substring(1)))
        .sorted()
        .toList();
  }

  /** Bytes of a version's files, by name; none when there is no such version. */
  SortedMap<String, byte[]> files(int number) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Path file : Folders.filesBelow(version(number))) {
      files.put(file.toString(), bytes(version(number).resolve(file)));
    }
    return files;
  }

  /**
   * Writes a version as a whole: a reader sees none of it or all of it.
   *
   * @param ownerOnly whether nobody but the owner may open it
   * @throws IllegalStateException if the version is there with other bytes
   */
  void publish(int number, Map<String, byte[]> files, boolean ownerOnly) {
    Path draft = folder.resolve(".v" + number + ".draft");
    Folders.delete(draft);
    try {
      Files.createDirectories(folder);
      Files.createDirectory(draft);
      if (ownerOnly && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwx------"));
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(draft.resolve(file.getKey()), file.getValue());
      }
      if (Files.exists(version(number))) {
        Folders.delete(draft);
        throw new IllegalStateException(
            "Cannot write " + version(number) + ": a published version is never overwritten");
      }
      Files.move(draft, version(number), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + version(number), e);
    }
  }

  /** Removes a version that nobody was shown: a raw twin whose return was never published. */
  void forget(int number) {
    Folders.delete(version(number));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Whether two sets of files are the same, names and bytes. */
  static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(file -> Arrays.equals(file.getValue(), other.get(file.getKey())));
  }
}
