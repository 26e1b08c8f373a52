package org.concordat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.StageInfo;
import scala.collection.JavaConverters;

/**
 * Counts what Spark is given to do, by the package of Concordat that asked for it. Spark makes it
 * where {@code spark.extraListeners} names it; when the program ends, the counts are in the file
 * that the property {@value #FILE} names: a line for each package with {@link #COLUMNS}.
 */
public final class SparkWork extends SparkListener {

  /** Property of the Java machine that says where the counts go. */
  public static final String FILE = "concordat.spark.work";

  /** What the file holds: rows are those of partners' files and of Parquet files alike. */
  public static final String COLUMNS =
      "package,jobs,stages,tasks,rows_read,bytes_read,bytes_shuffled";

  /** For what threads of Spark's own ask for, as when it looks into a Parquet file's footer. */
  private static final String OTHER = "other";

  private static final Pattern ASKER =
      Pattern.compile("org\\.concordat\\.(check|link|marts|returns|reports)\\.");

  private static final int JOBS = 0;
  private static final int STAGES = 1;
  private static final int TASKS = 2;
  private static final int ROWS_READ = 3;
  private static final int BYTES_READ = 4;
  private static final int BYTES_SHUFFLED = 5;

  private final Map<String, long[]> work = new TreeMap<>();
  private final Map<Integer, String> askers = new HashMap<>();

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    List<StageInfo> stages = JavaConverters.seqAsJavaList(job.stageInfos());
    String asker =
        stages.stream()
            .map(stage -> ASKER.matcher(stage.details()))
            .filter(Matcher::find)
            .map(frame -> frame.group(1))
            .findFirst()
            .orElse(OTHER);
    stages.forEach(stage -> askers.put(stage.stageId(), asker));
    of(asker)[JOBS]++;
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted completed) {
    StageInfo stage = completed.stageInfo();
    long[] counts = of(askers.getOrDefault(stage.stageId(), OTHER));
    TaskMetrics metrics = stage.taskMetrics();
    counts[STAGES]++;
    counts[TASKS] += stage.numTasks();
    counts[ROWS_READ] += metrics.inputMetrics().recordsRead();
    counts[BYTES_READ] += metrics.inputMetrics().bytesRead();
    counts[BYTES_SHUFFLED] += metrics.shuffleWriteMetrics().bytesWritten();
  }

  private long[] of(String asker) {
    return work.computeIfAbsent(asker, name -> new long[BYTES_SHUFFLED + 1]);
  }

  @Override
  public synchronized void onApplicationEnd(SparkListenerApplicationEnd end) {
    StringBuilder text = new StringBuilder(COLUMNS).append('\n');
    work.forEach(
        (asker, counts) -> {
          text.append(asker);
          Arrays.stream(counts).forEach(count -> text.append(',').append(count));
          text.append('\n');
        });
    try {
      Files.writeString(Path.of(System.getProperty(FILE)), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
