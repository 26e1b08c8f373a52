package org.concordat.link;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.ContractFrames;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;

/**
 * Records that have another person id than the index gave them before.
 *
 * @param change {@link #MERGED} or {@link #SPLIT}
 * @param before the id the index had
 * @param after the id now
 * @param anchors how many anchors (local numbers, NHS numbers with a birth date, names with a birth
 *     date) changed hands
 * @param firstMonth first month of the records concerned, within the window
 * @param lastMonth last month of them
 */
record PersonChange(
    String change, String before, String after, long anchors, String firstMonth, String lastMonth) {

  /** Name of the table. */
  static final String TABLE = "person_changes";

  /** Nobody has the id any more: its person turned out to be another one. */
  static final String MERGED = "merged";

  /** Somebody else keeps the id: a person turned out to be two. */
  static final String SPLIT = "split";

  /**
   * @param key makes person keys from ids
   * @return the contract's columns and reporting_month
   */
  static Dataset<Row> rows(
      SparkSession spark,
      ContractCatalogue contracts,
      List<PersonChange> changes,
      PseudonymKey key,
      ReportingMonth month) {
    List<Row> rows =
        changes.stream()
            .map(
                change ->
                    RowFactory.create(
                        key.pseudonym(change.before),
                        key.pseudonym(change.after),
                        change.change,
                        change.anchors,
                        change.firstMonth,
                        change.lastMonth,
                        key.id(),
                        month.toString()))
            .toList();
    return spark.createDataFrame(
        rows, ContractFrames.schema(contracts.table(TABLE)).add("reporting_month", "string"));
  }
}
