package org.concordat.check;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.concordat.platform.Delivery;
import org.concordat.schemas.Family;
import org.concordat.schemas.Organisation;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;

/**
 * Judges what a manifest says of the submission as a whole: FIL-001 (version, family) to FIL-005
 * and FIL-018. Everything is compared with the time of receipt and the calendar, never with today.
 */
final class ManifestRules {

  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(SubmissionCalendar.ZONE);

  private final QualityRules rules;
  private final Organisations organisations;
  private final SubmissionCalendar calendar;

  ManifestRules(QualityRules rules, Organisations organisations, SubmissionCalendar calendar) {
    this.rules = rules;
    this.organisations = organisations;
    this.calendar = calendar;
  }

  /** Version of the standard a family's manifest names: the national data set's, else ours. */
  static String specVersion(Family family) {
    return family == Family.MH ? "6.0" : "1.0";
  }

  Finding unusable(Delivery delivery, int line, String reason) {
    return Finding.of(rules.rule("FIL-001"), delivery)
        .file(SentManifest.FILE)
        .line(line)
        .words(Map.of("reason", reason))
        .build();
  }

  List<Finding> judge(Delivery delivery, SentManifest manifest) {
    List<Finding> findings = new ArrayList<>();
    String expected = specVersion(delivery.family());
    if (!manifest.specVersion().equals(expected)) {
      String reason = "expected version \"" + expected + '"';
      findings.add(
          finding(
              "FIL-001",
              delivery,
              "spec_version",
              manifest.specVersion(),
              Map.of("reason", reason, "line", "1")));
    }
    if (!manifest.family().equals(delivery.family().name())) {
      String reason = "it was sent as family " + delivery.family();
      findings.add(
          finding(
              "FIL-001",
              delivery,
              "family",
              manifest.family(),
              Map.of("reason", reason, "line", "1")));
    }
    organisation(delivery, manifest, findings);
    period(delivery, manifest, findings);
    created(delivery, manifest, findings);
    resubmission(delivery, manifest, findings);
    return findings;
  }

  private void organisation(Delivery delivery, SentManifest manifest, List<Finding> findings) {
    String code = manifest.organisationCode();
    for (String sentBy : List.of(delivery.organisationCode(), delivery.sender())) {
      if (!code.equals(sentBy)) {
        findings.add(
            finding("FIL-002", delivery, "organisation_code", code, Map.of("sender", sentBy)));
        break;
      }
    }
    boolean live =
        organisations
            .find(delivery.family(), code)
            .map((Organisation known) -> known.isLiveIn(delivery.month()))
            .orElse(false);
    if (!live) {
      findings.add(
          finding(
              "FIL-003",
              delivery,
              "organisation_code",
              code,
              Map.of("period", delivery.month().toString())));
    }
  }

  private void period(Delivery delivery, SentManifest manifest, List<Finding> findings) {
    String field = "period_start";
    String reason = "";
    try {
      LocalDate start = LocalDate.parse(manifest.periodStart());
      field = "period_end";
      LocalDate end = LocalDate.parse(manifest.periodEnd());
      ReportingMonth month = new ReportingMonth(YearMonth.from(start));
      if (!end.equals(month.end())) {
        reason = "it is not the last day of the month that starts on " + start;
      }
      if (!start.equals(month.start())) {
        field = "period_start";
        reason = "it is not the first day of a month";
      } else if (reason.isEmpty()) {
        field = "period_start";
        reason = closed(delivery, month);
      }
    } catch (DateTimeException e) {
      reason = "it is no date written yyyy-MM-dd";
    }
    if (!reason.isEmpty()) {
      String value = field.equals("period_end") ? manifest.periodEnd() : manifest.periodStart();
      findings.add(finding("FIL-004", delivery, field, value, Map.of("reason", reason)));
    }
  }

  /** Why a month cannot be sent; empty when it can. */
  private String closed(Delivery delivery, ReportingMonth month) {
    LocalDate received = delivery.receivedAt().atZone(SubmissionCalendar.ZONE).toLocalDate();
    if (month.start().isAfter(received)) {
      return "the month had not begun when it was received";
    }
    if (month.compareTo(calendar.serviceStart()) < 0) {
      return "months before " + calendar.serviceStart() + " are not taken";
    }
    if (!month.equals(delivery.month())) {
      return "it was sent as " + delivery.month();
    }
    return calendar
        .find(month)
        .map(
            entry ->
                delivery.receivedAt().isAfter(entry.yearEndClose())
                    ? "its year closed on " + CLOCK.format(entry.yearEndClose())
                    : "")
        .orElse("the calendar has no cut for it yet");
  }

  private void created(Delivery delivery, SentManifest manifest, List<Finding> findings) {
    String reason =
        manifest
            .createdInstant()
            .map(created -> untimely(delivery, created))
            .orElse("is no date-time written yyyy-MM-ddTHH:mm:ss");
    if (!reason.isEmpty()) {
      findings.add(
          finding(
              "FIL-005", delivery, "created_at", manifest.createdAt(), Map.of("reason", reason)));
    }
  }

  private static String untimely(Delivery delivery, Instant created) {
    Instant monthEnd =
        delivery.month().end().plusDays(1).atStartOfDay(SubmissionCalendar.ZONE).toInstant();
    if (created.isBefore(monthEnd)) {
      return "is before the end of the month it reports";
    }
    return created.isAfter(delivery.receivedAt().plus(GRACE))
        ? "is after it was received (" + CLOCK.format(delivery.receivedAt()) + ")"
        : "";
  }

  private void resubmission(Delivery delivery, SentManifest manifest, List<Finding> findings) {
    calendar
        .find(delivery.month())
        .map(SubmissionCalendar.Entry::performanceCut)
        .filter(cut -> delivery.receivedAt().isAfter(cut))
        .ifPresent(
            cut ->
                ResubmissionReason.fault(manifest.resubmissionReason())
                    .ifPresent(
                        fault ->
                            findings.add(
                                finding(
                                    "FIL-018",
                                    delivery,
                                    "resubmission_reason",
                                    CLOCK.format(cut),
                                    Map.of(
                                        "period", delivery.month().toString(), "reason", fault)))));
  }

  private Finding finding(
      String rule, Delivery delivery, String field, String value, Map<String, String> words) {
    return Finding.of(rules.rule(rule), delivery)
        .file(SentManifest.FILE)
        .field(field, value)
        .words(words)
        .build();
  }
}
