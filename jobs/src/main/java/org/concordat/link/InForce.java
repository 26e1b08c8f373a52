package org.concordat.link;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;

/** Whether the submissions in force are invented, which decides what key may be used. */
final class InForce {

  private InForce() {}

  /**
   * Submissions in force in some checked months that are not known to be invented. A submission
   * whose delivery is not in the landing zone counts as real, and so does a month without verdicts.
   */
  static Set<String> realSubmissions(
      SparkSession spark,
      VersionedTree findings,
      Deliveries deliveries,
      Collection<ReportingMonth> months) {
    Set<String> invented =
        deliveries.all().stream()
            .filter(Delivery::invented)
            .map(Delivery::submissionId)
            .collect(Collectors.toSet());
    Set<String> real = new TreeSet<>();
    List<String> folders = new ArrayList<>();
    for (ReportingMonth month : months) {
      findings
          .month("verdicts", month)
          .ifPresentOrElse(
              folder -> folders.add(folder.toString()), () -> real.add("month " + month));
    }
    if (!folders.isEmpty()) {
      // One row a submission: a few hundred a month at most.
      List<Row> inForce =
          spark
              .read()
              .parquet(folders.toArray(String[]::new))
              .filter(col("is_in_force"))
              .select("submission_id")
              .collectAsList();
      inForce.stream()
          .map(row -> row.getString(0))
          .filter(submission -> !invented.contains(submission))
          .forEach(real::add);
    }
    return real;
  }
}
