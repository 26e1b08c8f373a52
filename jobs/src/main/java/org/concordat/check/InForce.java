package org.concordat.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concordat.platform.Delivery;

/**
 * Which submission counts for a family, organisation and month (submission-and-validation 2.3): the
 * latest accepted one received at or before the cut. A later rejected one never displaces it; ties
 * go to the higher sequence, then to the higher id.
 */
final class InForce {

  /** Order in which submissions came. */
  static final Comparator<Delivery> ARRIVAL =
      Comparator.comparing(Delivery::receivedAt)
          .thenComparing(Delivery::seq)
          .thenComparing(Delivery::submissionId);

  /** The same order of what was decided about them. */
  static final Comparator<Verdict> LATEST = Comparator.comparing(Verdict::delivery, ARRIVAL);

  private InForce() {}

  /** Family and organisation: one submission counts for both together. */
  static String sender(Delivery delivery) {
    return delivery.family() + " " + delivery.organisationCode();
  }

  /** The verdicts of one month, with those in force marked; in the order given. */
  static List<Verdict> chosen(List<Verdict> verdicts, Instant cut) {
    Set<String> inForce = at(verdicts, cut);
    List<Verdict> chosen = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      chosen.add(inForce.contains(verdict.delivery().submissionId()) ? verdict.inForce() : verdict);
    }
    return chosen;
  }

  /** Ids of the submissions of one month that count at a cut. */
  static Set<String> at(List<Verdict> verdicts, Instant cut) {
    Map<String, Verdict> counts = new HashMap<>();
    for (Verdict verdict : verdicts) {
      if (verdict.isAccepted()
          && verdict.repeats() == null
          && !verdict.delivery().receivedAt().isAfter(cut)) {
        counts.merge(
            sender(verdict.delivery()),
            verdict,
            (before, other) -> LATEST.compare(other, before) > 0 ? other : before);
      }
    }
    Set<String> ids = new HashSet<>();
    counts.values().forEach(verdict -> ids.add(verdict.delivery().submissionId()));
    return ids;
  }
}
