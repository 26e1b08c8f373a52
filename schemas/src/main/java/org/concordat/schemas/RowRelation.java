package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a row must stand to other rows of the same submission.
 *
 * <p>Its SQL sees the columns of the row under their names, those of the other row with {@code
 * other_} before them, those of a looked-up row with the lookup's name and an underscore before
 * them, and the parameters {@code :month_start}, {@code :month_end}, {@code :created_at} and {@code
 * :organisation_code}. Only rows that no rule rejected are compared, and a row with at most {@link
 * #MOST_OTHERS} others of its key.
 *
 * @param other table of the other rows; may be the row's own, then the row itself is left out
 * @param on columns of the row and those of the other row that must be equal; a row in which one of
 *     them is blank is not judged
 * @param applies SQL over the row and its lookups: only rows for which it is true are judged; null
 *     for every row
 * @param expression SQL over both rows
 * @param brokenWhen whether the rule is broken when some other row satisfies the expression, or
 *     when none does
 * @param related column of the other row that the message quotes; null for none
 * @param onlyEarlier whether a row is compared only with rows of its own table that stand before
 *     it, so that of two that clash the later one is named; both where nothing is said
 * @param lookups rows of reference tables by name
 */
public record RowRelation(
    String other,
    Map<String, String> on,
    @Nullable String applies,
    String expression,
    @JsonProperty("broken_when") BrokenWhen brokenWhen,
    @Nullable String related,
    @Nullable @JsonProperty("only_earlier") Boolean onlyEarlier,
    Map<String, Lookup> lookups) {

  /**
   * A row is compared with so many others of its key at most, in the order sent, so that a key that
   * stands in thousands of rows costs no more than its rows. A rule of {@link BrokenWhen#NONE} is
   * not broken where the limit was reached.
   */
  public static final int MOST_OTHERS = 200;

  /** What comes before the columns of the other row. */
  public static final String OTHER = "other_";

  public RowRelation {
    on = on == null ? Map.of() : new LinkedHashMap<>(on);
    lookups = lookups == null ? Map.of() : new LinkedHashMap<>(lookups);
  }

  /** When a relation is broken. */
  public enum BrokenWhen {
    /** Some other row satisfies the expression. */
    @JsonProperty("some")
    SOME,
    /** No other row satisfies it. */
    @JsonProperty("none")
    NONE
  }

  /**
   * One row of a reference table, found by its key; its columns are null when there is none.
   *
   * @param table where it stands
   * @param on columns of the row, or of the other row with {@code other_} before them, and the
   *     columns of the table they equal
   */
  public record Lookup(String table, Map<String, String> on) {

    public Lookup {
      on = on == null ? Map.of() : new LinkedHashMap<>(on);
    }

    /** Whether the other row, not the row itself, says which row is looked up. */
    public boolean isOfOther() {
      return on.keySet().stream().allMatch(column -> column.startsWith(OTHER));
    }

    /** The columns that say which row is looked up, under the names of their own table. */
    public List<String> from() {
      return on.keySet().stream()
          .map(column -> isOfOther() ? column.substring(OTHER.length()) : column)
          .toList();
    }

    /** The columns of the table that must equal {@link #from()}. */
    public List<String> to() {
      return List.copyOf(on.values());
    }
  }

  /** Whether only rows that stand before the row are compared with it. */
  public boolean isOnlyEarlier() {
    return Boolean.TRUE.equals(onlyEarlier);
  }

  /** The columns of the row that find the others. */
  public List<String> ourKey() {
    return List.copyOf(on.keySet());
  }

  /** The columns of the other row that must equal {@link #ourKey()}. */
  public List<String> otherKey() {
    return List.copyOf(on.values());
  }
}
