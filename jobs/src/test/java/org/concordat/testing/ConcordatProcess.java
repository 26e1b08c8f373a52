package org.concordat.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the program in a Java machine of its own, as a user would, from the classes under test. */
public final class ConcordatProcess {

  private static final long LIMIT_MINUTES = 10;

  private final List<String> prefix = new ArrayList<>();
  private final List<String> javaOptions = new ArrayList<>();
  private final List<String> classes = new ArrayList<>();
  private String mainClass = "org.concordat.Main";

  /** What a finished process left. */
  public record Ended(int exitCode, String out, String err) {}

  /** Puts a program in front, for example one that fakes the clock. */
  public ConcordatProcess under(String... program) {
    prefix.addAll(List.of(program));
    return this;
  }

  /** Adds an option of the Java machine, for example -Xmx1g. */
  public ConcordatProcess option(String option) {
    javaOptions.add(option);
    return this;
  }

  /** Puts a folder of classes or resources before those under test, as another program has them. */
  public ConcordatProcess before(Path folder) {
    classes.add(folder.toString());
    return this;
  }

  /** Starts another entry point than the program's own. */
  public ConcordatProcess entering(String className) {
    mainClass = className;
    return this;
  }

  /** Runs to the end. */
  public Ended run(Path folder, String... arguments) {
    try {
      Path out = Files.createTempFile("concordat", ".out");
      Path err = Files.createTempFile("concordat", ".err");
      Process process = start(folder, out, err, arguments);
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "Not finished after " + LIMIT_MINUTES + " minutes: " + Files.readString(err));
      }
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts and does not wait. */
  public Process start(Path folder, Path out, Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:ReservedCodeCacheSize=240m",
            "-Dfile.encoding=UTF-8"));
    command.addAll(javaOptions);
    List<String> path = new ArrayList<>(classes);
    path.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, path), mainClass));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }
}
