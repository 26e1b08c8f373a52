package org.concordat.returns;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.schemas.Measure;

/** Says what a return that is being made changes against the one before it, and why. */
final class Revisions {

  private final SparkSession spark;
  private final Lake lake;
  private final Progress progress;
  private final ReturnFiles files;

  /**
   * @param files the return that is being made
   */
  Revisions(SparkSession spark, Lake lake, Progress progress, ReturnFiles files) {
    this.spark = spark;
    this.lake = lake;
    this.progress = progress;
    this.files = files;
  }

  /**
   * What a version that is there said it changes: made again, its files have the same bytes even
   * where the marts of the version before it are gone.
   */
  Revision published(ReturnFolder open, int version) {
    SortedMap<String, byte[]> there = open.files(version);
    byte[] main = there.getOrDefault(files.mainFile(version), new byte[0]);
    byte[] text = there.getOrDefault(files.changesFile(version), new byte[0]);
    return new Revision(
        version - 1,
        values(open, version - 1),
        Revision.notes(main),
        new String(text, StandardCharsets.UTF_8));
  }

  /**
   * What the next version changes against the newest one; a first Final version says in its text
   * what it changes against the newest Performance version, which is the scheduled revision of
   * returns-and-disclosure.md 5.2.
   *
   * @param latest number of the newest version; 0 for none
   */
  Revision next(ReturnFolder open, int latest) {
    int version = latest + 1;
    if (latest > 0) {
      Optional<ReturnDifference> why = why(files.status(), latest, version);
      Map<List<String>, String> values = values(open, latest);
      Revision revision = new Revision(latest, values, notes(latest, values, why), "");
      return revision.withText(ChangesText.ofVersion(files, version, revision, why));
    }
    Revision first = new Revision(0, Map.of(), Map.of(), "");
    int performance =
        new ReturnFolder(lake.root(Zone.RETURNS), files.month(), ReturnStatus.PERFORMANCE).latest();
    return files.status() == ReturnStatus.FINAL && performance > 0
        ? first.withText(
            ChangesText.ofFinal(
                files, performance, why(ReturnStatus.PERFORMANCE, performance, version)))
        : first.withText(ChangesText.ofFirst(files));
  }

  private Map<List<String>, String> values(ReturnFolder open, int version) {
    byte[] main = open.files(version).get(files.mainFile(version));
    return main == null ? Map.of() : ReturnCsv.published(main, "MEASURE_VALUE");
  }

  /** Empty where the marts or the restricted twin of the version before are no longer there. */
  private Optional<ReturnDifference> why(ReturnStatus status, int before, int version) {
    progress.step(MonthlyReturn.STAGE, "comparing with version " + before);
    try {
      ReturnDifference difference =
          new WhyChanged(spark, lake)
              .between(
                  ReturnVersion.read(lake, files.month(), status, before),
                  files.asVersion(version));
      if (!difference.isAgreed()) {
        progress.step(MonthlyReturn.STAGE, "the marts and values of the version before disagree");
      }
      return Optional.of(difference).filter(ReturnDifference::isAgreed);
    } catch (WrongRequestException e) {
      progress.step(MonthlyReturn.STAGE, "cannot tell why values changed: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Map<List<String>, String> notes(
      int before, Map<List<String>, String> values, Optional<ReturnDifference> why) {
    Map<List<String>, SortedMap<Cause, Long>> parts = new HashMap<>();
    why.ifPresent(
        difference ->
            difference.cells().stream()
                .filter(cell -> !cell.split().isEmpty())
                .forEach(cell -> parts.put(cell.key(), cell.split())));
    Map<List<String>, String> notes = new HashMap<>();
    for (ReturnRow row : files.published()) {
      String was = values.get(row.key());
      if (was == null) {
        notes.put(row.key(), "New since v" + before);
      } else if (!was.equals(row.value())) {
        notes.put(
            row.key(), "Revised since v%d%s: was %s".formatted(before, from(row, parts), was));
      }
    }
    return notes;
  }

  /** The main cause in words; none where the value is hidden, since it would tell about it. */
  private static String from(ReturnRow row, Map<List<String>, SortedMap<Cause, Long>> parts) {
    SortedMap<Cause, Long> moved = new TreeMap<>();
    for (List<String> key : counts(row)) {
      parts
          .getOrDefault(key, new TreeMap<>())
          .forEach((cause, part) -> moved.merge(cause, Math.abs(part), Long::sum));
    }
    if (row.value().equals(SmallNumbers.HIDDEN) || moved.isEmpty()) {
      return "";
    }
    long most = moved.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    Cause main =
        moved.keySet().stream()
            .filter(cause -> Objects.requireNonNull(moved.get(cause)) == most)
            .findFirst()
            .orElseThrow();
    return main == Cause.UNEXPLAINED
        ? ""
        : (moved.size() > 1 ? ", mainly from " : " from ") + main.words();
  }

  /** Keys of the counts that a row's value is made of. */
  private static List<List<String>> counts(ReturnRow row) {
    return row.measure().parts().map(Revisions::both).orElse(List.of(row.measure().id())).stream()
        .map(
            measure ->
                List.of(
                    row.breakdown().label(), row.cell().primary(), row.cell().secondary(), measure))
        .toList();
  }

  private static List<String> both(Measure.Parts parts) {
    return List.of(parts.numerator(), parts.denominator());
  }
}
