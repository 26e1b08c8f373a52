package org.concordat.check;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.concordat.platform.Delivery;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * The changes of state of a month's submissions (submission-and-validation 2.2): received,
 * validating, the outcome; then for an accepted one late, included in the performance figures,
 * superseded, included in the final figures, in this order. Instants are those of receipt and of
 * the dated calendar.
 */
final class SubmissionEvents {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(SubmissionCalendar.ZONE);

  /** One change of state; those of a submission follow each other. */
  record Event(Delivery delivery, int number, String state, Instant at, String who, String why) {
    Object[] row() {
      return new Object[] {
        delivery.submissionId(),
        delivery.family().name(),
        delivery.organisationCode(),
        delivery.seq(),
        number,
        state,
        at.toString(),
        who,
        why
      };
    }
  }

  private final MonthInputs inputs;
  private final List<Verdict> verdicts;
  private final Map<String, Verdict> successors = new HashMap<>();
  private final List<Event> events = new ArrayList<>();

  private SubmissionEvents(MonthInputs inputs, List<Verdict> verdicts) {
    this.inputs = inputs;
    this.verdicts = verdicts;
  }

  /** Every event of a month, submissions in the order given. */
  static List<Event> of(MonthInputs inputs, List<Verdict> verdicts) {
    SubmissionEvents all = new SubmissionEvents(inputs, verdicts);
    all.findSuccessors();
    Set<String> performance = InForce.at(verdicts, inputs.performanceCut());
    Set<String> last = InForce.at(verdicts, inputs.cut());
    for (Verdict verdict : verdicts) {
      String id = verdict.delivery().submissionId();
      all.add(verdict, performance.contains(id), last.contains(id));
    }
    return all.events;
  }

  /** Each accepted submission is superseded by the next accepted one of its sender. */
  private void findSuccessors() {
    Map<String, Verdict> before = new HashMap<>();
    verdicts.stream()
        .filter(verdict -> verdict.isAccepted() && verdict.repeats() == null)
        .sorted(InForce.LATEST)
        .forEach(
            verdict -> {
              Verdict earlier = before.put(InForce.sender(verdict.delivery()), verdict);
              if (earlier != null) {
                successors.put(earlier.delivery().submissionId(), verdict);
              }
            });
  }

  private void add(Verdict verdict, boolean isInPerformance, boolean isInLast) {
    Delivery delivery = verdict.delivery();
    Instant received = delivery.receivedAt();
    int first = events.size();
    event(first, delivery, "RECEIVED", received, delivery.sender(), received(delivery));
    if (verdict.repeats() == null) {
      event(first, delivery, "VALIDATING", received, "check", "Judged as it stood when received.");
    }
    event(first, delivery, verdict.state(), received, "check", outcome(verdict));
    if (!verdict.isAccepted() || verdict.repeats() != null) {
      return;
    }
    if (verdict.isLate()) {
      String why = "It came after the performance cut of " + cut(inputs.performanceCut());
      event(first, delivery, "LATE", received, "calendar", why + ".");
    }
    if (isInPerformance) {
      String why = "In force at the performance cut.";
      event(first, delivery, "INCLUDED_PERFORMANCE", inputs.performanceCut(), "calendar", why);
    }
    Verdict successor = successors.get(delivery.submissionId());
    if (successor != null) {
      Delivery next = successor.delivery();
      String why = "Submission " + next.seq() + " was accepted and replaces the whole month.";
      event(first, delivery, "SUPERSEDED", next.receivedAt(), next.sender(), why);
    } else if (isInLast && inputs.isFinal()) {
      String why = "In force when the year closed.";
      event(first, delivery, "INCLUDED_FINAL", inputs.cut(), "calendar", why);
    }
  }

  private void event(
      int first, Delivery delivery, String state, Instant at, String who, String why) {
    events.add(new Event(delivery, events.size() - first + 1, state, at, who, why));
  }

  private static String received(Delivery delivery) {
    long bytes = delivery.files().stream().mapToLong(Delivery.DeliveredFile::bytes).sum();
    return "%d files with %d bytes.".formatted(delivery.files().size(), bytes);
  }

  private static String cut(Instant cut) {
    return CLOCK.format(cut) + " (time in England)";
  }

  private static String outcome(Verdict verdict) {
    @Nullable String reason = verdict.reason();
    if (reason != null) {
      return reason;
    }
    return verdict.isNilReturn()
        ? "A nil return: no activity."
        : verdict.state().equals("ACCEPTED")
            ? "No rule was broken."
            : "No row was lost; there are warnings.";
  }
}
