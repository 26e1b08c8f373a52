package org.concordat.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which submission counts for a family, organisation and month (submission-and-validation 2.3): the
 * latest accepted one received at or before the cut. A later rejected one never displaces it; ties
 * go to the higher sequence, then to the higher id.
 */
final class InForce {

  private static final Comparator<Verdict> LATEST =
      Comparator.comparing((Verdict v) -> v.delivery().receivedAt())
          .thenComparing(v -> v.delivery().seq())
          .thenComparing(v -> v.delivery().submissionId());

  private InForce() {}

  /** The verdicts of one month, with those in force marked; in the order given. */
  static List<Verdict> chosen(List<Verdict> verdicts, Instant cut) {
    Map<String, Verdict> counts = new HashMap<>();
    for (Verdict verdict : verdicts) {
      if (verdict.isAccepted()
          && !verdict.isUnchanged()
          && !verdict.delivery().receivedAt().isAfter(cut)) {
        String sender = verdict.delivery().family() + " " + verdict.delivery().organisationCode();
        Verdict before = counts.get(sender);
        if (before == null || LATEST.compare(verdict, before) > 0) {
          counts.put(sender, verdict);
        }
      }
    }
    List<Verdict> chosen = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      chosen.add(counts.containsValue(verdict) ? verdict.inForce() : verdict);
    }
    return chosen;
  }
}
