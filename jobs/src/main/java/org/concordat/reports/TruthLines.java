package org.concordat.reports;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Precision, recall and B-cubed of linked people and events, of invented data only. */
final class TruthLines {

  private static final List<String> BREAKDOWNS =
      List.of("all", "ethnic_group5", "sex", "birth_decade", "identifiers");

  private TruthLines() {}

  /** One line for all people, for each group, and for events; none without truth. */
  static List<LinkagePage.TruthLine> of(LinkageFigures figures) {
    Stream<LinkagePage.TruthLine> people =
        BREAKDOWNS.stream()
            .flatMap(
                breakdown ->
                    figures.truths().stream()
                        .filter(t -> t.of().equals("people") && t.breakdown().equals(breakdown))
                        .map(LinkageFigures.Truth::value)
                        .distinct()
                        .sorted()
                        .map(value -> line(figures, "people", breakdown, value)));
    Stream<LinkagePage.TruthLine> events =
        figures.truths().stream()
            .filter(t -> t.of().equals("events"))
            .map(LinkageFigures.Truth::value)
            .distinct()
            .map(value -> line(figures, "events", "all", value));
    return Stream.concat(people, events).toList();
  }

  private static LinkagePage.TruthLine line(
      LinkageFigures figures, String of, String breakdown, String value) {
    return new LinkagePage.TruthLine(
        words(of, breakdown, value),
        figure(figures, of, "precision", breakdown, value),
        figure(figures, of, "recall", breakdown, value),
        figure(figures, of, "f1", breakdown, value),
        figure(figures, of, "bcubed_precision", breakdown, value),
        figure(figures, of, "bcubed_recall", breakdown, value));
  }

  private static String figure(
      LinkageFigures figures, String of, String measure, String breakdown, String value) {
    return figures
        .truth(of, measure, breakdown, value)
        .map(figure -> String.format(Locale.ROOT, "%.3f", figure))
        .orElse("–");
  }

  private static String words(String of, String breakdown, String value) {
    if (of.equals("events")) {
      return "Section 135 and 136 events";
    }
    return switch (breakdown) {
      case "all" -> "All people";
      case "birth_decade" -> "Born " + value + "0 to " + value + "9";
      case "sex" -> value.equals("1") ? "Male" : value.equals("2") ? "Female" : "Sex " + value;
      case "identifiers" ->
          value.isEmpty()
              ? "Record without usable identifiers"
              : "Record with "
                  + value.replace("nhs_number", "NHS number").replace('_', ' ').replace(",", ", ");
      default -> value;
    };
  }
}
