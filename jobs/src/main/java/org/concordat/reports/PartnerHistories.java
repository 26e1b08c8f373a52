package org.concordat.reports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.HistoryFile;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Writes every partner's own history beside its page: with it a check at the partner gives the page
 * of the national run. Nothing of another partner and no row of any table is in it.
 */
final class PartnerHistories {

  private static final String MANIFEST = "manifest.json";

  private final ReportingMonth month;
  private final List<ReportingMonth> window;
  private final Deliveries deliveries;
  private final List<Delivery> arrived;
  private final SortedMap<String, List<String>> columns = new TreeMap<>();

  /**
   * @param windowMonths months a history goes back, this one included
   */
  PartnerHistories(
      ReportingMonth month, int windowMonths, Deliveries deliveries, ContractCatalogue contracts) {
    this.month = month;
    this.window = month.window(windowMonths);
    this.deliveries = deliveries;
    this.arrived = deliveries.allWithConflicts();
    HistoryFile.TABLES.forEach(table -> columns.put(table, contracts.table(table).columnNames()));
  }

  /**
   * @param rows rows of all partners as {@link QualityTables#texts} gives them; empty for none
   * @param file where a partner's history goes
   */
  void write(List<Partner> partners, Optional<Dataset<Row>> rows, Function<Partner, Path> file) {
    Set<Partner> written = new HashSet<>();
    rows.ifPresent(all -> written.addAll(writeRows(all, file)));
    for (Partner partner : partners) {
      if (written.add(partner)) {
        begin(partner, file.apply(partner)).close();
      }
    }
  }

  private Set<Partner> writeRows(Dataset<Row> rows, Function<Partner, Path> file) {
    Set<Partner> written = new HashSet<>();
    Iterator<Row> ordered =
        rows.repartition(1)
            .sortWithinPartitions(
                functions.col("family"),
                functions.col("organisation_code"),
                functions.col("table"),
                functions.col("month"),
                functions.col("row"))
            .toLocalIterator();
    HistoryFile.Writer writer = null;
    try {
      while (ordered.hasNext()) {
        Row row = ordered.next();
        Partner partner = PartnerCsv.partner(row);
        if (writer == null || !written.contains(partner)) {
          close(writer);
          writer = begin(partner, file.apply(partner));
          written.add(partner);
        }
        writer.row(row.getString(2), row.getString(3), row.getString(4));
      }
    } finally {
      close(writer);
    }
    return written;
  }

  private HistoryFile.Writer begin(Partner partner, Path file) {
    HistoryFile.Writer writer =
        new HistoryFile.Writer(
            file, new HistoryFile.Owner(1, partner.family(), partner.code(), month, columns));
    arrived.stream()
        .filter(delivery -> delivery.family() == partner.family())
        .filter(delivery -> delivery.organisationCode().equals(partner.code()))
        .filter(delivery -> window.contains(delivery.month()))
        .forEach(
            delivery -> writer.delivery(new HistoryFile.Arrived(delivery, manifest(delivery))));
    return writer;
  }

  private @Nullable String manifest(Delivery delivery) {
    Optional<DeliveredFile> sent =
        delivery.files().stream().filter(file -> file.path().equals(MANIFEST)).findFirst();
    if (sent.isEmpty()) {
      return null;
    }
    try {
      byte[] bytes = Files.readAllBytes(deliveries.object(sent.get().sha256()));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException e) {
      return null; // no text, or no longer there: the history goes without it
    }
  }

  private static void close(HistoryFile.@Nullable Writer writer) {
    if (writer != null) {
      writer.close();
    }
  }
}
