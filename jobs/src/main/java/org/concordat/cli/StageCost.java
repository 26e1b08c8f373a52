package org.concordat.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Ends a stage's progress with what it cost: time, processor time of the whole process meanwhile
 * (stages side by side share it), and the most memory the process has held so far where the system
 * tells it.
 */
final class StageCost {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private StageCost() {}

  static void show(String stage, Console progress, Runnable work) {
    show(
        stage,
        progress,
        () -> {
          work.run();
          return true;
        });
  }

  /** What the work gave. */
  static <T> T show(String stage, Console progress, Supplier<T> work) {
    long start = System.nanoTime();
    long processor = processorNanos();
    T result = work.get();
    progress.step(
        stage,
        String.format(
            Locale.ROOT,
            "done in %.1f s, %.1f s of processor time%s",
            seconds(System.nanoTime() - start),
            seconds(processorNanos() - processor),
            peak()));
    return result;
  }

  private static double seconds(long nanos) {
    return Duration.ofNanos(nanos).toMillis() / 1000.0;
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static String peak() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(PEAK))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .map(kilobytes -> ", at most " + Long.parseLong(kilobytes) / 1024 + " MB so far")
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return ""; // only Linux keeps it there, and it is information only
    }
  }
}
