package org.concordat.link;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.ContractFrames;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * One pair that the match weight decided about, as the table {@code match_pairs} explains it.
 *
 * @param prior log2 of the odds that any two profiles are of one person
 * @param oneRow month and name of the first record of the pair's one side
 * @param otherRow the same of the other side
 */
record MatchPair(
    EntityPair pair,
    PersonClusters.Decision decision,
    double prior,
    String oneRow,
    String otherRow) {

  /** Rows of the table, with the month in which the later of the two was first seen. */
  static Dataset<Row> rows(SparkSession spark, TableContract table, List<MatchPair> pairs) {
    List<Row> rows = new ArrayList<>();
    pairs.forEach(pair -> rows.add(pair.row()));
    return spark.createDataFrame(
        rows, ContractFrames.schema(table).add("reporting_month", "string"));
  }

  /** Month in which the later of the two was first seen. */
  ReportingMonth month() {
    String later = oneRow.compareTo(otherRow) <= 0 ? otherRow : oneRow;
    return ReportingMonth.of(later.substring(0, later.indexOf('|')));
  }

  private Row row() {
    Agreement agreement = pair.agreement();
    boolean isInOrder = oneRow.compareTo(otherRow) <= 0;
    String[] first = (isInOrder ? oneRow : otherRow).split("\\|", -1);
    String[] second = (isInOrder ? otherRow : oneRow).split("\\|", -1);
    List<Double> weights = pair.weights();
    return RowFactory.create(
        decision.isJoined() ? "joined" : "review",
        decision.probability(),
        prior,
        level(agreement.surname()),
        weights.get(0),
        level(agreement.given()),
        weights.get(1),
        level(agreement.birth()),
        weights.get(2),
        level(agreement.sex()),
        weights.get(3),
        level(agreement.postcode()),
        weights.get(4),
        first[1],
        first[2],
        Long.parseLong(first[3]),
        second[1],
        second[2],
        Long.parseLong(second[3]),
        second[0]);
  }

  private static @Nullable String level(@Nullable Enum<?> level) {
    return level == null ? null : Agreement.name(level);
  }
}
