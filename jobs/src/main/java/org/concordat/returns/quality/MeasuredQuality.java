package org.concordat.returns.quality;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;

/**
 * What check measured of a month (contract metrics): rows and the five classes of every scored
 * field, of the submissions in force, exactly as each partner finds them in its own report.
 *
 * @param versions versions of check's tables in which the figures were computed
 * @param counts figures, those of England as check summed them among them; what is not there is
 *     zero
 */
public record MeasuredQuality(SortedSet<String> versions, SortedMap<QualityPlace, Long> counts) {

  private static final String METRICS = "metrics";
  private static final String NATION = "ENGLAND";

  /**
   * Reads the live metrics of a month.
   *
   * @throws WrongRequestException if the month has not been measured
   */
  public static MeasuredQuality read(
      SparkSession spark, VersionedTree metrics, ReportingMonth month) {
    String folder =
        metrics
            .month(METRICS, month)
            .orElseThrow(
                () ->
                    new WrongRequestException(
                        "Cannot make the return of "
                            + month
                            + ": the quality of its data was not measured; run check first"))
            .toString();
    SortedSet<String> versions = new TreeSet<>();
    SortedMap<QualityPlace, Long> counts = new TreeMap<>();
    spark.sparkContext().setJobDescription("returns: metrics of " + month);
    for (Row row :
        spark
            .read()
            .parquet(folder)
            .where(
                functions
                    .col("metric_id")
                    .equalTo(QualityResult.ROWS.metric())
                    .or(functions.col("metric_id").startsWith("vodim.")))
            .selectExpr(
                "metric_id",
                "organisation_code",
                "table",
                "coalesce(field, '')",
                "numerator",
                "version_id")
            .collectAsList()) {
      String organisation = row.getString(1);
      QualityResult.of(row.getString(0))
          .ifPresent(
              result ->
                  counts.merge(
                      new QualityPlace(
                          organisation.equals(NATION) ? QualityPlace.ENGLAND : organisation,
                          row.getString(2),
                          row.getString(3),
                          result),
                      row.getLong(4),
                      Long::sum));
      versions.add(row.getString(5));
    }
    spark.sparkContext().setJobDescription(null);
    return new MeasuredQuality(versions, counts);
  }

  /** One figure. */
  long count(QualityPlace place) {
    return counts.getOrDefault(place, 0L);
  }
}
