package org.concordat.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.EarlierFiles;
import org.concordat.platform.Folders;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * The person index as the latest month before a month left it.
 *
 * @param month that month; null when there is none
 * @param folder its files; null when there is none
 */
record EarlierIndex(@Nullable ReportingMonth month, @Nullable Path folder) {

  /**
   * @param linked the linked zone
   * @param month month that is to be linked
   */
  static EarlierIndex before(VersionedTree linked, ReportingMonth month) {
    for (ReportingMonth earlier : months(linked).headSet(month, false).descendingSet()) {
      Optional<Path> folder = linked.month(PersonIndex.TABLE, earlier);
      if (folder.isPresent()) {
        return new EarlierIndex(earlier, resolved(folder.get()));
      }
    }
    return new EarlierIndex(null, null);
  }

  private static TreeSet<ReportingMonth> months(VersionedTree linked) {
    return new TreeSet<>(linked.liveMonths());
  }

  /** Where the files are, whatever becomes live later. */
  private static Path resolved(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot follow " + folder, e);
    }
  }

  /** What tells two states of the index apart: file names carry the run that wrote them. */
  String version() {
    return folder == null
        ? "none"
        : Folders.filesBelow(folder).stream().map(Path::toString).collect(Collectors.joining(" "));
  }

  /** Digests of its files, by a name that says month and file. */
  SortedMap<String, String> files() {
    return folder == null || month == null
        ? new TreeMap<>()
        : EarlierFiles.digests(PersonIndex.TABLE, month, folder);
  }

  /**
   * @param key key of the index
   * @throws WrongRequestException when the index was made with another key
   */
  PersonIndex open(SparkSession spark, PseudonymKey key) {
    if (folder == null) {
      return new PersonIndex(spark, key, null);
    }
    Dataset<Row> rows = spark.read().parquet(folder.toString());
    Optional<Row> stamp =
        rows.select("key_id", "key_check").limit(1).collectAsList().stream().findFirst();
    stamp.ifPresent(
        made -> {
          if (!List.of(made.getString(0), made.getString(1))
              .equals(List.of(key.id(), key.fingerprint()))) {
            throw new WrongRequestException(
                "Cannot link: the person index of "
                    + month
                    + " was made with the key \""
                    + made.getString(0)
                    + "\""
                    + (made.getString(0).equals(key.id())
                        ? ", and this is another key of that name"
                        : "")
                    + "; set linkage.index-key-file and linkage.index-key-id to it, so that everybody"
                    + " keeps one identity");
          }
        });
    return new PersonIndex(spark, key, rows);
  }
}
