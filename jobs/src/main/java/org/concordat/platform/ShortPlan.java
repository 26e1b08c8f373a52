package org.concordat.platform;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cuts a long question into parts. Spark goes through the whole plan again for every column that is
 * added to it, so that a question of a hundred steps is planned a hundred times over; for a few
 * thousand rows that is nearly all the time there is.
 */
public final class ShortPlan {

  private ShortPlan() {}

  /**
   * The same rows, planned up to here: what is asked of the result is planned by itself. Nothing is
   * computed or kept; settings of the session that shape a plan must be set before.
   */
  public static Dataset<Row> of(Dataset<Row> rows) {
    return rows.sparkSession()
        .internalCreateDataFrame(rows.queryExecution().toRdd(), rows.schema(), false);
  }
}
