package org.concordat.returns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measures;
import org.jspecify.annotations.Nullable;

/** Finds the one figure of a return that a request means, or says what there is instead. */
final class CellChoice {

  private static final double NEAR = 0.8;
  private static final int NAMED = 40;
  private static final JaroWinklerSimilarity LIKENESS = new JaroWinklerSimilarity();

  private final Measures measures;
  private final ReturnVersion version;

  CellChoice(Measures measures, ReturnVersion version) {
    this.measures = measures;
    this.version = version;
  }

  /**
   * @throws WrongRequestException in one line, if the return has no such cell or more than one
   */
  ReturnVersion.Figure figure(CellRequest request) {
    List<ReturnVersion.Figure> left =
        narrowed(
            version.figures(),
            "measure",
            request.measure(),
            (figure, text) -> same(text, figure.measure()),
            ReturnVersion.Figure::measure);
    String measure = left.get(0).measure();
    String of = " of " + measure;
    left =
        narrowed(
            left,
            "breakdown" + of,
            breakdown(request),
            (figure, text) ->
                same(text, figure.breakdown()) || same(text, id(measure, figure.breakdown())),
            ReturnVersion.Figure::breakdown);
    left =
        narrowed(
            left,
            "primary level" + of,
            request.primary(),
            (figure, text) -> same(text, figure.primary()) || same(text, figure.primaryWords()),
            ReturnVersion.Figure::primary);
    left =
        narrowed(
            left,
            "secondary level" + of,
            request.secondary(),
            (figure, text) -> same(text, figure.secondary()) || same(text, figure.secondaryWords()),
            ReturnVersion.Figure::secondary);
    if (left.size() > 1) {
      throw new WrongRequestException(several(measure, left));
    }
    ReturnVersion.Figure figure = left.get(0);
    if (request.value() != null && !request.value().equals(figure.value())) {
      throw new WrongRequestException(
          "The line is not of version %d of this return, where its value is %s and not %s; name its version with --version"
              .formatted(version.manifest().version(), figure.value(), request.value()));
    }
    return figure;
  }

  /** England, unless a breakdown or a level is named. */
  private static @Nullable String breakdown(CellRequest request) {
    boolean isNothingNamed =
        request.breakdown() == null && request.primary() == null && request.secondary() == null;
    return isNothingNamed ? "England" : request.breakdown();
  }

  private String id(String measure, String label) {
    return measures.breakdowns(measures.measure(measure)).stream()
        .filter(breakdown -> breakdown.label().equals(label))
        .map(Breakdown::id)
        .findFirst()
        .orElse(label);
  }

  private static List<ReturnVersion.Figure> narrowed(
      List<ReturnVersion.Figure> figures,
      String what,
      @Nullable String asked,
      BiPredicate<ReturnVersion.Figure, String> isMeant,
      Function<ReturnVersion.Figure, String> name) {
    if (asked == null) {
      return figures;
    }
    List<ReturnVersion.Figure> meant =
        figures.stream().filter(figure -> isMeant.test(figure, asked)).toList();
    if (meant.isEmpty()) {
      throw new WrongRequestException(
          "There is no "
              + what
              + " called \""
              + asked
              + "\"; "
              + instead(asked, names(figures, name)));
    }
    return meant;
  }

  private static String several(String measure, List<ReturnVersion.Figure> figures) {
    for (Level level :
        List.of(
            new Level("--breakdown", ReturnVersion.Figure::breakdown),
            new Level("--primary", ReturnVersion.Figure::primary),
            new Level("--secondary", ReturnVersion.Figure::secondary))) {
      List<String> names = names(figures, level.name());
      if (names.size() > 1) {
        return "This is more than one cell of %s; say which with %s: %s"
            .formatted(measure, level.flag(), listed(names));
      }
    }
    throw new IllegalStateException("The return has a cell of " + measure + " twice");
  }

  private record Level(String flag, Function<ReturnVersion.Figure, String> name) {}

  private static List<String> names(
      List<ReturnVersion.Figure> figures, Function<ReturnVersion.Figure, String> name) {
    return figures.stream().map(name).distinct().sorted().toList();
  }

  private static String instead(String asked, Collection<String> names) {
    List<String> near = new ArrayList<>(names);
    near.removeIf(name -> likeness(asked, name) < NEAR);
    near.sort(Comparator.comparingDouble((String name) -> -likeness(asked, name)));
    return near.isEmpty() || names.size() <= near.size()
        ? "there are: " + listed(names)
        : "nearest: " + String.join(", ", near.subList(0, Math.min(3, near.size())));
  }

  private static String listed(Collection<String> names) {
    String first = String.join(", ", names.stream().limit(NAMED).toList());
    return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
  }

  private static double likeness(String one, String other) {
    return LIKENESS.apply(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }

  private static boolean same(String one, String other) {
    return one.strip().equalsIgnoreCase(other);
  }
}
