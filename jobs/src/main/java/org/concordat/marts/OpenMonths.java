package org.concordat.marts;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.Lake;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;

/**
 * Earlier months that are still open (their year is not closed, submission-and-validation 2.3) and
 * whose marts no longer agree with who people are: a late merge or split concerns a month they look
 * back on, or person keys are made with another key.
 */
final class OpenMonths {

  private OpenMonths() {}

  /**
   * @param windowMonths months a mart looks back on, its own included
   * @param month the month that was linked last
   * @return months with live marts, oldest first
   */
  static List<ReportingMonth> toFollow(
      SparkSession spark, Lake lake, int windowMonths, ReportingMonth month) {
    SubmissionCalendar calendar = SubmissionCalendar.load();
    Optional<Instant> now = calendar.find(month).map(SubmissionCalendar.Entry::performanceCut);
    VersionedTree marts = lake.tree(Zone.MARTS);
    VersionedTree linked = lake.tree(Zone.LINKED);
    List<Row> changes = changes(spark, linked, month);
    Set<String> keyId =
        MartInputs.keyId(spark, linked, "people", month).map(Set::of).orElse(Set.of());
    List<ReportingMonth> months = new ArrayList<>();
    for (ReportingMonth made : marts.liveMonths()) {
      boolean isOpen =
          made.compareTo(month) < 0
              && calendar
                  .find(made)
                  .filter(entry -> now.isPresent() && entry.yearEndClose().isAfter(now.get()))
                  .isPresent();
      if (isOpen
          && linked.month("people", made).isPresent()
          && (changes.stream().anyMatch(change -> concerns(change, made, windowMonths))
              || MartInputs.keyId(spark, marts, "mha_detentions", made)
                  .filter(id -> !keyId.contains(id))
                  .isPresent())) {
        months.add(made);
      }
    }
    return months;
  }

  private static List<Row> changes(SparkSession spark, VersionedTree linked, ReportingMonth month) {
    Optional<Path> folder = linked.month("person_changes", month);
    return folder.isEmpty()
        ? List.of()
        : spark
            .read()
            .parquet(folder.get().toString())
            .select("first_month", "last_month")
            .distinct()
            .collectAsList();
  }

  private static boolean concerns(Row change, ReportingMonth made, int windowMonths) {
    ReportingMonth first = ReportingMonth.of(change.getString(0));
    ReportingMonth last = ReportingMonth.of(change.getString(1));
    return first.compareTo(made) <= 0 && last.compareTo(made.plusMonths(1 - windowMonths)) >= 0;
  }
}
