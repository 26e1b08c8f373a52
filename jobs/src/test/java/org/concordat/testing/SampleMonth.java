package org.concordat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.concordat.platform.Folders;

/**
 * The committed month, run once through all stages in a process of its own and shared by every test
 * that looks at the outcome, also by those of the test process beside this one.
 */
public final class SampleMonth {

  /** The month the sample is committed for. */
  public static final String MONTH = "2026-09";

  private static final String LINEAGE = "lineage.jsonl";
  private static final String SPARK_WORK = "spark-work.csv";

  private static final class Holder {
    static final SampleMonth RUN = shared(Path.of("target").toAbsolutePath());
  }

  private final Path folder;
  private final ConcordatProcess.Ended ended;

  private SampleMonth(Path folder, ConcordatProcess.Ended ended) {
    this.folder = folder;
    this.ended = ended;
  }

  public static SampleMonth run() {
    return Holder.RUN;
  }

  /** The month of another drop folder, run anew. */
  public static SampleMonth runOf(Path landing, Path folder) {
    return made(folder.resolve("month").toAbsolutePath(), landing, false);
  }

  /**
   * The outcome of this build. Whichever test process asks first runs the month; the other waits
   * and reads what it left. Outside a build every process runs it anew.
   */
  private static SampleMonth shared(Path target) {
    String build =
        System.getProperty("concordat.build", "process " + ProcessHandle.current().pid());
    Path folder = target.resolve("sample-month");
    Path madeBy = target.resolve("sample-month.build");
    try (FileChannel lock =
            FileChannel.open(
                target.resolve("sample-month.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      if (held.isValid() && Files.exists(madeBy) && Files.readString(madeBy).equals(build)) {
        return new SampleMonth(folder, ended(target));
      }
      Files.deleteIfExists(madeBy);
      SampleMonth month = made(folder, extracts(), true);
      Files.writeString(
          target.resolve("sample-month.exit"), Integer.toString(month.ended.exitCode()));
      Files.writeString(target.resolve("sample-month.out"), month.ended.out());
      Files.writeString(target.resolve("sample-month.err"), month.ended.err());
      Files.writeString(madeBy, build);
      return month;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConcordatProcess.Ended ended(Path target) throws IOException {
    return new ConcordatProcess.Ended(
        Integer.parseInt(Files.readString(target.resolve("sample-month.exit"))),
        Files.readString(target.resolve("sample-month.out")),
        Files.readString(target.resolve("sample-month.err")));
  }

  private static SampleMonth made(Path folder, Path landing, boolean isTold) {
    List<String> command =
        new ArrayList<>(List.of("run", "--month", MONTH, "--landing", landing.toString()));
    try {
      Folders.delete(folder);
      Files.createDirectories(folder);
      if (isTold) {
        Path settings =
            Files.writeString(
                folder.resolve("settings.yaml"),
                "lineage:\n  file: " + folder.resolve(LINEAGE) + "\n");
        command.addAll(List.of("--config", settings.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ConcordatProcess process = new ConcordatProcess().option("-Xmx2g");
    if (isTold) {
      process
          .option("-Dspark.extraListeners=" + SparkWork.class.getName())
          .option("-D" + SparkWork.FILE + "=" + folder.resolve(SPARK_WORK));
    }
    return new SampleMonth(folder, process.run(folder, command.toArray(new String[0])));
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
    return folder.resolve(LINEAGE);
  }

  /** What Spark was given to do in the shared run; {@link SparkWork} says how it is written. */
  public Path sparkWork() {
    return folder.resolve(SPARK_WORK);
  }

  public ConcordatProcess.Ended ended() {
    return ended;
  }
}
