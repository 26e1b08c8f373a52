package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.EarlierFiles;
import org.concordat.platform.EarlierFiles.EarlierFile;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * Organisations with so few crisis events in 12 months that figures of theirs are published only
 * within those of their area and of England (D12). Events are crisis presentations, detentions and
 * placements that began; where the lake holds fewer than 12 months, so many times 12 over those.
 */
final class SmallOrganisations {

  private static final int MONTHS = 12;
  private static final Map<String, String> EVENTS =
      Map.of(
          "crisis_presentations", "true",
          "mha_detentions", "is_started_in_month",
          "out_of_area_placements", "is_new_in_month");

  private SmallOrganisations() {}

  /**
   * Files of earlier months whose events are counted.
   *
   * @return in the order of their marts, months and names
   */
  static List<EarlierFile> earlierFiles(VersionedTree marts, ReportingMonth month) {
    SortedMap<String, String> files = new TreeMap<>();
    for (int ago = 1; ago < MONTHS; ago++) {
      ReportingMonth of = month.plusMonths(-ago);
      for (String mart : EVENTS.keySet()) {
        marts
            .month(mart, of)
            .ifPresent(folder -> files.putAll(EarlierFiles.digests(mart, of, folder)));
      }
    }
    return EarlierFiles.of(files);
  }

  /**
   * @param senders who sent for the month; one in whose files nothing is counted is small too
   * @param least events below which an organisation is small
   * @return codes, in order
   */
  static Set<String> of(
      SparkSession spark,
      VersionedTree marts,
      ContractCatalogue contracts,
      ReportingMonth month,
      Senders senders,
      int least) {
    List<String> parts = new ArrayList<>();
    int months = 0;
    for (int ago = 0; ago < MONTHS; ago++) {
      ReportingMonth of = month.plusMonths(-ago);
      boolean isThere = false;
      for (Map.Entry<String, String> event : EVENTS.entrySet()) {
        if (marts.month(event.getKey(), of).isPresent()) {
          String view = "events_" + event.getKey() + "_" + ago;
          spark
              .read()
              .schema(ContractFrames.schema(contracts.table(event.getKey())))
              .parquet(marts.month(event.getKey(), of).get().toString())
              .createOrReplaceTempView(view);
          parts.add(
              "select organisation_code, count_if(%s) as events from %s group by organisation_code"
                  .formatted(event.getValue(), view));
          isThere = true;
        }
      }
      months += isThere ? 1 : 0;
    }
    Set<String> small = new TreeSet<>();
    for (Family family : Senders.FAMILIES) {
      senders.expected(family).keySet().stream()
          .filter(organisation -> senders.isPresent(family, organisation))
          .forEach(small::add);
    }
    if (!parts.isEmpty()) {
      spark.sparkContext().setJobDescription("returns: events of organisations to " + month);
      for (Row row :
          spark
              .sql(
                  "select organisation_code, sum(events) from (%s) group by organisation_code"
                      .formatted(String.join(" union all ", parts)))
              .collectAsList()) {
        if (row.getLong(1) * MONTHS < (long) least * months) {
          small.add(row.getString(0));
        } else {
          small.remove(row.getString(0));
        }
      }
      spark.sparkContext().setJobDescription(null);
    }
    return small;
  }
}
