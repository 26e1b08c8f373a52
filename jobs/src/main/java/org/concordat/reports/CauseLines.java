package org.concordat.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.concordat.schemas.FaultJobs;

/**
 * Section 2 of a partner's page: the causes in words, worst first, and the picture of what they
 * cost (data-quality.md section 6, part 2).
 *
 * @param top causes shown in full
 * @param others those that follow in one short table
 * @param pareto the picture of the causes shown in full
 */
record CauseLines(
    List<PartnerPage.CauseLine> top, List<PartnerPage.CauseLine> others, Pareto pareto) {

  private static final int SHOWN = 10;
  private static final int LINES_NAMED = 5;

  /**
   * @param causes worst first
   * @param jobs whose job a fault is
   */
  static CauseLines of(List<Cause> causes, FaultJobs jobs) {
    long used = causes.stream().mapToLong(Cause::measureRows).sum();
    long lost = causes.stream().mapToLong(Cause::rowsLost).sum();
    boolean byMeasures = causes.stream().filter(cause -> cause.measureRows() > 0).count() > 1;
    long all = byMeasures ? used : lost;
    List<PartnerPage.CauseLine> lines = new ArrayList<>();
    List<Long> costs = new ArrayList<>();
    long sum = 0;
    for (Cause cause : causes) {
      long cost = byMeasures ? cause.measureRows() : cause.rowsLost();
      sum += cost;
      costs.add(cost);
      lines.add(line(cause, lines.size() + 1, cost == 0 ? "" : share(sum, all), jobs));
    }
    int top = Math.min(SHOWN, lines.size());
    return new CauseLines(
        lines.subList(0, top),
        lines.subList(top, lines.size()),
        Pareto.of(
            costs.subList(0, top), all, byMeasures ? "rows that measures miss" : "rows lost"));
  }

  private static String share(long part, long whole) {
    return Figures.percent(part, whole);
  }

  private static PartnerPage.CauseLine line(Cause cause, int rank, String share, FaultJobs jobs) {
    List<String> measures = cause.measures();
    return new PartnerPage.CauseLine(
        Integer.toString(rank),
        "cause-" + rank,
        cause.ruleId(),
        cause.plainWords(),
        place(cause),
        cause.severity().outcome(),
        jobs.of(cause.ruleId(), cause.category()).map(FaultJobs.Job::words).orElse("–"),
        page(cause),
        filter(cause),
        Figures.count(cause.rowsLost()),
        !cost(cause, share).isEmpty(),
        cost(cause, share),
        Figures.count(cause.messages()),
        lines(cause),
        cause.action(),
        !cause.regained().isEmpty(),
        forecast(cause),
        !measures.isEmpty(),
        String.join(", ", measures),
        Figures.count(cause.first().size()),
        cause.first());
  }

  /** What the rows lost are, and what they make together with the causes above. */
  private static String cost(Cause cause, String share) {
    List<String> words = new ArrayList<>();
    if (cause.cascade() > 0) {
      words.add(Figures.count(cause.cascade()) + " with a lost parent");
    }
    if (cause.measureRows() > 0) {
      words.add(Figures.count(cause.measureRows()) + " that measures use");
    }
    String of = words.isEmpty() ? "" : "Of the rows lost " + String.join(", ", words) + ". ";
    return (of + (share.isEmpty() ? "" : "With the causes above " + share + ".")).strip();
  }

  /** Where the words about a rule stand: written rules have a page each, the others a table's. */
  private static String page(Cause cause) {
    boolean isWritten = cause.ruleId().matches("[A-Z]{3}-[0-9]{3}");
    return isWritten
        ? "docs/rules/" + cause.ruleId() + ".md"
        : "docs/data-dictionary/" + cause.table() + ".md";
  }

  /** Which rows of messages.csv are the cause's. */
  private static String filter(Cause cause) {
    String rule = "rule_id = " + cause.ruleId();
    return cause.table().isEmpty() ? rule : rule + " and table = " + cause.table();
  }

  private static String forecast(Cause cause) {
    return cause.regained().entrySet().stream()
        .map(gain -> gain.getKey() + " +" + Figures.count(gain.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String place(Cause cause) {
    String fields = String.join(", ", cause.fields());
    if (cause.table().isEmpty() || fields.isEmpty()) {
      return cause.table() + fields;
    }
    return cause.table() + ", " + fields;
  }

  private static String lines(Cause cause) {
    List<String> numbers =
        cause.first().stream()
            .map(Cause.Message::line)
            .filter(line -> !line.isEmpty())
            .distinct()
            .limit(LINES_NAMED)
            .toList();
    if (numbers.isEmpty()) {
      return "the whole file";
    }
    String more = cause.messages() > numbers.size() ? " …" : "";
    return String.join(", ", numbers) + more;
  }
}
