package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whole folders: list, compare, link, remove. */
public final class Folders {

  private Folders() {}

  /** Folders directly inside, in name order; none when the folder is not there. */
  public static List<Path> foldersIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  /** Bytes of all files below a folder. */
  public static long bytesBelow(Path folder) {
    return filesBelow(folder).stream()
        .mapToLong(file -> folder.resolve(file).toFile().length())
        .sum();
  }

  /** Files at any depth, relative to the folder, in path order. */
  public static List<Path> filesBelow(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  /**
   * Whether two folders hold the same files with the same bytes, but for the random ones of
   * encrypted columns.
   */
  static boolean same(Path one, Path other) throws IOException {
    List<Path> names = filesBelow(one);
    if (!names.equals(filesBelow(other))) {
      return false;
    }
    for (Path name : names) {
      if (!ParquetFooters.same(one.resolve(name), other.resolve(name))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes a folder that shares the files of another by hard links, or copies them where links
   * cannot be made.
   */
  static void link(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        linkFile(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** Makes a file that shares the bytes of another by a hard link, or copies it. */
  static void linkFile(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file.toRealPath());
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(file, target);
    }
  }

  /** Makes a folder, with those above it, that nobody but its owner may open. */
  public static void createForOwner(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Removes a file, and the folders above it that are empty then, up to a root that stays. */
  public static void deleteWithEmptyParents(Path file, Path root) throws IOException {
    Files.deleteIfExists(file);
    Path parent = file.resolveSibling("").normalize();
    while (!parent.equals(root.normalize())) {
      try (Stream<Path> rest = Files.list(parent)) {
        if (rest.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(parent);
      parent = parent.resolveSibling("").normalize();
    }
  }

  /** Copies all files below a folder, over those that are there. */
  public static void copy(Path from, Path to) throws IOException {
    for (Path file : filesBelow(from)) {
      Path target = to.resolve(file);
      Files.createDirectories(target.resolveSibling(""));
      Files.copy(from.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes a folder and all below it, when it is there; links are removed, not followed. */
  public static void delete(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
                throws IOException {
              Files.delete(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + folder, e);
    }
  }
}
