package org.concordat.schemas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one landing table that some measures use.
 *
 * @param table landing table
 * @param where SQL over its columns and :month_start, :month_end; true where the row is used
 * @param measures ids of counted measures
 * @param through parent table whose row must be used by a measure as well, as far as that table has
 *     items for the measure; null for none. The same for all items of a table
 */
public record MeasureRows(
    String table, String where, List<String> measures, @Nullable String through) {}
