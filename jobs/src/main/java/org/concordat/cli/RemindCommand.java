package org.concordat.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Json;
import org.concordat.reports.Reminder;
import org.concordat.returns.ExpectedSenders;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "remind",
    description = {
      "Write a message to every partner whose month is missing or rejected while its window is open,",
      "into the partner's folder of the reports. --as-of says for when the hours left are counted.",
      "Pull and check first: what was not checked is missing. --dry-run only says who it would be."
    },
    mixinStandardHelpOptions = true)
final class RemindCommand implements Callable<Integer> {

  @Mixin private final CommonOptions options = new CommonOptions();
  @Spec private CommandSpec spec;

  /**
   * What was done.
   *
   * @param month reporting month
   * @param closes when its window closes
   * @param hoursLeft whole hours until then
   * @param missing partners of which nothing came
   * @param rejected partners of which all that came was rejected
   * @param written messages that were written
   * @param partners who they are
   */
  private record Done(
      ReportingMonth month,
      Instant closes,
      long hoursLeft,
      long missing,
      long rejected,
      long written,
      List<Reminder> partners) {

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("month", month);
      json.put("closes", closes);
      json.put("hours_left", hoursLeft);
      json.put("missing", missing);
      json.put("rejected", rejected);
      json.put("written", written);
      json.put("partners", partners);
      return json;
    }
  }

  @Override
  public Integer call() throws Exception {
    ReportingMonth month = options.month();
    Instant at = options.asOf();
    if (at == null) {
      throw new WrongRequestException(
          "--as-of is missing: for when are the hours left to be counted?");
    }
    long hours = Reminder.hoursLeft(month, at);
    Console console =
        new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), options.quiet);
    try (LakeSession session =
        LakeSession.open(options.lake(), options.settings(), console, options.patience())) {
      List<Reminder> reminders = reminders(session, month, at);
      if (!options.dryRun) {
        session.publishing(() -> Reminder.write(session.lake(), reminders));
      }
      show(console, done(month, hours, reminders));
    }
    return 0;
  }

  private static List<Reminder> reminders(LakeSession session, ReportingMonth month, Instant at) {
    Instant closes = SubmissionCalendar.load().performanceCut(month);
    return ExpectedSenders.missing(session.spark(), session.lake(), session.settings(), month)
        .stream()
        .map(
            one ->
                new Reminder(
                    one.family(),
                    one.organisation(),
                    one.name(),
                    one.rejected(),
                    month,
                    closes,
                    at))
        .toList();
  }

  private Done done(ReportingMonth month, long hours, List<Reminder> reminders) {
    long rejected = reminders.stream().filter(Reminder::rejected).count();
    return new Done(
        month,
        SubmissionCalendar.load().performanceCut(month),
        hours,
        reminders.size() - rejected,
        rejected,
        options.dryRun ? 0 : reminders.size(),
        reminders);
  }

  private void show(Console console, Done done) {
    if (options.json) {
      console.line(Json.text(done.json()).stripTrailing());
      return;
    }
    console.line(
        "%s: %d hours left, %d missing, %d rejected"
            .formatted(done.month(), done.hoursLeft(), done.missing(), done.rejected()));
    for (Reminder one : done.partners()) {
      console.line(
          "  %s/%s  %s"
              .formatted(
                  one.family(), one.organisation(), one.rejected() ? "rejected" : "not received"));
    }
    console.line(
        options.dryRun
            ? "Dry run: nothing was written."
            : done.written() + " messages written below the reports.");
  }
}
