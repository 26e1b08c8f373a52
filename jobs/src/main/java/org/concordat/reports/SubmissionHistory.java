package org.concordat.reports;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.concordat.platform.Delivery;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.ReportingMonth;

/** Who sent what, month by month: verdicts of the window and the deliveries behind them. */
final class SubmissionHistory {

  /** Months in a row over which coverage is taken, as the national index does by quarter. */
  private static final int COVERAGE_MONTHS = 3;

  /** An organisation is expected when it sent in any of so many months before (3.7). */
  private static final int EXPECTATION_MONTHS = 7;

  /**
   * Months a page needs, its own included: the index of a year ago with its coverage, and what was
   * expected then.
   */
  static final int MONTHS = 12 + COVERAGE_MONTHS + EXPECTATION_MONTHS;

  private final SortedMap<Partner, SortedMap<ReportingMonth, SortedSet<Verdict>>> verdicts =
      new TreeMap<>();
  private final SortedMap<Partner, SortedMap<String, Delivery>> deliveries = new TreeMap<>();

  private final ExpectationRegister register;

  SubmissionHistory(
      Collection<Verdict> judged, Collection<Delivery> delivered, ExpectationRegister register) {
    this.register = register;
    for (Verdict verdict : judged) {
      verdicts
          .computeIfAbsent(verdict.partner(), p -> new TreeMap<>())
          .computeIfAbsent(verdict.month(), m -> new TreeSet<>(Verdict.ARRIVAL))
          .add(verdict);
    }
    for (Delivery delivery : delivered) {
      deliveries
          .computeIfAbsent(
              new Partner(delivery.family(), delivery.organisationCode()), p -> new TreeMap<>())
          .put(delivery.submissionId(), delivery);
    }
  }

  /** Every organisation that sent anything in the window, in order of family and code. */
  List<Partner> partners() {
    return Stream.concat(verdicts.keySet().stream(), deliveries.keySet().stream())
        .distinct()
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  /** Submissions of one partner and month in order of arrival. */
  List<Verdict> attempts(Partner partner, ReportingMonth month) {
    return List.copyOf(months(partner).getOrDefault(month, new TreeSet<>(Verdict.ARRIVAL)));
  }

  /** The submission the figures of a month use. */
  Optional<Verdict> inForce(Partner partner, ReportingMonth month) {
    return attempts(partner, month).stream().filter(Verdict::isInForce).findFirst();
  }

  /** The submission a page is about: the one in force, or else the last to arrive. */
  Optional<Verdict> shown(Partner partner, ReportingMonth month) {
    List<Verdict> attempts = attempts(partner, month);
    return inForce(partner, month).or(() -> attempts.stream().reduce((earlier, later) -> later));
  }

  /** Our manifest of one submission, when it is in the landing zone. */
  Optional<Delivery> delivery(Verdict verdict) {
    return Optional.ofNullable(
        deliveries.getOrDefault(verdict.partner(), new TreeMap<>()).get(verdict.submissionId()));
  }

  /** Whether a partner says that its data are invented. */
  boolean isInvented(Partner partner) {
    return deliveries.getOrDefault(partner, new TreeMap<>()).values().stream()
        .anyMatch(Delivery::invented);
  }

  /**
   * Expected months with a submission in force over expected months, of this month and the two
   * before it; a partner that is new this month is covered.
   */
  CrisisDataQualityIndex.Coverage coverage(Partner partner, ReportingMonth month) {
    long expected = 0;
    long submitted = 0;
    for (ReportingMonth each : month.window(COVERAGE_MONTHS)) {
      if (isExpected(partner, each)) {
        expected++;
        submitted += inForce(partner, each).isPresent() ? 1 : 0;
      }
    }
    return expected == 0
        ? CrisisDataQualityIndex.Coverage.FULL
        : new CrisisDataQualityIndex.Coverage(submitted, expected);
  }

  /** Whether any of the months that coverage is taken over was expected of a partner. */
  boolean isExpectedAnywhere(Partner partner, ReportingMonth month) {
    return month.window(COVERAGE_MONTHS).stream().anyMatch(each -> isExpected(partner, each));
  }

  /** Organisations whose submission the register expects for a month. */
  List<Partner> expected(ReportingMonth month) {
    return register.all().stream()
        .map(e -> new Partner(e.family(), e.organisationCode()))
        .distinct()
        .filter(p -> register.isExpected(p.code(), p.family(), month))
        .sorted()
        .toList();
  }

  /** The register decides; who is not in it is expected when it sent in the months before (3.7). */
  private boolean isExpected(Partner partner, ReportingMonth month) {
    if (register.isKnown(partner.code(), partner.family())) {
      return register.isExpected(partner.code(), partner.family(), month);
    }
    SortedSet<ReportingMonth> sent = new TreeSet<>(months(partner).keySet());
    deliveries
        .getOrDefault(partner, new TreeMap<>())
        .values()
        .forEach(delivery -> sent.add(delivery.month()));
    return !sent.subSet(month.plusMonths(-EXPECTATION_MONTHS), month).isEmpty();
  }

  private SortedMap<ReportingMonth, SortedSet<Verdict>> months(Partner partner) {
    return verdicts.getOrDefault(partner, new TreeMap<>());
  }
}
