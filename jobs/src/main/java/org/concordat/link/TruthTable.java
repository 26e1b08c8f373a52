package org.concordat.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.RunRecord;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/**
 * Keeps what {@link LinkTruth} says beside the linked tables, as {@code linkage_truth}: a version
 * of its own that shares all other files with the one that was measured, and goes with it when the
 * month is linked again.
 */
final class TruthTable {

  private final SparkSession spark;
  private final Lake lake;
  private final TableContract table = ContractCatalogue.load().table("linkage_truth");

  TruthTable(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.lake = lake;
  }

  /**
   * Measures the live linked tables and keeps the figures.
   *
   * @param month month they were linked for
   * @param truth CSV as the generator writes it
   * @return the figures
   * @throws WrongRequestException when nothing is linked
   */
  List<QualityLine> measure(ReportingMonth month, Path truth) {
    Instant started = Instant.now();
    VersionedTree linked = lake.tree(Zone.LINKED);
    String measured =
        linked
            .liveVersion()
            .orElseThrow(
                () -> new WrongRequestException("Cannot measure linkage: nothing is linked yet"));
    Path live = linked.liveFolder();
    List<QualityLine> lines =
        new LinkTruth(spark, truth)
            .lines(
                spark.read().parquet(live.resolve("people").toString()),
                spark.read().parquet(live.resolve("events").toString()));
    String digest = digest(truth);
    String versionId =
        Digest.id(String.join("\n", table.name(), month.toString(), measured, digest));
    VersionedTree.Draft draft = linked.draft(versionId);
    ParquetTables.write(
        spark.createDataFrame(rows(lines), ContractFrames.schema(table)),
        draft.folder(table.name(), month),
        table.name(),
        versionId,
        1,
        table.primaryKey());
    draft.keep(table.name(), month);
    draft.publish(Set.of());
    new RunRecord(
            versionId,
            "link",
            month,
            started,
            Instant.now(),
            Map.of("code", CodeVersion.text()),
            Map.of("linked", measured, "truth", digest),
            Map.of("linked", versionId),
            Map.of("rows." + table.name(), (long) lines.size()),
            List.of())
        .write(lake.root(Zone.RUNS));
    return lines;
  }

  private static String digest(Path truth) {
    try {
      return Digest.ofFile(truth);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + truth, e);
    }
  }

  private static List<Row> rows(List<QualityLine> lines) {
    List<Row> rows = new ArrayList<>();
    for (QualityLine line : lines) {
      rows.add(
          RowFactory.create(
              line.of(),
              line.measure(),
              line.breakdown(),
              line.value(),
              line.numerator(),
              line.denominator()));
    }
    return rows;
  }
}
