package org.concordat.schedule.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.concordat.schedule.airflow.WrongRequestException;
import org.concordat.schedule.plan.Plan;
import org.concordat.schedule.plan.PlannedRun;
import org.concordat.schedule.plan.Schedule;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    description = {
      "Show which run is due when, from the submission calendar. Needs no Airflow.",
      "The calendar is schemas/src/main/resources/calendar/submission_calendar.csv; a cut that a"
          + " holiday moves is a date there."
    },
    footer = {
      "",
      "Examples:",
      "  concordat schedule plan",
      "  concordat schedule plan --from 2027-04 --months 12 --csv"
    })
final class PlanCommand implements Callable<Integer> {

  private static final int MOST_MONTHS = 240;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss zzz", Locale.UK)
          .withZone(SubmissionCalendar.ZONE);

  @Option(
      names = "--from",
      paramLabel = "yyyy-MM",
      description = "First reporting month (default: the first whose cut is still to come).")
  private @Nullable String from;

  @Option(
      names = "--months",
      paramLabel = "N",
      description = "How many reporting months (default: 12).")
  private int months = 12;

  @Option(names = "--csv", description = "As CSV, with the data interval of each run.")
  private boolean csv;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (months < 1 || months > MOST_MONTHS) {
      throw new WrongRequestException("--months: from 1 to " + MOST_MONTHS);
    }
    SubmissionCalendar calendar = SubmissionCalendar.load();
    ReportingMonth first = first(calendar);
    List<PlannedRun> runs = new Plan(calendar).runs(first, months);
    Terminal terminal = new Terminal(spec);
    if (csv) {
      terminal.lines(csv(runs).lines().toList());
    } else {
      terminal.lines(
          Terminal.table(
              List.of("due", "run", "reporting month", "may be sent until"), text(runs)));
    }
    ReportingMonth last = calendar.months().get(calendar.months().size() - 1);
    if (first.plusMonths(months - 1).compareTo(last) > 0) {
      terminal.remark("The calendar ends with " + last + "; later months have no date yet.");
    }
    return 0;
  }

  private ReportingMonth first(SubmissionCalendar calendar) {
    if (from == null) {
      return new Plan(calendar)
          .nextAfter(Clock.systemUTC().instant())
          .orElseThrow(
              () -> new WrongRequestException("The calendar has no cut that is still to come"));
    }
    ReportingMonth given = MonthOptions.month("--from", from);
    try {
      calendar.entry(given);
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException("--from: " + e.getMessage(), e);
    }
    return given;
  }

  private static String csv(List<PlannedRun> runs) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(PlannedRun.HEADING);
      runs.forEach(run -> csv.writeRecord(run.row()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The final runs of a year are due at one moment, so they share a line. */
  private static List<List<String>> text(List<PlannedRun> runs) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      PlannedRun run = runs.get(i);
      String month = run.month().toString();
      while (run.schedule() == Schedule.FINAL
          && i + 1 < runs.size()
          && runs.get(i + 1).schedule() == Schedule.FINAL
          && runs.get(i + 1).runAfter().equals(run.runAfter())) {
        i++;
        month = run.month() + " to " + runs.get(i).month();
      }
      rows.add(
          List.of(
              DAY.format(run.runAfter()), run.schedule().word(), month, DAY.format(run.closes())));
    }
    return rows;
  }
}
