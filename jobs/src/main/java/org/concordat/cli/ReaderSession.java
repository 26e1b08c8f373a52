package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.SparkRuntime;
import org.concordat.platform.Zone;
import org.jspecify.annotations.Nullable;

/**
 * The engine for commands that only read: they need no right to write to the lake, and others may
 * write to it meanwhile. It works in a folder of its own that is gone afterwards.
 */
final class ReaderSession {

  private ReaderSession() {}

  /** Runs something with the engine, which is stopped then unless others started it. */
  static <T extends @Nullable Object> T with(Settings settings, Function<SparkSession, T> reading)
      throws IOException {
    boolean isOwnSpark = SparkSession.getDefaultSession().isEmpty();
    Path scratch = Files.createTempDirectory("concordat-read");
    try {
      SparkSession spark = SparkRuntime.session(settings, scratch);
      try {
        return reading.apply(spark);
      } finally {
        if (isOwnSpark) {
          spark.stop();
        }
      }
    } finally {
      Folders.delete(scratch);
    }
  }

  /** The same in a session of its own that fits the size of a lake's marts. */
  static <T extends @Nullable Object> T overMarts(
      Settings settings, Lake lake, Function<SparkSession, T> reading) throws IOException {
    return with(
        settings,
        engine -> {
          SparkSession spark = engine.newSession();
          SparkRuntime.fit(spark, settings, Folders.bytesBelow(lake.root(Zone.MARTS)));
          return reading.apply(spark);
        });
  }
}
