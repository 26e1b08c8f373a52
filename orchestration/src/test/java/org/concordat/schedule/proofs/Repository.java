package org.concordat.schedule.proofs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The working copy the proofs run in, and programs started in it. */
final class Repository {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final long LIMIT_MINUTES = 15;

  private Repository() {}

  /** What a finished program left. */
  record Ended(int code, String out) {}

  /**
   * Skips the proof in one line when there is no Python 3.11; fails it where {@code
   * CONCORDAT_REQUIRE_TOOLS=true}.
   */
  static void needsPython() {
    String path = System.getenv("PATH");
    boolean found =
        Stream.of((path == null ? "" : path).split(File.pathSeparator))
            .map(folder -> Path.of(folder, "python3.11"))
            .anyMatch(Files::isExecutable);
    if (found) {
      return;
    }
    String what = "This proof needs Python 3.11, and no python3.11 was found";
    if ("true".equals(System.getenv("CONCORDAT_REQUIRE_TOOLS"))) {
      Assertions.fail(what);
    }
    Assumptions.abort("Skipped: " + what);
  }

  /** Runs a program of the working copy to its end; both its streams are the output. */
  static Ended run(Map<String, String> environment, Object... command) {
    try {
      Path out = Files.createTempFile("concordat", ".out");
      ProcessBuilder builder =
          new ProcessBuilder(Stream.of(command).map(String::valueOf).toList())
              .directory(ROOT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            List.of(command) + " is not over after " + LIMIT_MINUTES + " minutes");
      }
      return new Ended(process.exitValue(), Files.readString(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A program of the working copy. */
  static Path program(String name) {
    return ROOT.resolve(name);
  }
}
