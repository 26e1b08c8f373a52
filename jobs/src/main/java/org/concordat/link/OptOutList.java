package org.concordat.link;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.concordat.config.WrongRequestException;
import org.jspecify.annotations.Nullable;

/** NHS numbers of people who opted out of uses beyond their care (national data opt-out). */
final class OptOutList implements Serializable {

  /** Nobody opted out. */
  static final OptOutList NONE = new OptOutList(new long[0]);

  /** Column that marks records whose own number is listed. */
  static final String MARK = "is_opt_out";

  private static final long serialVersionUID = 1L;
  private static final List<String> HEADER = List.of("nhs_number");

  /** In order, so that a number is found by halving. */
  private final long[] numbers;

  private OptOutList(long[] numbers) {
    this.numbers = numbers;
  }

  /**
   * Reads the file.
   *
   * @param preparation says which numbers are valid and which were superseded: a listed number
   *     stands for the one in its place
   * @throws WrongRequestException when the header is another one or a number is not valid
   */
  static OptOutList read(NumberFile file, IdentifierPreparation preparation) {
    LongStream.Builder read = LongStream.builder();
    file.read(HEADER, preparation, (line, found) -> read.add(found[0]));
    return new OptOutList(read.build().sorted().distinct().toArray());
  }

  boolean isEmpty() {
    return numbers.length == 0;
  }

  /** Whether a prepared number is listed. */
  boolean holds(@Nullable String number) {
    return number != null && Arrays.binarySearch(numbers, Long.parseLong(number)) >= 0;
  }

  /**
   * Marks the records whose own number is listed; records as they are when nobody opted out.
   *
   * @param records as {@link PersonRecords#of} gives them
   */
  Dataset<Row> marked(Dataset<Row> records) {
    if (isEmpty()) {
      return records;
    }
    Broadcast<OptOutList> list =
        JavaSparkContext.fromSparkContext(records.sparkSession().sparkContext()).broadcast(this);
    UDF1<String, Boolean> isListed = number -> list.value().holds(number);
    return records.withColumn(MARK, udf(isListed, DataTypes.BooleanType).apply(col("number")));
  }

  /** The records whose own number is not listed. */
  Dataset<Row> without(Dataset<Row> records) {
    return isEmpty() ? records : marked(records).filter(not(col(MARK))).drop(MARK);
  }
}
