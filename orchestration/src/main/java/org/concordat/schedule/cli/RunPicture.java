package org.concordat.schedule.cli;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.concordat.schedule.airflow.MonthRun;
import org.concordat.schedule.airflow.TaskState;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/** One run as tables: its tasks, and the partners one of them is done for. */
final class RunPicture {

  /** Tasks in the order in which they are done; others follow by name. */
  private static final List<String> ORDER =
      List.of(
          "partners",
          "pull",
          "check",
          "link",
          "marts",
          "gate",
          "returns",
          "reports",
          "quality_assure",
          "sign_off",
          "publish");

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final MonthRun run;
  private final List<TaskState> tasks;
  private final Map<String, String> verdicts;

  /**
   * @param verdicts the verdict of a partner's submission by family and organisation; empty before
   *     they are known
   */
  RunPicture(MonthRun run, List<TaskState> tasks, Map<String, String> verdicts) {
    this.run = run;
    this.tasks =
        tasks.stream()
            .sorted(
                Comparator.comparingInt((TaskState one) -> place(one.task()))
                    .thenComparing(TaskState::task)
                    .thenComparing(one -> one.partner() == null ? "" : one.partner())
                    .thenComparing(TaskState::mapIndex))
            .toList();
    this.verdicts = verdicts;
  }

  private static int place(String task) {
    int place = ORDER.indexOf(task);
    return place < 0 ? ORDER.size() : place;
  }

  /** When, on the clock in London; a dash when it was not yet. */
  static String clock(@Nullable OffsetDateTime at) {
    return at == null ? "-" : CLOCK.format(at.atZoneSameInstant(SubmissionCalendar.ZONE));
  }

  /** Everything, as lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of %s, run %s: %s"
            .formatted(
                run.schedule().word(),
                run.month() == null ? "no month" : run.month(),
                run.id(),
                run.state()));
    lines.add("");
    lines.addAll(Terminal.table(List.of("task", "state", "tries", "started", "took"), taskRows()));
    List<List<String>> partners = partnerRows();
    if (!partners.isEmpty()) {
      lines.add("");
      lines.addAll(
          Terminal.table(List.of("partner", "pull", "tries", "took", "verdict"), partners));
    }
    return lines;
  }

  private List<List<String>> taskRows() {
    Map<String, List<TaskState>> byTask = new LinkedHashMap<>();
    tasks.forEach(one -> byTask.computeIfAbsent(one.task(), key -> new ArrayList<>()).add(one));
    List<List<String>> rows = new ArrayList<>();
    byTask.forEach(
        (task, all) -> {
          TaskState first = all.get(0);
          boolean many = all.size() > 1 || first.mapIndex() >= 0;
          rows.add(
              List.of(
                  task,
                  many ? counts(all) : first.state(),
                  many ? "" : String.valueOf(first.tries()),
                  clock(
                      all.stream()
                          .map(TaskState::started)
                          .filter(at -> at != null)
                          .min(Comparator.naturalOrder())
                          .orElse(null)),
                  many ? "" : took(first)));
        });
    return rows;
  }

  /** For example 27 success, 1 running. */
  private static String counts(List<TaskState> all) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    all.forEach(one -> counts.merge(one.state(), 1, Integer::sum));
    return String.join(
        ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }

  private static String took(TaskState task) {
    Double seconds = task.seconds();
    return seconds == null ? "" : String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private List<List<String>> partnerRows() {
    List<List<String>> rows = new ArrayList<>();
    for (TaskState one : tasks) {
      String partner = one.partner();
      if (one.task().equals("pull") && partner != null) {
        rows.add(
            List.of(
                partner,
                one.state(),
                String.valueOf(one.tries()),
                took(one),
                verdicts.getOrDefault(partner, "-")));
      }
    }
    return rows;
  }
}
