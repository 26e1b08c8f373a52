package org.concordat.returns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;

/** The marts a return was counted from, byte for byte, whichever version is live now. */
final class RecordedMarts {

  private final SparkSession spark;
  private final VersionedTree marts;
  private final Path zone;
  private final ContractCatalogue contracts;
  private final ReturnVersion version;

  RecordedMarts(SparkSession spark, Lake lake, ContractCatalogue contracts, ReturnVersion version) {
    this.spark = spark;
    this.marts = lake.tree(Zone.MARTS);
    this.zone = lake.root(Zone.MARTS);
    this.contracts = contracts;
    this.version = version;
  }

  /** What the return recorded about a mart. */
  ReturnInputs.MartMonth recorded(String mart) {
    ReturnInputs.MartMonth recorded = version.manifest().inputs().marts().get(mart);
    if (recorded == null) {
      throw new IllegalStateException("The return does not say which " + mart + " it counted");
    }
    return recorded;
  }

  /**
   * The rows of a mart that the return counted.
   *
   * @throws WrongRequestException if no version of the marts holds these files any more
   */
  Dataset<Row> rows(String mart) {
    return spark
        .read()
        .schema(ContractFrames.schema(contracts.table(mart)))
        .parquet(
            recorded(mart).files().keySet().stream()
                .map(file -> folder(mart).resolve(file).toString())
                .toArray(String[]::new));
  }

  private Path folder(String mart) {
    ReturnInputs.MartMonth recorded = recorded(mart);
    return folder(marts, mart, version.month(), recorded)
        .orElseThrow(
            () ->
                new WrongRequestException(
                    ("The return was counted from version %s of %s, which is no longer in %s."
                            + " Put it back from a copy of versions/%s, or make it again from the"
                            + " same submissions with code %s: the files have the digests of the"
                            + " return's manifest")
                        .formatted(
                            recorded.version(),
                            mart,
                            zone,
                            recorded.version(),
                            version.manifest().versions().getOrDefault("code", "of then"))));
  }

  /** Where a mart's month still is, in whichever version; empty where none holds these bytes. */
  static Optional<Path> folder(
      VersionedTree marts, String mart, ReportingMonth month, ReturnInputs.MartMonth recorded) {
    return marts.monthInAnyVersion(mart, month).stream()
        .filter(folder -> holds(folder, recorded.files()))
        .findFirst();
  }

  private static boolean holds(Path folder, Map<String, String> digests) {
    return digests.entrySet().stream()
        .allMatch(file -> isSame(folder.resolve(file.getKey()), file.getValue()));
  }

  private static boolean isSame(Path file, String digest) {
    try {
      return Files.isRegularFile(file) && Digest.ofFile(file).equals(digest);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
