package org.concordat.platform;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.TableContract;

/** Spark's view of a table contract. */
public final class ContractFrames {

  /** Columns that tell where a checked row comes from; they follow the contract's own columns. */
  public static final List<StructField> PROVENANCE =
      List.of(
          field("submission_id", DataTypes.StringType),
          field("organisation_code", DataTypes.StringType),
          field("family", DataTypes.StringType),
          field("file", DataTypes.StringType),
          field("line", DataTypes.LongType),
          field("record", DataTypes.LongType),
          field("item_states", DataTypes.StringType));

  private ContractFrames() {}

  /** The contract's columns, all nullable. */
  public static StructType schema(TableContract table) {
    List<StructField> fields = new ArrayList<>();
    for (ColumnContract column : table.fields()) {
      fields.add(field(column.name(), type(column)));
    }
    return DataTypes.createStructType(fields);
  }

  /** A landing table after check: the contract's columns, then {@link #PROVENANCE}. */
  public static StructType checkedSchema(TableContract table) {
    List<StructField> fields = new ArrayList<>(List.of(schema(table).fields()));
    fields.addAll(PROVENANCE);
    return DataTypes.createStructType(fields);
  }

  /** A frame without rows. */
  public static Dataset<Row> empty(SparkSession spark, StructType schema) {
    return spark.createDataFrame(List.of(), schema);
  }

  /**
   * Spark type of a contract type: integer INT (BIGINT where the format is {@code long}), number
   * DECIMAL(18,6) (DOUBLE where the format is {@code double}), date DATE, datetime TIMESTAMP,
   * boolean BOOLEAN, array ARRAY of STRING; time (HH:mm:ss) and anything else STRING.
   */
  public static DataType type(ColumnContract column) {
    return switch (column.type()) {
      case "integer" -> "long".equals(column.format()) ? DataTypes.LongType : DataTypes.IntegerType;
      case "number" ->
          "double".equals(column.format())
              ? DataTypes.DoubleType
              : DataTypes.createDecimalType(18, 6);
      case "boolean" -> DataTypes.BooleanType;
      case "date" -> DataTypes.DateType;
      case "datetime" -> DataTypes.TimestampType;
      case "array" -> DataTypes.createArrayType(DataTypes.StringType);
      default -> DataTypes.StringType;
    };
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
