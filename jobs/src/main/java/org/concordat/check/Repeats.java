package org.concordat.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concordat.platform.Delivery;

/**
 * Submissions whose table files repeat, byte for byte, those of an earlier one of the same month:
 * acknowledged, not judged again (submission-and-validation 2.3).
 */
final class Repeats {

  private final List<Inspection> inspections;

  /**
   * @param inspections what the file rules say of the submissions of one month
   */
  Repeats(List<Inspection> inspections) {
    this.inspections = inspections;
  }

  /** The repeating submission to the first one with the same files. */
  Map<String, String> ofEarlier() {
    Map<String, String> earlier = new TreeMap<>();
    Map<String, String> first = new HashMap<>();
    inspections.stream()
        .filter(inspection -> !inspection.isRejected())
        .map(Inspection::delivery)
        .sorted(Comparator.comparing(Delivery::receivedAt).thenComparing(Delivery::seq))
        .forEach(
            delivery -> {
              String before = first.putIfAbsent(files(delivery), delivery.submissionId());
              if (before != null) {
                earlier.put(delivery.submissionId(), before);
              }
            });
    return earlier;
  }

  private static String files(Delivery delivery) {
    return delivery.files().stream()
        .filter(file -> FileFormat.of(file.path()).isPresent())
        .map(file -> file.path() + " " + file.sha256())
        .sorted()
        .collect(
            Collectors.joining("\n", delivery.family() + " " + delivery.organisationCode(), ""));
  }
}
