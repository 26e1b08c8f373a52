package org.concordat.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How many files lie below some paths and how large they are; a file that versions share by hard
 * links counts once.
 */
record Sizes(long files, long bytes) {

  static Sizes of(Path root, List<Path> paths) {
    Set<Object> seen = new HashSet<>();
    long bytes = 0;
    for (Path path : paths) {
      try (Stream<Path> below = Files.walk(root.resolve(path))) {
        for (Path file : below.filter(Files::isRegularFile).toList()) {
          BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
          Object key = attributes.fileKey() == null ? file : attributes.fileKey();
          bytes += seen.add(key) ? attributes.size() : 0;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot look at " + path + " in " + root, e);
      }
    }
    return new Sizes(seen.size(), bytes);
  }
}
