package org.concordat.schemas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one landing table that some measures use.
 *
 * @param table landing table
 * @param where SQL over its columns and :month_start, :month_end; true where the row is used
 * @param measures ids of counted measures
 * @param counts those of the measures that count each such row as one
 * @param through parent table whose row must be used by a measure as well, as far as that table has
 *     items for the measure; null for none. The same for all items of a table
 */
public record MeasureRows(
    String table,
    String where,
    List<String> measures,
    List<String> counts,
    @Nullable String through) {

  public MeasureRows {
    counts = counts == null ? List.of() : List.copyOf(counts);
    if (!measures.containsAll(counts)) {
      throw new IllegalArgumentException(table + " counts for a measure that does not use it");
    }
  }
}
