package org.concordat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.concordat.platform.CodeVersion;
import org.concordat.returns.MovedFigure;
import org.concordat.returns.RebuiltReturn;
import org.jspecify.annotations.Nullable;

/**
 * Versions that were made again as somebody reads them on a terminal: files that differ, versions
 * that differ, and which figures would move, month by month.
 */
final class BackTestText {

  private static final int MEASURES = 20;
  private static final int LARGEST = 10;

  private final List<RebuiltReturn> rebuilt;

  BackTestText(List<RebuiltReturn> rebuilt) {
    this.rebuilt = rebuilt;
  }

  void show(Console console) {
    rebuilt.forEach(one -> show(one, console));
    if (rebuilt.size() > 1) {
      console.line("Figures that would move, by month:");
      console.table(
          List.of("month", "version", "all", "published", "of England"),
          rebuilt.stream().map(BackTestText::line).toList());
    }
  }

  private static List<String> line(RebuiltReturn one) {
    List<MovedFigure> moved = one.moved();
    List<String> line = new ArrayList<>(List.of(one.month(), "v" + one.version()));
    line.addAll(
        moved == null
            ? List.of("not made", "", "")
            : List.of(
                "" + moved.size(),
                "" + moved.stream().filter(MovedFigure::isPublished).count(),
                "" + moved.stream().filter(MovedFigure::isEngland).count()));
    return line;
  }

  private static void show(RebuiltReturn one, Console console) {
    console.line("%s %s, version %d:".formatted(one.month(), one.status(), one.version()));
    if (!one.isOfThisCode()) {
      console.line(
          "Made by code %s and again by code %s: the manifest must differ, nothing else may."
              .formatted(one.madeBy(), CodeVersion.text()));
    }
    one.held().forEach(reason -> console.line("Held back by this code: " + reason + "."));
    one.versions()
        .forEach(
            (name, version) ->
                console.line(
                    "Version of %s: was %s, is %s."
                        .formatted(name, shown(version.was()), shown(version.is()))));
    console.table(
        List.of("file", "outcome", "what"),
        one.files().stream()
            .map(file -> List.of(file.file(), file.outcome(), file.note()))
            .toList());
    List<RebuiltReturn.Compared> different = one.different();
    console.line(
        different.isEmpty()
            ? one.isOfThisCode()
                ? "Every file is the same, byte for byte."
                : "Every figure is the same, byte for byte."
            : "Not the same: %d of %d files differ."
                .formatted(different.size(), one.files().size()));
    Optional.ofNullable(one.moved())
        .filter(moved -> !moved.isEmpty())
        .ifPresent(moved -> moved(moved, console));
  }

  private static void moved(List<MovedFigure> moved, Console console) {
    console.line(
        "Figures that would move: %d, of which readers would see %d. For people who may see exact values."
            .formatted(moved.size(), moved.stream().filter(MovedFigure::isPublished).count()));
    Map<String, List<MovedFigure>> byMeasure = new TreeMap<>();
    moved.forEach(
        figure -> byMeasure.computeIfAbsent(figure.measure(), m -> new ArrayList<>()).add(figure));
    console.table(
        List.of("measure", "figures", "England was", "is", "published was", "is"),
        byMeasure.entrySet().stream()
            .limit(MEASURES)
            .map(measure -> ofEngland(measure.getKey(), measure.getValue()))
            .toList());
    more(console, byMeasure.size() - MEASURES, "measures");
    List<MovedFigure> below = moved.stream().filter(figure -> !figure.isEngland()).toList();
    if (!below.isEmpty()) {
      console.table(
          List.of("measure", "where", "was", "is", "published was", "is"),
          below.stream().limit(LARGEST).map(BackTestText::below).toList());
      more(console, below.size() - LARGEST, "figures");
    }
  }

  private static void more(Console console, int more, String what) {
    if (more > 0) {
      console.line("and %d more %s (--json)".formatted(more, what));
    }
  }

  private static List<String> ofEngland(String measure, List<MovedFigure> figures) {
    Optional<MovedFigure> england = figures.stream().filter(MovedFigure::isEngland).findFirst();
    return List.of(
        measure,
        "" + figures.size(),
        england.map(figure -> shown(figure.exactWas())).orElse("the same"),
        england.map(figure -> shown(figure.exactIs())).orElse(""),
        england.map(figure -> shown(figure.publishedWas())).orElse(""),
        england.map(figure -> shown(figure.publishedIs())).orElse(""));
  }

  private static List<String> below(MovedFigure figure) {
    String where =
        figure.breakdown()
            + " / "
            + figure.primary()
            + (figure.secondary().equals("NONE") ? "" : " / " + figure.secondary());
    return List.of(
        figure.measure(),
        where,
        shown(figure.exactWas()),
        shown(figure.exactIs()),
        shown(figure.publishedWas()),
        shown(figure.publishedIs()));
  }

  private static String shown(@Nullable String value) {
    return value == null ? "not there" : value.isEmpty() ? "none" : value;
  }
}
