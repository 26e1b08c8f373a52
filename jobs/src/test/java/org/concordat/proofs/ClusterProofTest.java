package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.concordat.platform.Folders;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SparkCluster;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample month on a real Spark standalone cluster, one master and two workers in another time
 * zone and language, has the bytes of the sample month on one machine.
 */
@Tag("proof")
class ClusterProofTest {

  private static final Pattern TASK_END =
      Pattern.compile(
          "\"Event\":\"SparkListenerTaskEnd\".*\"Task End Reason\":\\{\"Reason\":\"Success\"}"
              + ".*?\"Executor ID\":\"([^\"]+)\"");

  @TempDir private Path folder;

  @Test
  void same_bytes_from_two_workers_one_of_which_loses_its_tasks_and_nothing_is_left_running()
      throws Exception {
    Path local = SampleMonth.run().lake();
    Path state = folder.resolve("cluster");
    Map<String, String> elsewhere = Map.of("TZ", "Asia/Tokyo", "LC_ALL", "tr_TR", "LANG", "tr_TR");
    try (SparkCluster cluster = SparkCluster.up(state, elsewhere)) {
      assertThat(cluster.processes()).hasSize(3);
      String secret = cluster.secret();
      Path here = folder.resolve("month");
      Path events = folder.resolve("events");
      // Questions over so few rows would be one task each: here they are exchanged between workers.
      Path settings =
          Files.writeString(folder.resolve("four.yaml"), "spark:\n  shuffle-partitions: 4\n");

      SparkCluster.Running running =
          cluster.submit(
              here,
              events,
              "run",
              "--month",
              SampleMonth.MONTH,
              "--landing",
              SampleMonth.extracts().toString(),
              "--config",
              settings.toString());
      ProcessHandle lost = killAnExecutorWhileLinking(cluster, running);
      assertThat(cluster.commands()).noneMatch(line -> line.contains(secret));
      ConcordatProcess.Ended ended = running.ended();

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(lost.isAlive()).isFalse();
      assertThat(Trees.results(here.resolve("lake")))
          .hasSizeGreaterThan(250)
          .isEqualTo(Trees.results(local));
      Map<String, Integer> tasks = tasks(events);
      assertThat(tasks).as("tasks by executor").hasSizeGreaterThanOrEqualTo(3);
      assertThat(tasks.keySet()).as("no task ran in the command itself").doesNotContain("driver");
      assertSecretNowhere(secret, state, here, events, folder.resolve("up"));

      ConcordatProcess.Ended wrong =
          cluster
              .submit(
                  folder.resolve("wrong"), folder.resolve("wrong-events"), "run", "--month", "x")
              .ended();
      assertThat(wrong.exitCode()).as(wrong.err()).isEqualTo(2);

      assertThat(cluster.down().exitCode()).isZero();
      assertThat(cluster.processes()).isEmpty();
      assertThat(state.resolve("spark.conf")).doesNotExist();
      assertThat(state.resolve("tasks")).as("what tasks put on disk").doesNotExist();
    }
  }

  /** What the lost process had made is made again by the others. */
  private static ProcessHandle killAnExecutorWhileLinking(
      SparkCluster cluster, SparkCluster.Running running) throws Exception {
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(6);
    while (!running.said().contains("check    done") || cluster.executors().size() < 2) {
      assertThat(running.process().isAlive()).as(running.said()).isTrue();
      assertThat(System.nanoTime()).as(running.said()).isLessThan(limit);
      Thread.sleep(50);
    }
    Thread.sleep(3_000);
    ProcessHandle executor = cluster.executors().get(0);
    assertThat(executor.destroyForcibly()).isTrue();
    executor.onExit().get(1, TimeUnit.MINUTES);
    return executor;
  }

  /** Tasks that ended well, by executor, as the engine's own event log tells. */
  private static Map<String, Integer> tasks(Path events) throws IOException {
    Map<String, Integer> tasks = new TreeMap<>();
    for (Path file : Folders.filesBelow(events)) {
      try (Stream<String> lines = Files.lines(events.resolve(file))) {
        lines.forEach(
            line -> {
              Matcher end = TASK_END.matcher(line);
              if (end.find()) {
                tasks.merge(end.group(1), 1, Integer::sum);
              }
            });
      }
    }
    return tasks;
  }

  private static void assertSecretNowhere(String secret, Path state, Path... others)
      throws IOException {
    for (Path folder : Stream.concat(Stream.of(state), Stream.of(others)).toList()) {
      for (Path file : Folders.filesBelow(folder)) {
        if (!file.endsWith("spark.conf")) {
          assertThat(
                  new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(secret);
        }
      }
    }
  }
}
