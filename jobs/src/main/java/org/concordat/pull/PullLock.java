package org.concordat.pull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.concordat.config.WrongRequestException;

/** One pull at a time writes a landing zone. */
final class PullLock {

  private PullLock() {}

  /**
   * Works while nobody else pulls into the zone.
   *
   * @throws WrongRequestException when somebody else does
   */
  static void hold(Path landing, Runnable work) {
    try {
      Files.createDirectories(landing);
      try (FileChannel channel =
              FileChannel.open(
                  landing.resolve(".pull.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw new WrongRequestException("Another pull is at work on " + landing);
        }
        work.run();
      } catch (OverlappingFileLockException e) {
        throw new WrongRequestException("Another pull is at work on " + landing, e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the landing zone " + landing, e);
    }
  }
}
