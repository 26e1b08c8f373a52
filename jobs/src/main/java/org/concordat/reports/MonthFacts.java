package org.concordat.reports;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/**
 * What the pages of one month are made of: small, on the driver.
 *
 * @param month the reporting month
 * @param cut its performance cut
 * @param history who sent what in the window
 * @param tablesBySubmission counts by table of the month's submissions
 * @param causes causes gathered from the month's messages
 * @param excluded rows that measures miss
 * @param scored counts of scored fields of this month and the twelve before
 * @param metrics counts of keys, links and times of this month and the one before
 * @param thresholds bands and accepted defaults
 * @param contracts titles of tables and fields
 * @param names names of organisations
 */
record MonthFacts(
    ReportingMonth month,
    Instant cut,
    SubmissionHistory history,
    Map<String, List<TableCounts>> tablesBySubmission,
    Causes causes,
    ExcludedRows excluded,
    ScoredFields scored,
    StoredMetrics metrics,
    QualityThresholds thresholds,
    ContractCatalogue contracts,
    OrganisationNames names) {

  /**
   * Every organisation of the national page: those that sent anything in the window and those that
   * the register expects in the month.
   */
  List<Partner> partners() {
    return Stream.concat(history.partners().stream(), history.expected(month).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Index of a partner in this month or one of the twelve before; empty when nothing is in force.
   */
  Optional<BigDecimal> index(Partner partner, ReportingMonth of) {
    return history
        .inForce(partner, of)
        .flatMap(verdict -> scored.index(verdict, history.coverage(partner, of), of));
  }

  /** Counts by table of one submission, in table order. */
  List<TableCounts> tables(Verdict verdict) {
    return tablesBySubmission.getOrDefault(verdict.submissionId(), List.of());
  }

  /** Counts of every submission of a partner in the month, in order of arrival. */
  List<TableCounts> countsOfMonth(Partner partner) {
    return history.attempts(partner, month).stream()
        .flatMap(verdict -> tables(verdict).stream())
        .toList();
  }

  /** Words for a table; its name when no contract has it. */
  String tableTitle(String table) {
    return contracts.landing().stream()
        .filter(contract -> contract.name().equals(table))
        .findFirst()
        .map(TableContract::title)
        .orElse(table);
  }
}
