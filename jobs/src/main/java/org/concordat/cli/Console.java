package org.concordat.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concordat.platform.Progress;

/**
 * What the person at the terminal sees: progress on standard error, the outcome on standard output.
 */
final class Console implements Progress {

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean quiet;
  private final Clock clock;
  private final Instant start;

  Console(PrintWriter out, PrintWriter err, boolean quiet) {
    this.out = out;
    this.err = err;
    this.quiet = quiet;
    this.clock = Clock.systemUTC();
    this.start = clock.instant();
  }

  @Override
  public synchronized void step(String stage, String text) {
    if (!quiet) {
      double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
      err.println(String.format(Locale.ROOT, "%7.1f s  %-8s %s", seconds, stage, text));
      err.flush();
    }
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void warning(String text) {
    err.println("warning: " + text);
    err.flush();
  }

  /** A table with a heading; columns of whole numbers are set to the right. */
  void table(List<String> heading, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(heading);
    all.addAll(rows);
    for (List<String> row : all) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = all.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        boolean number = rows.stream().allMatch(r -> r.get(column).matches("[0-9,]*"));
        text.append(
            String.format(
                Locale.ROOT, number ? "%" + width + "s" : "%-" + width + "s", row.get(i)));
        text.append(i + 1 < row.size() ? "  " : "");
      }
      line(text.toString().stripTrailing());
    }
  }
}
