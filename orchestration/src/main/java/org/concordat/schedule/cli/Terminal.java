package org.concordat.schedule.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** What the person at the terminal sees. */
final class Terminal {

  private final PrintWriter out;
  private final PrintWriter err;

  Terminal(CommandSpec spec) {
    out = spec.commandLine().getOut();
    err = spec.commandLine().getErr();
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** A remark that is no part of the outcome. */
  void remark(String text) {
    err.println(text);
    err.flush();
  }

  /** Whether somebody looks, so that a table can be drawn over itself. */
  boolean isWatched() {
    return System.console() != null && System.getenv("TERM") != null;
  }

  /** Clears what is seen. */
  void clear() {
    out.print("\u001b[H\u001b[2J");
  }

  void lines(List<String> lines) {
    lines.forEach(this::line);
  }

  /** A table with a heading; columns of numbers are set to the right. */
  static List<String> table(List<String> heading, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(heading);
    all.addAll(rows);
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = all.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        boolean number = rows.stream().allMatch(r -> r.get(column).matches("[0-9,.]*( s)?"));
        text.append(
            String.format(
                Locale.ROOT, number ? "%" + width + "s" : "%-" + width + "s", row.get(i)));
        text.append("  ");
      }
      lines.add(text.toString().stripTrailing());
    }
    return lines;
  }
}
