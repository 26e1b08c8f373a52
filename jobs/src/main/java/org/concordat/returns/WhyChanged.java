package org.concordat.returns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Lake;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.CountingChoices;
import org.concordat.schemas.Measures;

/**
 * Says why the figures of two returns of one month differ: it counts the mart rows that each of
 * them recorded by the same measures, and gives every row that differs one cause. What is left of a
 * cell's difference comes from measures that differ. Reads only, writes nothing.
 */
public final class WhyChanged {

  private final SparkSession spark;
  private final Lake lake;
  private final ContractCatalogue contracts = ContractCatalogue.load();
  private final CountingChoices choices = CountingChoices.load();
  private final Measures byDefault = Measures.load(contracts, CodeLists.load());

  public WhyChanged(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.lake = lake;
  }

  /**
   * The difference from one published return to another.
   *
   * @throws WrongRequestException if they are of two months or one of them, its restricted twin or
   *     its marts are not there
   */
  public ReturnDifference between(ReturnName before, ReturnName after) {
    if (!before.month().equals(after.month())) {
      throw new WrongRequestException(
          ("Cannot compare %s with %s: two months count different events, so neither explains"
                  + " the other")
              .formatted(before, after));
    }
    return between(read(before), read(after));
  }

  private ReturnVersion read(ReturnName name) {
    return ReturnVersion.read(lake, name.month(), name.status(), name.version());
  }

  /**
   * The same for returns that were read already, of which the second may not be published yet.
   *
   * @throws WrongRequestException as above
   */
  ReturnDifference between(ReturnVersion before, ReturnVersion after) {
    Map<List<String>, String> was = exact(before);
    Map<List<String>, String> is = exact(after);
    List<String> notes = new ArrayList<>();
    Measures measures = measures(before, after, notes);
    SubmissionChanges submissions =
        SubmissionChanges.between(before.manifest().inputs(), after.manifest().inputs());
    Map<List<String>, Map<Cause, Long>> parts = parts(before, after, measures, submissions, notes);
    boolean isOneRule = measures(before).equals(measures(after));
    List<ReturnDifference.CellChange> cells = new ArrayList<>();
    List<String> disagreements = new ArrayList<>();
    TwoReturns figures = new TwoReturns(measures, isOneRule, before, after);
    for (List<String> key : figures.keys()) {
      ReturnDifference.CellChange cell =
          figures.cell(
              key,
              was.getOrDefault(key, ""),
              is.getOrDefault(key, ""),
              parts.getOrDefault(key, Map.of()));
      if (cell.split().containsKey(Cause.RULE) && isOneRule) {
        disagreements.add(
            "the rows of %s differ by %d less than its values"
                .formatted(String.join(" / ", key), cell.split().get(Cause.RULE)));
      }
      if (!cell.valueA().equals(cell.valueB()) || !cell.split().isEmpty()) {
        cells.add(cell);
      }
    }
    return new ReturnDifference(
        after.month().toString(),
        side(before),
        side(after),
        after.manifest().dataNote(),
        senders(submissions),
        cells,
        notes,
        disagreements);
  }

  private static Map<List<String>, String> exact(ReturnVersion version) {
    return version
        .exact()
        .orElseThrow(
            () ->
                new WrongRequestException(
                    "The restricted twin of "
                        + side(version).name()
                        + " is not there or may not be read; a difference is taken from exact values"));
  }

  /** Measures that both returns' rows are counted by, best those of the second. */
  private Measures measures(ReturnVersion before, ReturnVersion after, List<String> notes) {
    Optional<Measures> ofAfter = choices.asOf(byDefault, measures(after));
    if (!measures(before).equals(measures(after))) {
      notes.add(
          ofAfter.isPresent()
              ? "Measures or counting choices differ: " + rules(before) + " and " + rules(after)
              : "This program no longer has the measures of B, so counting rules cannot be told from"
                  + " the rest exactly: rows are counted by other measures, and what they do not"
                  + " explain stands under counting rules");
    }
    return ofAfter.or(() -> choices.asOf(byDefault, measures(before))).orElse(byDefault);
  }

  private static String measures(ReturnVersion version) {
    return version.manifest().versions().getOrDefault("measures", "");
  }

  private static String rules(ReturnVersion version) {
    return side(version).name() + " was counted by " + measures(version);
  }

  private Map<List<String>, Map<Cause, Long>> parts(
      ReturnVersion before,
      ReturnVersion after,
      Measures measures,
      SubmissionChanges submissions,
      List<String> notes) {
    Map<List<String>, Map<Cause, Long>> parts = new HashMap<>();
    RecordedMarts one = new RecordedMarts(spark, lake, contracts, before);
    RecordedMarts other = new RecordedMarts(spark, lake, contracts, after);
    for (String mart : MartCounts.marts(measures, after.month())) {
      if (!isCounted(before, mart) || !isCounted(after, mart)) {
        notes.add("Only one of the two returns counts " + mart + "; its measures are new or ended");
      } else if (!digests(one, mart).equals(digests(other, mart))) {
        MadeWith madeWith = MadeWith.between(before.manifest(), after.manifest(), mart);
        RowCauses rows = new RowCauses(contracts.table(mart), after.month(), submissions, madeWith);
        spark.sparkContext().setJobDescription("diff " + mart + " " + after.month());
        new CauseCounts(mart, measures, after.month())
            .of(spark, rows.pairs(one.rows(mart), other.rows(mart)))
            .forEach((cell, byCause) -> parts.put(key(measures, cell), byCause));
        spark.sparkContext().setJobDescription(null);
      }
    }
    return parts;
  }

  private static List<String> digests(RecordedMarts marts, String mart) {
    return List.copyOf(marts.recorded(mart).files().values());
  }

  private static boolean isCounted(ReturnVersion version, String mart) {
    return version.manifest().inputs().marts().containsKey(mart);
  }

  private static List<String> key(Measures measures, Cell cell) {
    return List.of(
        measures.breakdown(cell.breakdown()).label(),
        cell.primary(),
        cell.secondary(),
        cell.measure());
  }

  private static ReturnDifference.Side side(ReturnVersion version) {
    int number = version.manifest().version();
    return new ReturnDifference.Side(
        new ReturnName(version.month(), version.status(), number).toString(),
        version.status().published(),
        number,
        version.manifest().versions());
  }

  private static List<ReturnDifference.Sender> senders(SubmissionChanges submissions) {
    return submissions.all().stream()
        .map(
            change ->
                new ReturnDifference.Sender(
                    switch (change.state()) {
                      case ADDED -> Cause.LATE;
                      case REMOVED -> Cause.WITHDRAWN;
                      case REPLACED -> Cause.RESUBMITTED;
                    },
                    change.family(),
                    change.organisation(),
                    change.month(),
                    change.before(),
                    change.after()))
        .toList();
  }
}
