package org.concordat.testing;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Frames from rows written as one-line JSON with single quotes; columns left out are null. */
public final class Rows {

  private Rows() {}

  public static Dataset<Row> of(StructType schema, String... json) {
    List<String> lines = Arrays.stream(json).map(line -> line.replace('\'', '"')).toList();
    return SharedSpark.session()
        .read()
        .schema(schema)
        .option("mode", "FAILFAST")
        .json(SharedSpark.session().createDataset(lines, Encoders.STRING()));
  }

  /**
   * All rows as JSON texts, sorted, nulls left out: compare without order, differences readable.
   */
  public static List<String> json(Dataset<Row> frame) {
    return frame.toJSON().collectAsList().stream()
        .map(line -> line.replace('"', '\''))
        .sorted()
        .toList();
  }
}
