package org.concordat.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Delivery;
import org.concordat.schemas.FaultJobs;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;

/**
 * Turns a partner's facts of one month into its page. It is given the facts of all partners and
 * looks up this one only, so that a page can hold nothing of another's.
 */
final class PartnerPages {

  private static final int A_YEAR = 12;

  private final MonthFacts facts;
  private final ReportingMonth month;
  private final QualityThresholds.Bands bands;
  private final FaultJobs jobs = FaultJobs.load();

  PartnerPages(MonthFacts facts) {
    this.facts = facts;
    this.month = facts.month();
    this.bands = facts.thresholds().bands(month);
  }

  /**
   * @param partner whose page
   */
  PartnerPage page(Partner partner) {
    SubmissionHistory history = facts.history();
    List<Verdict> attempts = history.attempts(partner, month);
    Optional<Verdict> shown = history.shown(partner, month);
    Status status = Status.of(attempts, Figures.month(month), Figures.time(facts.cut()));
    PartnerPage.Index index = index(partner);
    List<Cause> causes =
        shown.map(verdict -> facts.causes().of(verdict.submissionId())).orElse(List.of());
    TableTrends trends = TableTrends.of(facts, partner);
    return new PartnerPage(
        facts.names().of(partner),
        partner.code(),
        partner.family().title(),
        Figures.month(month),
        history.isInvented(partner),
        status,
        summary(shown, attempts),
        attempts.stream().map(PartnerPages::attempt).toList(),
        MonthChanges.of(facts, partner, bands),
        CauseLines.of(causes, jobs),
        shown.map(verdict -> tables(verdict, trends)).orElse(List.of()),
        shown.filter(Verdict::isInForce).map(this::fieldGroups).orElse(List.of()),
        shown.filter(Verdict::isInForce).map(this::fieldsWithoutRows).orElse(""),
        index,
        shown.flatMap(history::delivery).map(PartnerPages::files).orElse(List.of()),
        reading(shown),
        trends,
        KeysLinksTimes.of(facts, partner),
        shown.flatMap(verdict -> RuleChanges.of(facts, partner, verdict)),
        Punctuality.of(facts, partner));
  }

  private List<PartnerPage.Fact> summary(Optional<Verdict> shown, List<Verdict> attempts) {
    List<PartnerPage.Fact> lines = new ArrayList<>();
    lines.add(new PartnerPage.Fact("Month", Figures.month(month)));
    lines.add(new PartnerPage.Fact("Cut for this month", Figures.time(facts.cut())));
    if (shown.isPresent()) {
      Verdict verdict = shown.get();
      lines.add(
          new PartnerPage.Fact(
              "Submission shown on this page",
              verdict.seq() + (verdict.isInForce() ? " (in force)" : " (not in force)")));
      lines.add(
          new PartnerPage.Fact(
              "Received",
              Figures.time(verdict.receivedAt())
                  + ", "
                  + Punctuality.lead(verdict.receivedAt(), facts.cut())));
      lines.add(new PartnerPage.Fact("Rows sent", Figures.count(verdict.sent())));
      lines.add(
          new PartnerPage.Fact(
              "Rows accepted",
              Figures.count(verdict.accepted()) + share(verdict.accepted(), verdict.sent())));
      lines.add(
          new PartnerPage.Fact(
              "Rows rejected",
              Figures.count(verdict.rejected()) + share(verdict.rejected(), verdict.sent())));
      lines.add(
          new PartnerPage.Fact("Accepted rows with a warning", Figures.count(verdict.warned())));
    }
    lines.add(
        new PartnerPage.Fact(
            "Submissions received for this month", Figures.count(attempts.size())));
    return lines;
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "" : " (" + Figures.percent(part, whole) + ")";
  }

  private static PartnerPage.Attempt attempt(Verdict verdict) {
    return new PartnerPage.Attempt(
        verdict.seq(),
        Figures.time(verdict.receivedAt()),
        Status.word(verdict),
        verdict.isInForce() ? "Yes" : "No",
        Figures.count(verdict.sent()),
        verdict.reason().isBlank() ? "–" : verdict.reason());
  }

