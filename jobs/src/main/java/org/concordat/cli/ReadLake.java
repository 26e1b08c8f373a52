package org.concordat.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.platform.objects.RemoteLake;

/**
 * The lake as a command sees it that only reads. Zones in folders are read as they are, and nothing
 * need be writable; of zones in an object store what is missing is fetched first.
 */
final class ReadLake {

  private ReadLake() {}

  /** With every zone. */
  static Lake all(Path root, Settings settings) throws IOException {
    return with(root, settings, EnumSet.allOf(Zone.class));
  }

  /**
   * With these zones; others must not be read.
   *
   * @throws org.concordat.config.WrongRequestException when zones are to be fetched and another
   *     process writes to the lake
   */
  static Lake with(Path root, Settings settings, Set<Zone> zones) throws IOException {
    return fetched(root, settings, remote -> remote.fetch(zones));
  }

  /** With the marts that readers follow alone. */
  static Lake liveMarts(Path root, Settings settings) throws IOException {
    return fetched(root, settings, remote -> remote.fetchLive(Zone.MARTS));
  }

  /** What is fetched. */
  @FunctionalInterface
  private interface Fetch {
    void from(RemoteLake remote) throws IOException;
  }

  private static Lake fetched(Path root, Settings settings, Fetch fetch) throws IOException {
    Lake lake = Lake.at(root.toAbsolutePath().normalize(), settings);
    if (lake.remote().isEmpty()) {
      return lake;
    }
    Files.createDirectories(root);
    try (FileChannel lock = LakeSession.locked(root);
        RemoteLake remote = RemoteLake.of(root, lake, settings, Progress.silent())) {
      if (lock.isOpen()) {
        fetch.from(remote);
      }
    }
    return lake;
  }
}
