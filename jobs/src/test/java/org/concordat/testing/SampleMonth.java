package org.concordat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.concordat.platform.Folders;

/**
 * The committed month, run once through all stages in a process of its own and shared by every test
 * that looks at the outcome.
 */
public final class SampleMonth {

  /** The month the sample is committed for. */
  public static final String MONTH = "2026-09";

  private static final class Holder {
    // Test classes run side by side in processes of their own, each with its own month.
    static final SampleMonth RUN =
        new SampleMonth(
            Path.of("target", "sample-month-" + System.getProperty("concordat.fork", "1"))
                .toAbsolutePath(),
            extracts());
  }

  private final Path folder;
  private final ConcordatProcess.Ended ended;

  private SampleMonth(Path folder, Path landing) {
    this.folder = folder;
    try {
      Folders.delete(folder);
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ended =
        new ConcordatProcess()
            .option("-Xmx2g")
            .run(folder, "run", "--month", MONTH, "--landing", landing.toString());
  }

  public static SampleMonth run() {
    return Holder.RUN;
  }

  /** The month of another drop folder, run anew. */
  public static SampleMonth runOf(Path landing, Path folder) {
    return new SampleMonth(folder.resolve("month").toAbsolutePath(), landing);
  }

  /** The committed extracts. */
  public static Path extracts() {
    return Path.of("..", "sample-data", "extracts").toAbsolutePath().normalize();
  }

  public Path lake() {
    return folder.resolve("lake");
  }

  public ConcordatProcess.Ended ended() {
    return ended;
  }
}
