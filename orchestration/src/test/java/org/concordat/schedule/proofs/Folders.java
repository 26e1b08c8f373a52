package org.concordat.schedule.proofs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Copies of drop folders with something missing, and what lies below a lake. */
final class Folders {

  private Folders() {}

  /** Copies a folder without what a test of relative paths leaves out. */
  static Path copy(Path from, Path to, Predicate<String> leftOut) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.sorted().toList()) {
        String name = from.relativize(one).toString();
        if (leftOut.test(name)) {
          continue;
        }
        Path target = to.resolve(name);
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(one, target);
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of every file below a folder by its path; links are followed. Empty when not there. */
  static SortedMap<String, String> hashes(Path folder, Predicate<String> leftOut) {
    SortedMap<String, String> hashes = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return hashes;
    }
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(one).toString();
        if (!leftOut.test(name)) {
          hashes.put(name, hash(one));
        }
      }
      return hashes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a folder holds no file, or is not there. */
  static boolean isEmpty(Path folder) {
    return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS) || hashes(folder, n -> false).isEmpty();
  }
}
