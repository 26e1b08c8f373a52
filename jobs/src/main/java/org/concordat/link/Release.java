package org.concordat.link;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ColumnContract.InRelease;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/**
 * Copies a month of the marts for one receiver, with every key made anew under the key of the
 * release and without where a row comes from, so that two releases cannot be joined by their keys
 * (linkage.md, "Pseudonymisation": separate keys for separate releases).
 */
public final class Release {

  private static final List<String> MARTS =
      List.of("crisis_presentations", "mha_detentions", "out_of_area_placements");

  private final SparkSession spark;
  private final VersionedTree marts;
  private final Settings settings;
  private final ContractCatalogue contracts = ContractCatalogue.load();

  public Release(SparkSession spark, Lake lake, Settings settings) {
    this.spark = spark;
    this.marts = lake.tree(Zone.MARTS);
    this.settings = settings;
  }

  /**
   * @param name a release of the settings
   * @param out folder to write {@code <mart>/reporting_month=<month>/} and {@code
   *     release-<month>.json} into
   * @return rows by mart
   * @throws WrongRequestException when the settings have no such release, its key is one that is
   *     used already, the month has no marts, or the folder holds the month already
   */
  public SortedMap<String, Long> run(String name, ReportingMonth month, Path out) {
    PseudonymKey key = key(name);
    Path note = out.resolve("release-" + month + ".json");
    if (Files.exists(note)) {
      throw new WrongRequestException(
          "Cannot release " + month + ": " + note + " is there already, and a release is final");
    }
    if (!marts.liveMonths().contains(month)) {
      throw new WrongRequestException(
          "Cannot release " + month + ": there are no marts of it; run concordat marts first");
    }
    String marted = marts.liveVersion().orElseThrow();
    String version =
        Digest.id(String.join("\n", name, month.toString(), marted, key.fingerprint()));
    SortedMap<String, Long> rows = new TreeMap<>();
    for (String mart : MARTS) {
      TableContract table = contracts.table(mart);
      Path folder = marts.month(mart, month).orElseThrow();
      Dataset<Row> released = released(spark.read().parquet(folder.toString()), table, key);
      ParquetTables.write(
          released,
          out.resolve(mart).resolve("reporting_month=" + month),
          mart,
          version,
          1,
          table.primaryKey());
      rows.put(mart, released.count());
    }
    try {
      Json.write(
          note,
          Map.of(
              "release",
              name,
              "month",
              month.toString(),
              "key_id",
              key.id(),
              "marts",
              marted,
              "rows",
              rows));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + note, e);
    }
    return rows;
  }

  private PseudonymKey key(String name) {
    Settings.ReleaseKey given = settings.releases().get(name);
    if (given == null) {
      throw new WrongRequestException(
          "Cannot release \""
              + name
              + "\": settings name no such release under releases; they name "
              + (settings.releases().isEmpty()
                  ? "none"
                  : settings.releases().keySet().stream().sorted().toList()));
    }
    PseudonymKey key = PseudonymKey.ofRelease(given);
    List<PseudonymKey> others = new ArrayList<>();
    settings
        .releases()
        .forEach(
            (release, other) -> {
              if (!release.equals(name)) {
                others.add(PseudonymKey.ofRelease(other));
              }
            });
    Settings.Linkage linkage = settings.linkage();
    if (linkage.keyFile() != null) {
      others.add(
          PseudonymKey.ofRelease(new Settings.ReleaseKey(linkage.keyFile(), linkage.keyId())));
    }
    if (others.stream().anyMatch(other -> other.fingerprint().equals(key.fingerprint()))) {
      throw new WrongRequestException(
          "Cannot release \""
              + name
              + "\": its key is used elsewhere, so that the two could be joined");
    }
    return key;
  }

  private static Dataset<Row> released(Dataset<Row> rows, TableContract table, PseudonymKey key) {
    UserDefinedFunction pseudonym = PersonLinkage.pseudonym(key);
    List<Column> columns = new ArrayList<>();
    for (ColumnContract column : table.fields()) {
      if (column.name().equals("key_id")) {
        columns.add(lit(key.id()).as(column.name()));
      } else if (column.release() == InRelease.REKEYED) {
        Column there = col(column.name());
        columns.add(when(there.isNotNull(), pseudonym.apply(there)).as(column.name()));
      } else if (column.release() == null) {
        columns.add(col(column.name()));
      }
    }
    return rows.select(columns.toArray(Column[]::new));
  }
}
