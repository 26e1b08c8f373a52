package org.concordat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A cluster of this machine, started and ended by the command that users have. */
public final class SparkCluster implements AutoCloseable {

  private static final long LIMIT_MINUTES = 10;

  private final Path state;
  private final Map<String, String> environment = new TreeMap<>();

  private SparkCluster(Path state) {
    this.state = state;
    environment.put("CONCORDAT_CLUSTER", state.toString());
    environment.put(
        "CONCORDAT_CLASS_PATH",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("CONCORDAT_HEAP", "1500m");
  }

  /**
   * One master and two workers of one core each.
   *
   * @param state folder of the cluster's logs, secret and temporary files
   * @param places what the workers' environment says otherwise than this process's, such as TZ
   */
  public static SparkCluster up(Path state, Map<String, String> places)
      throws IOException, InterruptedException {
    SparkCluster cluster = new SparkCluster(state);
    Map<String, String> all = new TreeMap<>(cluster.environment);
    all.putAll(places);
    ConcordatProcess.Ended ended =
        wait(cluster.start(all, state.resolveSibling("up"), "up", "--port", freePort()), "up");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return cluster;
  }

  /** A port that is free, and the next one is too: the master shows itself there. */
  private static String freePort() throws IOException {
    while (true) {
      try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          ServerSocket next =
              new ServerSocket(one.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
        if (next.isBound()) {
          return Integer.toString(one.getLocalPort());
        }
      } catch (java.net.BindException e) {
        continue; // somebody has the next one
      }
    }
  }

  /** A command of the program on the cluster that was started and may still run. */
  public record Running(Process process, Path out, Path err) {

    /** What it has said on standard error so far. */
    public String said() throws IOException {
      return Files.readString(err);
    }

    /** Waits for its end. */
    public ConcordatProcess.Ended ended() throws IOException, InterruptedException {
      return SparkCluster.wait(this, "a command");
    }
  }

  /**
   * Starts a command of the program on the cluster.
   *
   * @param here folder it is started in, where its words are kept
   * @param events folder for the engine's own record of what each task did
   */
  public Running submit(Path here, Path events, String... arguments) throws IOException {
    Map<String, String> all = new TreeMap<>(environment);
    all.put(
        "CONCORDAT_JAVA_OPTS",
        "-Dspark.eventLog.enabled=true -Dspark.eventLog.dir=" + Files.createDirectories(events));
    List<String> command = new ArrayList<>(List.of("submit"));
    command.addAll(List.of(arguments));
    return start(all, Files.createDirectories(here), command.toArray(new String[0]));
  }

  private Running start(Map<String, String> variables, Path here, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add("bash");
    command.add(Path.of("..", "orchestration", "cluster").toAbsolutePath().normalize().toString());
    command.addAll(List.of(arguments));
    Files.createDirectories(here);
    Path out = here.resolve("out-" + arguments[0] + ".txt");
    Path err = here.resolve("err-" + arguments[0] + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(here.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(variables);
    return new Running(builder.start(), out, err);
  }

  private static ConcordatProcess.Ended wait(Running running, String what)
      throws IOException, InterruptedException {
    if (!running.process().waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      running.process().destroyForcibly();
      throw new IllegalStateException(what + " has not ended: " + running.said());
    }
    return new ConcordatProcess.Ended(
        running.process().exitValue(), Files.readString(running.out()), running.said());
  }

  /** Processes of this cluster that run now: master, workers and those that run tasks. */
  public List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> words(process).contains(state.toString()))
        .toList();
  }

  /** Processes that run tasks. */
  public List<ProcessHandle> executors() {
    return processes().stream()
        .filter(process -> words(process).contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  /** The whole command: Java tells only the first 4 KB of it, and a class path is longer. */
  private static String words(ProcessHandle process) {
    try {
      return Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "cmdline"),
              StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException e) {
      return process.info().commandLine().orElse(""); // it has ended, or the system is another
    }
  }

  /** What the processes were started with. */
  public List<String> commands() {
    return processes().stream().map(SparkCluster::words).toList();
  }

  /** The secret that the cluster's processes know one another by. */
  public String secret() throws IOException {
    String key = "spark.authenticate.secret=";
    return Files.readAllLines(state.resolve("spark.conf")).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst()
        .orElseThrow();
  }

  /** Ends it, as a user would. */
  public ConcordatProcess.Ended down() throws IOException, InterruptedException {
    return wait(start(environment, state.resolveSibling("down"), "down"), "down");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    down();
    processes().forEach(ProcessHandle::destroyForcibly);
  }
}
