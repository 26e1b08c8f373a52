package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.config.RecordedSettings;
import org.concordat.config.Settings;
import org.concordat.platform.CountedMonth;
import org.concordat.platform.Digest;
import org.concordat.platform.EarlierFiles;
import org.concordat.platform.EarlierFiles.EarlierFile;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.RunRecord;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.AreaKind;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Everything a return stands on that its marts do not show, so that it can be made again from its
 * record alone (returns-and-disclosure.md section 6). Nothing that arrived after a month's cut is
 * in it: a late submission leaves it as it is.
 *
 * @param settings what decides figures, without files and without keys
 * @param settingsSha256 digest of their text
 * @param areas versions of the tables of areas, by kind
 * @param months months whose submissions were judged, oldest first
 * @param before months before those, which they were judged beside, oldest first
 * @param linkedMonth month that people were linked for last
 * @param linkedRun id of that run
 * @param numberFiles keyed digests of the files about NHS numbers, by name
 * @param earlier files of earlier months: marts the month was compared with, and the person index
 * @param earlierMonths what the return itself read of earlier months; null in manifests made before
 *     it was recorded
 */
record MadeFrom(
    JsonNode settings,
    @JsonProperty("settings_sha256") String settingsSha256,
    SortedMap<String, String> areas,
    List<Month> months,
    List<Before> before,
    @JsonProperty("linked_month") ReportingMonth linkedMonth,
    @JsonProperty("linked_run") String linkedRun,
    @JsonProperty("number_files") SortedMap<String, String> numberFiles,
    List<EarlierFile> earlier,
    @Nullable @JsonProperty("earlier_months") EarlierMonths earlierMonths) {

  /**
   * A month that was judged.
   *
   * @param status cut that decided which submissions count
   * @param receivedBy that cut
   * @param fingerprint what decided the judgement, in one word
   * @param deliveries every delivery received by the cut, those that were rejected or replaced too
   */
  record Month(
      ReportingMonth month,
      String status,
      @JsonProperty("received_by") Instant receivedBy,
      String fingerprint,
      List<CountedMonth.Received> deliveries) {}

  /**
   * A month that was judged before.
   *
   * @param fingerprint what decided its judgement
   */
  record Before(ReportingMonth month, String fingerprint) {}

  /**
   * What stands behind a version of the marts, by the records of the runs that made it.
   *
   * @param marts version of the marts
   * @param earlierMonths what the return reads of earlier months
   * @return empty where the lake has no such records
   */
  static Optional<MadeFrom> of(
      Lake lake, Settings settings, String marts, EarlierMonths earlierMonths) {
    Optional<RunRecord> made = RunRecord.read(lake.root(Zone.RUNS), "marts", marts);
    Optional<RunRecord> linked =
        made.flatMap(
            record ->
                RunRecord.read(
                    lake.root(Zone.RUNS), "link", record.inputs().getOrDefault("linked", "")));
    if (made.isEmpty() || linked.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<ReportingMonth, String> fingerprints = new TreeMap<>();
    fingerprints.putAll(CountedMonth.of(linked.get().inputs()));
    fingerprints.putAll(CountedMonth.of(made.get().inputs()));
    VersionedTree findings = lake.tree(Zone.FINDINGS);
    List<Month> months = new ArrayList<>();
    SortedSet<ReportingMonth> beside = new TreeSet<>();
    for (ReportingMonth month : fingerprints.keySet()) {
      Optional<CountedMonth> counted =
          CountedMonth.find(findings, month, String.valueOf(fingerprints.get(month)));
      if (counted.isEmpty()) {
        return Optional.empty();
      }
      CountedMonth known = counted.get();
      beside.addAll(known.beside());
      months.add(
          new Month(
              month, known.status(), known.receivedBy(), known.fingerprint(), known.deliveries()));
    }
    List<Before> before = new ArrayList<>();
    for (ReportingMonth month : beside) {
      if (!fingerprints.containsKey(month)) {
        CountedMonth.live(findings, month)
            .ifPresent(known -> before.add(new Before(month, known.fingerprint())));
      }
    }
    JsonNode recorded = RecordedSettings.of(settings);
    List<EarlierFile> earlier = new ArrayList<>(EarlierFiles.of(linked.get().inputs()));
    earlier.addAll(EarlierFiles.of(made.get().inputs()));
    return months.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MadeFrom(
                recorded,
                Digest.ofText(Json.text(recorded)),
                areas(made.get()),
                months,
                before,
                linked.get().month(),
                linked.get().runId(),
                numberFiles(linked.get()),
                earlier,
                earlierMonths));
  }

  private static SortedMap<String, String> areas(RunRecord marts) {
    SortedMap<String, String> areas = new TreeMap<>();
    for (AreaKind kind : AreaKind.all().toList()) {
      String version = marts.inputs().get(kind.id());
      if (version != null) {
        areas.put(kind.id(), version);
      }
    }
    return areas;
  }

  private static SortedMap<String, String> numberFiles(RunRecord linked) {
    SortedMap<String, String> files = new TreeMap<>(linked.inputs());
    files.keySet().retainAll(List.of("number_merges", "opt_outs"));
    return files;
  }
}
