package org.concordat.link;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/** Names of single records. */
final class RowIds {

  private RowIds() {}

  /** Submission, table and record: names one record of one table for ever. */
  static Column of(String table) {
    return concat_ws("|", col("submission_id"), lit(table), col("record").cast("string"));
  }
}
