package org.concordat.schedule;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.concordat.schedule.cli.ScheduleCommand;

/** Starts {@code concordat schedule}; the only place that ends the process. */
public final class ScheduleMain {

  private ScheduleMain() {}

  public static void main(String[] arguments) {
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    PrintWriter err =
        new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    System.exit(ScheduleCommand.execute(out, err, arguments));
  }
}
