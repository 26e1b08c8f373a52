package org.concordat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            extracts(),
            true);
  }

  private final Path folder;
  private final ConcordatProcess.Ended ended;

  private SampleMonth(Path folder, Path landing, boolean isTold) {
    this.folder = folder;
    List<String> command =
        new ArrayList<>(List.of("run", "--month", MONTH, "--landing", landing.toString()));
    try {
      Folders.delete(folder);
      Files.createDirectories(folder);
      if (isTold) {
        Path settings =
            Files.writeString(
                folder.resolve("settings.yaml"), "lineage:\n  file: " + lineage() + "\n");
        command.addAll(List.of("--config", settings.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ended = new ConcordatProcess().option("-Xmx2g").run(folder, command.toArray(new String[0]));
  }

  public static SampleMonth run() {
    return Holder.RUN;
  }

  /** The month of another drop folder, run anew. */
  public static SampleMonth runOf(Path landing, Path folder) {
    return new SampleMonth(folder.resolve("month").toAbsolutePath(), landing, false);
  }

  /** The committed extracts. */
  public static Path extracts() {
    return Path.of("..", "sample-data", "extracts").toAbsolutePath().normalize();
  }

  public Path lake() {
    return folder.resolve("lake");
  }

  /** The events of the shared run, one a line. */
  public Path lineage() {
    return folder.resolve("lineage.jsonl");
  }

  public ConcordatProcess.Ended ended() {
    return ended;
  }
}
