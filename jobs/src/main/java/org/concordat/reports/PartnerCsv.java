package org.concordat.reports;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.concordat.schemas.Family;
import org.jspecify.annotations.Nullable;

/**
 * Splits a frame of all partners into one CSV file per partner, in one pass and in bounded memory:
 * the engine brings each partner's rows together in order, the driver sees them one by one.
 */
final class PartnerCsv {

  private static final List<String> PARTNER = List.of("family", "organisation_code");

  private PartnerCsv() {}

  /**
   * @param rows rows with the columns family and organisation_code
   * @param columns columns of the CSV files
   * @param order columns that order a partner's rows totally
   * @param partitions how many pieces the engine sorts; changes memory, never results
   * @param file where a partner's file goes
   * @param each is shown every row once, a partner's rows one after the other
   */
  static void write(
      Dataset<Row> rows,
      List<String> columns,
      List<String> order,
      int partitions,
      Function<Partner, Path> file,
      BiConsumer<Partner, Row> each) {
    Column[] together = PARTNER.stream().map(functions::col).toArray(Column[]::new);
    Column[] sorted =
        Stream.concat(PARTNER.stream(), order.stream()).map(functions::col).toArray(Column[]::new);
    Dataset<Row> ordered =
        (partitions == 1 ? rows.repartition(1) : rows.repartition(partitions, together))
            .sortWithinPartitions(sorted);
    Partner current = null;
    CsvSink sink = null;
    try {
      Iterator<Row> iterator = ordered.toLocalIterator();
      while (iterator.hasNext()) {
        Row row = iterator.next();
        Partner partner = partner(row);
        if (sink == null || !partner.equals(current)) {
          close(sink);
          sink = new CsvSink(file.apply(partner), columns);
          current = partner;
        }
        sink.row(columns.stream().map(column -> Cells.text(row, column)).toList());
        each.accept(partner, row);
      }
    } finally {
      close(sink);
    }
  }

  static Partner partner(Row row) {
    return new Partner(
        Family.valueOf(Cells.text(row, "family")), Cells.text(row, "organisation_code"));
  }

  /** Only rows of organisations, not those of the nation. */
  static Dataset<Row> partnersOnly(Dataset<Row> rows) {
    Object[] families = Arrays.stream(Family.values()).map(Enum::name).toArray();
    return rows.where(functions.col("family").isin(families))
        .where(functions.col("organisation_code").notEqual("ENGLAND"));
  }

  private static void close(@Nullable CsvSink sink) {
    if (sink != null) {
      sink.close();
    }
  }
}
