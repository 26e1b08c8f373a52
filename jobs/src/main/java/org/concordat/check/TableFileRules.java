package org.concordat.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.concordat.check.Inspection.InspectedFile;
import org.concordat.check.SentManifest.Resource;
import org.concordat.config.Settings;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Judges one table file in one pass over its bytes: checksum (FIL-007), readability (FIL-009),
 * header (FIL-010 to FIL-012), broken records (FIL-013, FIL-014), row count (FIL-008); and counts
 * what FIL-019 and FIL-020 need.
 */
final class TableFileRules {

  private static final int HEADER_ROWS_KEPT = 1;

  private final QualityRules rules;
  private final Settings.Check settings;
  private final Delivery delivery;
  private final TableContract table;
  private final Resource named;
  private final DeliveredFile file;
  private final FileFormat format;
  private final PeriodCount period;
  private final List<Finding> findings = new ArrayList<>();
  private final BrokenRecords brokenRecords;
  private final List<PartnerRecord> firstRows = new ArrayList<>();
  private List<String> columns = List.of();
  private long rows;
  private boolean readable = true;

  TableFileRules(
      QualityRules rules,
      Settings.Check settings,
      Delivery delivery,
      TableContract table,
      Resource named,
      DeliveredFile file,
      FileFormat format) {
    this.rules = rules;
    this.settings = settings;
    this.delivery = delivery;
    this.table = table;
    this.named = named;
    this.file = file;
    this.format = format;
    this.period = new PeriodCount(delivery.month());
    this.brokenRecords =
        new BrokenRecords(delivery, file.path(), table.name(), settings.messageCap());
  }

  /** Reads the file once; the getters then say what was found. */
  void judge(Path object) {
    checksum();
    try (PartnerFileReader reader =
        PartnerFileReader.open(object, file.path(), settings.unpackedBytes())) {
      columns = reader.columns();
      ColumnNames names = new ColumnNames(table, Rulebook.load().contracts().landing());
      findings.addAll(new Columns(table, columns, names).judge(rules, this::about));
      int dated = table.periodField() == null ? -1 : columns.indexOf(table.periodField());
      for (PartnerRecord row = reader.next(); row != null; row = reader.next()) {
        count(row, dated);
        if (rows > HEADER_ROWS_KEPT) {
          reader.lookOnlyAt(dated);
        }
      }
    } catch (UnreadableFileException e) {
      unreadable(e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + object, e);
    }
    summarise();
  }

  private void checksum() {
    String hash = named.hash().toLowerCase(Locale.ROOT);
    String received = "sha256:" + file.sha256();
    String sent = hash.startsWith("sha256:") || hash.length() != 64 ? hash : "sha256:" + hash;
    if (!sent.equals(received)) {
      differs(named.hash(), received);
    } else if (named.bytes() != file.bytes()) {
      differs(named.bytes() + " bytes", file.bytes() + " bytes");
    }
  }

  private void differs(String sent, String received) {
    findings.add(about(rules.rule("FIL-007")).value(sent).words(Map.of("other", received)).build());
  }

  private void count(PartnerRecord row, int dated) {
    rows++;
    if (firstRows.size() <= HEADER_ROWS_KEPT) {
      firstRows.add(row);
    }
    if (!row.isReadable()) {
      brokenRecords.add(row, columns.size());
    } else if (dated >= 0) {
      period.add(row.value(dated));
    }
  }

  private void unreadable(UnreadableFileException fault) {
    readable = false;
    String byteAt = fault.value();
    String reason =
        switch (fault.reason()) {
          case NOT_UTF8 -> "byte " + byteAt + " is not valid UTF-8";
          case TOO_LARGE -> fault.reason().words() + " (" + byteAt + " bytes)";
          default -> fault.reason().words();
        };
    findings.add(
        about(rules.rule("FIL-009"))
            .line(Math.max(1, fault.line()))
            .words(Map.of("reason", reason))
            .build());
  }

  private void summarise() {
    QualityRule tooManyBroken = rules.rule("FIL-014");
    Integer percent = tooManyBroken.rejectFileAbovePercent();
    long ragged = brokenRecords.count();
    if (percent != null && ragged * 100 > rows * percent) {
      findings.add(
          about(tooManyBroken)
              .line(brokenRecords.firstLine())
              .value(Long.toString(ragged))
              .words(Map.of("other", Long.toString(rows)))
              .build());
    }
    if (readable && rows != named.rows()) {
      findings.add(
          about(rules.rule("FIL-008"))
              .value(Long.toString(named.rows()))
              .words(Map.of("other", Long.toString(rows)))
              .build());
    }
  }

  private Finding.Builder about(QualityRule rule) {
    return Finding.of(rule, delivery).file(file.path()).table(table.name());
  }

  TableContract table() {
    return table;
  }

  String fileName() {
    return file.path();
  }

  List<Finding> findings() {
    return findings;
  }

  /** Its records that cannot be read (FIL-013). */
  BrokenRecords brokenRecords() {
    return brokenRecords;
  }

  PeriodCount period() {
    return period;
  }

  long rows() {
    return rows;
  }

  boolean readable() {
    return readable;
  }

  /** The first data row, when it is the only one and sound. */
  @Nullable PartnerRecord onlyRow() {
    return firstRows.size() == 1 && firstRows.get(0).isReadable() ? firstRows.get(0) : null;
  }

  /** A value of a row, by column name; null when blank or when there is no such column. */
  @Nullable String value(PartnerRecord row, String column) {
    int at = columns.indexOf(column);
    return at < 0 ? null : row.value(at);
  }

  InspectedFile inspected(Path object) {
    return new InspectedFile(
        table.name(),
        file.path(),
        object,
        file.bytes(),
        format,
        List.copyOf(columns),
        rows,
        brokenRecords.count(),
        readable);
  }
}
