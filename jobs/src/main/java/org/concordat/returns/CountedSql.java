package org.concordat.returns;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.schemas.Average;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.ReportingMonth;

/** The SQL that counts a mart's rows and that takes a count apart into rows again: one wording. */
final class CountedSql {

  private CountedSql() {}

  /**
   * What a row gives to a figure: 1, what is added up, or the key that is counted once; null for a
   * row that does not count.
   */
  static String value(Measure.Counted how) {
    String column = how.column().orElse("1");
    return "case when %s then %s end"
        .formatted(
            how.filter(), how.kind().equals("sum") ? "cast(" + column + " as bigint)" : column);
  }

  /** What a row gives to an average: its value; null where it has none or does not count. */
  static String value(Average how) {
    return "case when %s then %s end".formatted(how.filter(), how.column());
  }

  /**
   * What values of rows give together, as a bigint; 0 where no row counts.
   *
   * @param value SQL of {@link #value}, or a column that holds it
   */
  static String together(Measure.Counted how, String value) {
    return switch (how.kind()) {
      case "sum" -> "coalesce(sum(" + value + "), 0)";
      // A set per group: Spark would write every row once more for each distinct count.
      case "distinct" -> "cast(size(collect_set(" + value + ")) as bigint)";
      default -> "count(" + value + ")";
    };
  }

  /**
   * The level a row belongs to: what is not known belongs to {@link Breakdown#UNKNOWN}.
   *
   * @param column the characteristic, SQL over the mart's columns
   */
  static String level(String column) {
    return "if(%1$s is null or lower(%1$s) = 'unknown', '%2$s', %1$s)"
        .formatted(column, Breakdown.UNKNOWN);
  }

  /**
   * The answer of a query over a month of a mart, with the parameters that filters of measures may
   * use.
   *
   * @param view name by which the query calls the rows
   * @param more further parameters, by name
   */
  static Dataset<Row> over(
      SparkSession spark,
      Dataset<Row> rows,
      String view,
      String sql,
      ReportingMonth month,
      Map<String, Object> more) {
    Map<String, Object> parameters = new HashMap<>(more);
    parameters.put("month_start", month.start());
    parameters.put("month_end", month.end());
    rows.createOrReplaceTempView(view);
    try {
      return spark.sql(sql, parameters);
    } finally {
      spark.catalog().dropTempView(view);
    }
  }
}
