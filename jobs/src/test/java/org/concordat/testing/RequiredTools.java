package org.concordat.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that some proofs need and a machine may lack. A proof whose program is missing is
 * skipped with one line that names it; where {@code CONCORDAT_REQUIRE_TOOLS=true} it fails instead.
 */
public final class RequiredTools {

  private RequiredTools() {}

  /**
   * Finds a program: where {@code CONCORDAT_<NAME>} says, else on the path.
   *
   * @param name what the variable is called after, for example chromium
   * @param commands names the program may go by, best first; the name itself when none is given
   */
  public static Path find(String name, String... commands) {
    String variable = "CONCORDAT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    Optional<Path> found =
        located(System.getenv(variable), commands.length == 0 ? new String[] {name} : commands);
    if (found.isEmpty()) {
      missing(name + ", which is not installed (or set " + variable + ")");
    }
    return found.orElseThrow();
  }

  /**
   * A Python that has a module: where {@code CONCORDAT_PYTHON} says, else python3 on the path.
   *
   * @param module module the proof needs, for example pandas
   */
  public static Path python(String module) {
    return python("python", module);
  }

  /**
   * A Python that has a module: where {@code CONCORDAT_<NAME>} says, else python3 on the path.
   *
   * @param name what the variable is called after, for modules that clash with the others
   * @param module module the proof needs
   */
  public static Path python(String name, String module) {
    Path python = find(name, "python3");
    try {
      int exitCode =
          new ProcessBuilder(python.toString(), "-c", "import " + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exitCode != 0) {
        missing("the Python module " + module + ", which is not installed for " + python);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return python;
  }

  /**
   * Skips or fails the proof that runs now.
   *
   * @param what which thing it needs and does not find
   */
  public static void missing(String what) {
    if ("true".equals(System.getenv("CONCORDAT_REQUIRE_TOOLS"))) {
      Assertions.fail("This proof needs " + what);
    }
    Assumptions.abort("Skipped: this proof needs " + what);
  }

  private static Optional<Path> located(@Nullable String given, String[] commands) {
    if (given != null && !given.isBlank()) {
      return Optional.of(Path.of(given)).filter(Files::isExecutable);
    }
    String path = System.getenv("PATH");
    return Stream.of(commands)
        .flatMap(
            command ->
                Stream.of((path == null ? "" : path).split(File.pathSeparator))
                    .map(folder -> Path.of(folder, command)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