  private PartnerPage.Index index(Partner partner) {
    ReportingMonth before = month.plusMonths(-1);
    ReportingMonth yearAgo = month.plusMonths(-A_YEAR);
    Optional<BigDecimal> now = facts.index(partner, month);
    long rows =
        facts
            .history()
            .inForce(partner, month)
            .map(verdict -> facts.scored().mostRows(verdict))
            .orElse(0L);
    return new PartnerPage.Index(
        now.isPresent(),
        now.map(Figures::percent).orElse("–"),
        now.map(score -> Band.of(score, rows, bands)).orElse(Band.CANNOT_TELL),
        facts.index(partner, before).map(Figures::percent).orElse("not known"),
        Figures.month(before),
        facts.index(partner, yearAgo).map(Figures::percent).orElse("not known"),
        Figures.month(yearAgo));
  }

  private List<PartnerPage.TableLine> tables(Verdict verdict, TableTrends trends) {
    List<PartnerPage.TableLine> lines = new ArrayList<>();
    TableCounts all = new TableCounts(verdict.submissionId(), "", 0, 0, 0, 0, 0, 0);
    for (TableCounts counts : facts.tables(verdict)) {
      String name = counts.table();
      lines.add(
          tableLine(
              counts, name, facts.tableTitle(name), false, trends.of(name).stream().toList()));
      all = all.plus(counts);
    }
    if (!lines.isEmpty()) {
      lines.add(tableLine(all, "All tables", "", true, List.of()));
    }
    return lines;
  }

  private static PartnerPage.TableLine tableLine(
      TableCounts counts,
      String name,
      String title,
      boolean isTotal,
      List<TableTrends.Line> trend) {
    return new PartnerPage.TableLine(
        name,
        title,
        Figures.count(counts.sent()),
        Figures.count(counts.accepted()),
        Figures.count(counts.rejected()),
        Figures.count(counts.cascade()),
        Figures.count(counts.warned()),
        isTotal,
        trend);
  }

  private List<PartnerPage.FieldGroup> fieldGroups(Verdict verdict) {
    List<PartnerPage.FieldGroup> groups = new ArrayList<>();
    for (ScoredFields.Field field : facts.scored().of(verdict.partner().family())) {
      Vodim counts = facts.scored().counts(verdict.submissionId(), field);
      String table = field.table().name();
      if (counts.rows() == 0) {
        continue;
      }
      if (groups.isEmpty() || !groups.get(groups.size() - 1).table().equals(table)) {
        groups.add(new PartnerPage.FieldGroup(table, field.table().title(), new ArrayList<>()));
      }
      groups.get(groups.size() - 1).fields().add(FieldLines.of(verdict, field, facts, bands));
    }
    return groups;
  }

  /** Names of scored fields for which no accepted row is in force. */
  private String fieldsWithoutRows(Verdict verdict) {
    return facts.scored().of(verdict.partner().family()).stream()
        .filter(field -> facts.scored().counts(verdict.submissionId(), field).rows() == 0)
        .map(ScoredFields.Field::name)
        .collect(Collectors.joining(", "));
  }

  private static List<PartnerPage.FileLine> files(Delivery delivery) {
    return delivery.files().stream()
        .map(
            file ->
                new PartnerPage.FileLine(file.path(), Figures.count(file.bytes()), file.sha256()))
        .toList();
  }

  private List<PartnerPage.Fact> reading(Optional<Verdict> shown) {
    return List.of(
        new PartnerPage.Fact("Submission", shown.map(Verdict::submissionId).orElse("none")),
        new PartnerPage.Fact(
            "Bands",
            "good from "
                + bands.good()
                + " %, watch from "
                + bands.watch()
                + " %, act below; no band under "
                + bands.smallestDenominator()
                + " rows; in force from "
                + Figures.month(bands.validFrom())),
        new PartnerPage.Fact("Made by", "Concordat " + CodeVersion.text()));
  }
}
