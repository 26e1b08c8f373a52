package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One figure that is another one when a version is made again by other code. It holds exact values,
 * so it is not for publication.
 *
 * @param breakdown label of the breakdown
 * @param primary code of the primary level
 * @param secondary code of the secondary level
 * @param publishedWas text of the open file as recorded; null where it had no such row
 * @param publishedIs text that is made now; null where no such row is made
 * @param exactWas exact value as recorded, empty for none; null where it had no such row or no twin
 *     is there
 * @param exactIs exact value that is made now; null as above
 */
public record MovedFigure(
    String measure,
    String breakdown,
    String primary,
    String secondary,
    @Nullable @JsonProperty("published_was") String publishedWas,
    @Nullable @JsonProperty("published_is") String publishedIs,
    @Nullable @JsonProperty("exact_was") String exactWas,
    @Nullable @JsonProperty("exact_is") String exactIs) {

  /** Whether readers of the open file would see another text. */
  @JsonIgnore
  public boolean isPublished() {
    return publishedWas == null || !publishedWas.equals(publishedIs);
  }

  /** Whether it is a figure of England as a whole. */
  @JsonIgnore
  public boolean isEngland() {
    return breakdown.equals(ReturnDifference.ENGLAND);
  }

  /**
   * Every figure whose published text or exact value differs, in the order of the recorded file,
   * then those that are new.
   */
  static List<MovedFigure> between(ReturnVersion before, ReturnVersion now) {
    Map<List<String>, ReturnVersion.Figure> was = byKey(before);
    Map<List<String>, ReturnVersion.Figure> is = byKey(now);
    Map<List<String>, String> exactWas = before.exact().orElse(Map.of());
    // Without a recorded twin there is nothing to hold exact values against.
    Map<List<String>, String> exactIs =
        exactWas.isEmpty() ? Map.of() : now.exact().orElse(Map.of());
    Set<List<String>> keys = new LinkedHashSet<>(was.keySet());
    keys.addAll(is.keySet());
    List<MovedFigure> moved = new ArrayList<>();
    for (List<String> key : keys) {
      ReturnVersion.Figure one = was.get(key);
      ReturnVersion.Figure other = is.get(key);
      MovedFigure figure =
          new MovedFigure(
              key.get(3),
              key.get(0),
              key.get(1),
              key.get(2),
              one == null ? null : text(one),
              other == null ? null : text(other),
              exactWas.get(key),
              exactIs.get(key));
      if (figure.isPublished() || !Objects.equals(figure.exactWas, figure.exactIs)) {
        moved.add(figure);
      }
    }
    return moved;
  }

  /** The value with its mark, since a mark that comes or goes is a change as well. */
  private static String text(ReturnVersion.Figure figure) {
    return (figure.value() + " " + figure.note()).strip();
  }

  private static Map<List<String>, ReturnVersion.Figure> byKey(ReturnVersion version) {
    Map<List<String>, ReturnVersion.Figure> figures = new LinkedHashMap<>();
    version.figures().forEach(figure -> figures.put(figure.key(figure.measure()), figure));
    return figures;
  }
}
