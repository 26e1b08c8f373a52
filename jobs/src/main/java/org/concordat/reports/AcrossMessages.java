package org.concordat.reports;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.concordat.platform.Digest;
import org.concordat.platform.XmrChart;
import org.concordat.schemas.Family;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.RightCareRightPersonDates;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the rules across partners (submission-and-validation 4.6, XPT-001 to XPT-005), in the
 * schema of all messages.
 *
 * <p>A message is about the partner's own rows or counts. It names the other partner and holds
 * nothing of its rows: no value, no line, no count.
 */
final class AcrossMessages {

  /** One message, column to text; columns not named are empty. */
  record Message(Map<String, String> cells) {
    String rule() {
      return cell("rule_id");
    }

    String text() {
      return cell("text");
    }

    /** File and line; a dash where the message is about counts. */
    String place() {
      return cell("file").isEmpty() ? "–" : cell("file") + ", line " + cell("line");
    }

    String cell(String column) {
      return cells.getOrDefault(column, "");
    }
  }

  private final QualityRules rules;
  private final RightCareRightPersonDates rightCare;
  private final MonthFacts facts;
  private final Section136 section136;

  AcrossMessages(
      QualityRules rules,
      RightCareRightPersonDates rightCare,
      MonthFacts facts,
      Section136 section136) {
    this.rules = rules;
    this.rightCare = rightCare;
    this.facts = facts;
    this.section136 = section136;
  }

  /**
   * Messages of one partner.
   *
   * @param verdict its submission in force
   * @param pairs its lines beside the other partners
   */
  List<Message> of(Verdict verdict, List<Section136Pairs.Line> pairs) {
    List<Message> messages = new ArrayList<>();
    Partner own = verdict.partner();
    for (Section136Pairs.Line pair : pairs) {
      if (pair.isOutside()) {
        boolean isOfTrust = own.family() == Family.MH || pair.partner().family() == Family.MH;
        rule(isOfTrust ? "XPT-001" : "XPT-002")
            .ifPresent(r -> messages.add(message(verdict, r, named(pair.partner()), "", null)));
      }
    }
    for (Section136.Misfit row : section136.misfits(own)) {
      rule("XPT-003").ifPresent(rule -> addArrivals(messages, verdict, rule, row));
      rule("XPT-004").ifPresent(rule -> addPersons(messages, verdict, rule, row));
    }
    rule("XPT-005")
        .filter(rule -> hasFallen(own))
        .ifPresent(rule -> messages.add(message(verdict, rule, "", "", null)));
    return messages;
  }

  /** Writes the messages of one partner. */
  static void write(List<Message> messages, Path file) {
    try (CsvSink sink = new CsvSink(file, QualityTables.MESSAGE_COLUMNS)) {
      messages.forEach(m -> sink.row(QualityTables.MESSAGE_COLUMNS.stream().map(m::cell).toList()));
    }
  }

  private Optional<QualityRule> rule(String id) {
    return Optional.of(rules.rule(id)).filter(rule -> rule.isInForce(facts.month()));
  }

  private void addArrivals(
      List<Message> to, Verdict verdict, QualityRule rule, Section136.Misfit row) {
    row.arrivals().forEach(other -> to.add(message(verdict, rule, named(partner(other)), "", row)));
  }

  private void addPersons(
      List<Message> to, Verdict verdict, QualityRule rule, Section136.Misfit row) {
    Map<String, String> whats = new LinkedHashMap<>();
    row.sexes().forEach(other -> whats.put(other, "sex"));
    row.birthDates()
        .forEach(other -> whats.merge(other, "birth date", (one, more) -> one + " and " + more));
    whats.forEach(
        (other, what) -> to.add(message(verdict, rule, named(partner(other)), what, row)));
  }

  /** Whether a force's own count fell after it began Right Care Right Person. */
  private boolean hasFallen(Partner force) {
    Optional<YearMonth> since =
        force.family() == Family.PF
            ? rightCare.of(force.code()).map(YearMonth::from)
            : Optional.empty();
    if (since.isEmpty() || facts.month().month().isBefore(since.get())) {
      return false;
    }
    List<XmrChart.Point> points = new ArrayList<>();
    for (ReportingMonth month : section136.months()) {
      if (section136.hasRecords(force, month)) {
        long count = section136.count(force, month);
        points.add(new XmrChart.Point(month, BigDecimal.valueOf(count)));
      }
    }
    return XmrChart.of(points, XmrChart.Unit.NUMBER, List.of()).months().stream()
        .filter(judged -> judged.point().month().equals(facts.month()))
        .anyMatch(
            judged ->
                judged.isFlagged()
                    && judged.limits() != null
                    && judged.point().value().compareTo(judged.limits().mean()) < 0);
  }

  private Message message(
      Verdict verdict,
      QualityRule rule,
      String other,
      String what,
      Section136.@Nullable Misfit row) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("submission_id", verdict.submissionId());
    cells.put("organisation_code", verdict.partner().code());
    cells.put("family", verdict.partner().family().name());
    cells.put("rule_id", rule.id());
    cells.put("rule_version", Integer.toString(rule.version()));
    cells.put("severity", rule.severity().name());
    cells.put("category", rule.category());
    cells.put("action", rule.action());
    cells.put("rows_lost", "0");
    cells.put("measure_rows", "0");
    String place = "";
    if (row != null) {
      cells.put("file", row.file());
      cells.put("line", row.line());
      cells.put("record", row.record());
      cells.put("table", row.table());
      cells.put("record_key", row.key());
      place = " File " + cells.get("file") + ", line " + cells.get("line") + ".";
    }
    String words = rule.message().replace("{other}", other).replace("{reason}", what);
    cells.put(
        "text", rule.severity().outcome() + " - " + words + "." + place + " " + rule.action());
    cells.put(
        "message_id",
        Digest.id(
            List.of("submission_id", "rule_id", "file", "line", "text").stream()
                .map(column -> cells.getOrDefault(column, ""))
                .collect(Collectors.joining("|"))));
    return new Message(cells);
  }

  private String named(Partner partner) {
    return facts.names().of(partner) + " (" + partner.code() + ")";
  }

  /** A partner as the mart names it: family, a space, code. */
  private static Partner partner(String text) {
    int space = text.indexOf(' ');
    return new Partner(Family.valueOf(text.substring(0, space)), text.substring(space + 1));
  }
}
