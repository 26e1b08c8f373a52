package org.concordat.returns;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.DeequGate;
import org.concordat.platform.GateCheck;
import org.jspecify.annotations.Nullable;

/**
 * The last look at the rows of the file before they go out, by Deequ: one row per key, no row
 * missing or too many, no value that is not protected.
 */
final class ReturnGate {

  private static final DataType STEP = DataTypes.createDecimalType(3, 1);

  private static final StructType SCHEMA =
      new StructType()
          .add("BREAKDOWN", DataTypes.StringType)
          .add("PRIMARY_LEVEL", DataTypes.StringType)
          .add("SECONDARY_LEVEL", DataTypes.StringType)
          .add("MEASURE_ID", DataTypes.StringType)
          .add("MEASURE_VALUE", DataTypes.StringType)
          .add("VALUE_NOTE", DataTypes.StringType)
          .add("is_expected", DataTypes.BooleanType)
          .add("is_protected_count", DataTypes.BooleanType)
          .add("has_decimal", DataTypes.BooleanType)
          .add("average_step", STEP);

  private ReturnGate() {}

  /**
   * @param what what would be published
   * @param skeleton rows that must be there
   * @param published rows of the file
   * @param smallCount least protected count that may be shown
   * @param roundTo what protected counts are multiples of
   * @throws org.concordat.platform.GateHeldException naming each condition that failed
   */
  static void require(
      SparkSession spark,
      String what,
      List<ReturnRow> skeleton,
      List<ReturnRow> published,
      int smallCount,
      int roundTo) {
    spark.sparkContext().setJobDescription("returns: gate " + what);
    DeequGate.require(
        what,
        spark.createDataFrame(rows(skeleton, published), SCHEMA).repartition(1),
        List.of(
            GateCheck.notEmpty(),
            GateCheck.unique("BREAKDOWN", "PRIMARY_LEVEL", "SECONDARY_LEVEL", "MEASURE_ID"),
            GateCheck.complete("MEASURE_VALUE"),
            GateCheck.satisfies("the row is in the skeleton", "is_expected"),
            GateCheck.satisfies(
                "the value is a whole number that is not negative, one decimal for a rate or an average,"
                    + " or an asterisk",
                "coalesce(MEASURE_VALUE rlike"
                    + " if(has_decimal, '^([0-9]+[.][0-9]|[*])$', '^([0-9]+|[*])$'), false)"),
            GateCheck.satisfies(
                "a protected count is hidden or rounded", protectedCount(smallCount, roundTo)),
            GateCheck.satisfies(
                "a protected average is hidden or rounded",
                "average_step is null or MEASURE_VALUE = '*'"
                    + " or try_cast(MEASURE_VALUE as decimal(12, 1)) % average_step = 0"),
            GateCheck.satisfies(
                "what was not received has no figure", "VALUE_NOTE = '' or MEASURE_VALUE = '*'")));
    spark.sparkContext().setJobDescription(null);
  }

  /** Rounding may bring the least count that is shown below the limit, never to nought. */
  private static String protectedCount(int smallCount, int roundTo) {
    String value = "try_cast(MEASURE_VALUE as bigint)";
    return "not is_protected_count or MEASURE_VALUE = '*' or (%s >= %d and %s %% %d = 0)"
        .formatted(value, Math.min(smallCount, roundTo), value, roundTo);
  }

  /** The rows of the file, and a row without a value for each one that is missing. */
  private static List<Row> rows(List<ReturnRow> skeleton, List<ReturnRow> published) {
    Map<List<String>, ReturnRow> missing = new LinkedHashMap<>();
    skeleton.forEach(row -> missing.put(row.key(), row));
    Set<List<String>> expected = new HashSet<>(missing.keySet());
    List<Row> rows = new ArrayList<>();
    for (ReturnRow row : published) {
      missing.remove(row.key());
      rows.add(row(row, row.value(), expected.contains(row.key())));
    }
    missing.values().forEach(row -> rows.add(row(row, null, true)));
    return rows;
  }

  /** What a protected average is a multiple of; null for any other value. */
  private static @Nullable BigDecimal averageStep(ReturnRow row) {
    return row.breakdown().free()
        ? null
        : row.measure().averaged().map(how -> how.unit().step()).orElse(null);
  }

  private static Row row(ReturnRow row, @Nullable String value, boolean isExpected) {
    boolean isProtectedCount = !row.breakdown().free() && row.measure().counted().isPresent();
    return RowFactory.create(
        row.breakdown().label(),
        row.cell().primary(),
        row.cell().secondary(),
        row.measure().id(),
        value,
        row.valueNote(),
        isExpected,
        isProtectedCount,
        row.measure().rate().isPresent() || row.measure().averaged().isPresent(),
        averageStep(row));
  }
}
