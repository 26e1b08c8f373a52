package org.concordat.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.HistoryFile;
import org.concordat.platform.HistoryFile.Arrived;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.TypedRows;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * What the national run decided about a partner's other submissions, for a check at the partner:
 * their rows are not there, so what is known stands for judging them.
 */
final class PartnerHistory {

  /** The national run: every row is there, nothing is taken as known. */
  static final PartnerHistory NONE = new PartnerHistory(null, "");

  private final @Nullable HistoryFile file;
  private final String ownSubmission;

  private PartnerHistory(@Nullable HistoryFile file, String ownSubmission) {
    this.file = file;
    this.ownSubmission = ownSubmission;
  }

  /**
   * @param ownSubmission the submission that is judged now, so nothing is known of it
   */
  static PartnerHistory of(HistoryFile file, String ownSubmission) {
    return new PartnerHistory(file, ownSubmission);
  }

  /** Whether this is a check at a partner. */
  boolean isOffline() {
    return file != null;
  }

  /** Verdicts known of a month, by submission; none of them marked in force. */
  Map<String, Verdict> verdicts(ReportingMonth month) {
    Map<String, Verdict> known = new HashMap<>();
    HistoryFile of = file;
    if (of != null) {
      Map<String, Delivery> deliveries = new HashMap<>();
      for (Arrived arrived : of.deliveries()) {
        deliveries.put(arrived.delivery().submissionId(), arrived.delivery());
      }
      for (List<@Nullable String> row : others("verdicts", month)) {
        Delivery delivery = deliveries.get(of.value("verdicts", row, "submission_id"));
        if (delivery != null) {
          known.put(delivery.submissionId(), verdict(of, row, delivery));
        }
      }
    }
    return known;
  }

  private static Verdict verdict(HistoryFile file, List<@Nullable String> row, Delivery delivery) {
    return new Verdict(
        delivery,
        text(file, row, "state"),
        false,
        Boolean.parseBoolean(text(file, row, "is_late")),
        Boolean.parseBoolean(text(file, row, "is_nil_return")),
        file.value("verdicts", row, "repeats"),
        file.value("verdicts", row, "reason"),
        Long.parseLong(text(file, row, "sent")),
        Long.parseLong(text(file, row, "accepted")),
        Long.parseLong(text(file, row, "rejected")),
        Long.parseLong(text(file, row, "warned")));
  }

  private static String text(HistoryFile file, List<@Nullable String> row, String column) {
    return Optional.ofNullable(file.value("verdicts", row, column)).orElse("");
  }

  /** Rows known of a table and month, typed and in the order of the table's contract. */
  List<Object[]> rows(String table, ReportingMonth month) {
    HistoryFile of = file;
    if (of == null) {
      return List.of();
    }
    StructType schema = ContractFrames.schema(Rulebook.load().contracts().table(table));
    List<Object[]> rows = new ArrayList<>();
    for (List<@Nullable String> row : others(table, month)) {
      @Nullable Object[] values = new Object[schema.size()];
      for (int i = 0; i < values.length; i++) {
        StructField field = schema.apply(i);
        values[i] = value(of.value(table, row, field.name()), field.dataType());
      }
      rows.add(values);
    }
    return rows;
  }

  /** Writes what is known of a month's metrics beside those measured now. */
  void writeMetrics(ReportingMonth month, SparkSession spark, VersionedTree.Draft metrics) {
    List<Object[]> known = rows("metrics", month);
    if (!known.isEmpty()) {
      ParquetTables.writeInOrder(
          TypedRows.frame(
              spark, known, ContractFrames.schema(Rulebook.load().contracts().table("metrics"))),
          metrics.folder("metrics", month),
          "metrics-known",
          metrics.versionId());
    }
  }

  private List<List<@Nullable String>> others(String table, ReportingMonth month) {
    HistoryFile of = file;
    return of == null
        ? List.of()
        : of.rows(table, month).stream()
            .filter(row -> !ownSubmission.equals(of.value(table, row, "submission_id")))
            .toList();
  }

  private static @Nullable Object value(@Nullable String text, DataType type) {
    if (text == null) {
      return null;
    }
    if (type.equals(DataTypes.LongType)) {
      return Long.valueOf(text);
    }
    if (type.equals(DataTypes.IntegerType)) {
      return Integer.valueOf(text);
    }
    if (type.equals(DataTypes.DoubleType)) {
      return Double.valueOf(text);
    }
    if (type.equals(DataTypes.DateType)) {
      return LocalDate.parse(text);
    }
    return type.equals(DataTypes.BooleanType) ? (Object) Boolean.valueOf(text) : text;
  }

  /** Makes the months before one readable, as a national lake has them. */
  void publishBefore(ReportingMonth month, SparkSession spark, Lake lake) {
    HistoryFile of = file;
    if (of == null) {
      return;
    }
    String version = Digest.id("history " + of.owner());
    for (Zone zone : List.of(Zone.FINDINGS, Zone.METRICS)) {
      VersionedTree.Draft draft = lake.tree(zone).draft(version);
      SortedMap<ReportingMonth, Boolean> months = new TreeMap<>();
      for (String table : HistoryFile.TABLES) {
        SortedMap<ReportingMonth, List<Object[]>> rows = new TreeMap<>();
        if (table.equals("metrics") == (zone == Zone.METRICS)) {
          of.rows()
              .getOrDefault(table, new TreeMap<>())
              .headMap(month)
              .keySet()
              .forEach(each -> rows.put(each, rows(table, each)));
          MonthTables.write(spark, Rulebook.load().contracts().table(table), rows, draft);
          rows.keySet().forEach(each -> months.put(each, true));
        }
      }
      if (!months.isEmpty()) {
        draft.publish(months.keySet());
      }
    }
  }
}
