package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.Family;
import org.concordat.schemas.MetricDefinitions;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;

/** What a partner's page says about earlier months (data-quality.md section 6, parts 3, 8, 9). */
final class TrendsTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final Partner RX4 = new Partner(Family.MH, "RX4");

  private final List<Verdict> verdicts = new ArrayList<>();
  private final Map<String, List<TableCounts>> counts = new TreeMap<>();
  private final Causes causes = new Causes();

  @Test
  void the_median_is_of_the_months_before_and_a_month_without_a_submission_breaks_the_line() {
    accepted("2026-05", "001", "2026-06-10T08:00:00Z", 10);
    accepted("2026-06", "001", "2026-07-10T08:00:00Z", 40);
    accepted("2026-08", "001", "2026-09-10T08:00:00Z", 20);
    accepted("2026-09", "001", "2026-10-10T08:00:00Z", 20);

    TableTrends trends = TableTrends.of(facts(), RX4);

    assertThat(trends.months())
        .containsExactly("May 2026", "Jun 2026", "Jul 2026", "Aug 2026", "Sept 2026");
    TableTrends.Line line = trends.lines().get(0);
    assertThat(line.values()).containsExactly("10", "40", "–", "20", "20");
    assertThat(line.median()).isEqualTo("20");
    assertThat(line.spark().lines()).containsExactly("4,19 32,4", "88,14 116,14");
    assertThat(line.spark().last()).contains(new Sparkline.Point(116, 14));
  }

  @Test
  void a_month_far_from_the_others_is_called_unusual() {
    String[] rows = {"50", "54", "48", "52", "47", "53", "51", "49", "55", "50", "46", "51"};
    for (int i = 0; i < 11; i++) {
      ReportingMonth month = MONTH.plusMonths(i - 11);
      accepted(
          month.toString(), "001", month.plusMonths(1) + "-10T08:00:00Z", Long.parseLong(rows[i]));
    }
    accepted("2026-09", "001", "2026-10-10T08:00:00Z", 90);

    TableTrends.Line line = TableTrends.of(facts(), RX4).lines().get(0);

    assertThat(line.signal()).isEqualTo("Unusual: outside the limits (limits on trial)");
    assertThat(line.spark().limits()).hasSize(2);
  }

  @Test
  void percentages_are_drawn_over_ten_points_at_least() {
    Sparkline line =
        Sparkline.ofPercents(
            List.of(Optional.of(BigDecimal.valueOf(90)), Optional.of(BigDecimal.valueOf(95))),
            Optional.empty());
    assertThat(line.lines()).as("from 85 to 95").containsExactly("4,14 116,4");
  }

  @Test
  void the_limits_are_those_of_the_first_twelve_months_though_the_page_shows_the_last_twelve() {
    // The reference series of data-quality.md 8.4: twelve months that set the limits, then others.
    String[] rows = {
      "50", "54", "48", "52", "47", "53", "51", "49", "55", "50", "46", "51", "52", "58", "52", "66"
    };
    for (int i = 0; i < rows.length; i++) {
      ReportingMonth month = MONTH.plusMonths(i - rows.length + 1);
      accepted(
          month.toString(), "001", month.plusMonths(1) + "-10T08:00:00Z", Long.parseLong(rows[i]));
    }

    TableTrends trends = TableTrends.of(facts(), RX4);

    assertThat(trends.months()).hasSize(12);
    TableTrends.Line line = trends.lines().get(0);
    assertThat(line.values()).startsWith("47", "53").endsWith("52", "66");
    assertThat(line.signal()).isEqualTo("Unusual: outside the limits");
  }

  @Test
  void two_months_before_are_too_few_for_a_median() {
    accepted("2026-07", "001", "2026-08-10T08:00:00Z", 10);
    accepted("2026-08", "001", "2026-09-10T08:00:00Z", 20);
    accepted("2026-09", "001", "2026-10-10T08:00:00Z", 20);
    assertThat(TableTrends.of(facts(), RX4).lines().get(0).median()).isEqualTo("–");
  }

  @Test
  void attempts_are_counted_up_to_the_first_accepted_one() {
    accepted("2026-08", "001", "2026-09-20T22:59:59Z", 20);
    verdict("2026-09", "001", "2026-10-10T08:00:00Z", "REJECTED", false);
    accepted("2026-09", "002", "2026-10-11T08:00:00Z", 20);

    List<Punctuality> lines = Punctuality.of(facts(), RX4);

    assertThat(lines)
        .extracting(Punctuality::month)
        .containsExactly("September 2026", "August 2026");
    assertThat(lines).extracting(Punctuality::attempts).containsExactly("2", "1");
    assertThat(lines).extracting(Punctuality::firstTime).containsExactly("No", "Yes");
    assertThat(lines.get(1).lead()).isEqualTo("1 day 0 hours before the cut");
  }

  @Test
  void a_fault_is_new_gone_or_still_there_since_the_submission_before() {
    accepted("2026-08", "001", "2026-09-10T08:00:00Z", 20);
    Verdict earlier = accepted("2026-09", "001", "2026-10-10T08:00:00Z", 20);
    Verdict shown = accepted("2026-09", "002", "2026-10-11T08:00:00Z", 20);
    causes.addBroken(earlier.submissionId(), broken("MHP-003", 4));
    causes.addBroken(earlier.submissionId(), broken("MHR-004", 2));
    causes.addBroken(shown.submissionId(), broken("MHP-003", 7));
    causes.addBroken(shown.submissionId(), broken("MHC-003", 1));

    RuleChanges changes = RuleChanges.of(facts(), RX4, shown).orElseThrow();

    assertThat(changes.before()).isEqualTo("submission 001 of September 2026");
    assertThat(changes.lines())
        .extracting(line -> line.kind() + " " + line.rule() + " " + line.then() + " " + line.now())
        .containsExactly("New MHC-003 0 1", "Gone MHR-004 2 0", "More MHP-003 4 7");
  }

  private static RuleChanges.Broken broken(String rule, long messages) {
    return new RuleChanges.Broken(rule, "MHS101Referral", "words of " + rule, messages);
  }

  private Verdict accepted(String month, String seq, String receivedAt, long rows) {
    Verdict verdict = verdict(month, seq, receivedAt, "ACCEPTED", true);
    counts.put(
        verdict.submissionId(),
        List.of(
            new TableCounts(verdict.submissionId(), "MHS101Referral", rows + 1, rows, 1, 0, 0, 0)));
    return verdict;
  }

  private Verdict verdict(
      String month, String seq, String receivedAt, String state, boolean isInForce) {
    Verdict verdict =
        new Verdict(
            ReportingMonth.of(month),
            RX4,
            "MH-RX4-" + month + "-" + seq,
            seq,
            Instant.parse(receivedAt),
            state,
            isInForce,
            false,
            false,
            "",
            0,
            0,
            0,
            0);
    verdicts.add(verdict);
    return verdict;
  }

  private MonthFacts facts() {
    ContractCatalogue contracts = ContractCatalogue.load();
    QualityThresholds thresholds = QualityThresholds.load(contracts);
    return new MonthFacts(
        MONTH,
        Instant.parse("2026-10-21T22:59:59Z"),
        new SubmissionHistory(verdicts, List.of(), ExpectationRegister.load()),
        counts,
        causes,
        new ExcludedRows(partner -> Path.of("nowhere")),
        new ScoredFields(contracts, thresholds),
        new StoredMetrics(MetricDefinitions.load(contracts)),
        thresholds,
        contracts,
        new OrganisationNames(Organisations.load()));
  }
}
