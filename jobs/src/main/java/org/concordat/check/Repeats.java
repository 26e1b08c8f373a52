package org.concordat.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concordat.platform.Delivery;

/**
 * Submissions whose table files repeat, byte for byte, those of the one that stands: acknowledged
 * as no change, not judged again (submission-and-validation 2.3, rule 3).
 *
 * <p>One that goes back to files of a submission that another has replaced since is no repeat: it
 * changes what counts.
 */
final class Repeats {

  private Repeats() {}

  /**
   * The repeating submission to the one it repeats, as far as can be told before rows are judged:
   * only the one that came just before it is looked at.
   *
   * @param readable deliveries of one month that no file rule rejects
   */
  static Map<String, String> ofTheOneBefore(Collection<Delivery> readable) {
    Map<String, String> repeats = new TreeMap<>();
    Map<String, Delivery> standing = new HashMap<>();
    for (Delivery delivery : inOrder(readable)) {
      String sender = InForce.sender(delivery);
      Delivery before = standing.get(sender);
      if (before != null && files(before).equals(files(delivery))) {
        repeats.put(delivery.submissionId(), before.submissionId());
      } else {
        standing.put(sender, delivery);
      }
    }
    return repeats;
  }

  /**
   * The verdicts, with those marked that repeat the accepted one that stood when they came, though
   * a rejected one came between.
   */
  static List<Verdict> marked(List<Verdict> verdicts) {
    Map<String, Verdict> byId = new HashMap<>();
    verdicts.forEach(verdict -> byId.put(verdict.delivery().submissionId(), verdict));
    Map<String, Delivery> standing = new HashMap<>();
    for (Delivery delivery : inOrder(verdicts.stream().map(Verdict::delivery).toList())) {
      Verdict verdict = byId.get(delivery.submissionId());
      if (verdict == null || !verdict.isAccepted() || verdict.repeats() != null) {
        continue;
      }
      Delivery before = standing.get(InForce.sender(delivery));
      if (before != null && files(before).equals(files(delivery))) {
        byId.put(delivery.submissionId(), verdict.repeating(before.submissionId()));
      } else {
        standing.put(InForce.sender(delivery), delivery);
      }
    }
    return verdicts.stream()
        .map(verdict -> byId.getOrDefault(verdict.delivery().submissionId(), verdict))
        .map(verdict -> toTheFirst(verdict, byId))
        .toList();
  }

  /** What repeats a repeat repeats the same one. */
  private static Verdict toTheFirst(Verdict verdict, Map<String, Verdict> byId) {
    Verdict repeated = verdict.repeats() == null ? null : byId.get(verdict.repeats());
    return repeated == null || repeated.repeats() == null
        ? verdict
        : verdict.repeating(repeated.repeats());
  }

  private static List<Delivery> inOrder(Collection<Delivery> deliveries) {
    List<Delivery> ordered = new ArrayList<>(deliveries);
    ordered.sort(InForce.ARRIVAL);
    return ordered;
  }

  private static String files(Delivery delivery) {
    return delivery.files().stream()
        .filter(file -> FileFormat.of(file.path()).isPresent())
        .map(file -> file.path() + " " + file.sha256())
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
