package org.concordat.check;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.concordat.check.Inspection.InspectedFile;
import org.concordat.platform.Delivery;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * A submission whose files may be read: what a task needs to judge it.
 *
 * @param submissionId family-org-month-seq
 * @param organisationCode who sent it
 * @param family their family
 * @param monthText month it reports, yyyy-MM
 * @param seq its number among the submissions of the month
 * @param receivedAt when it arrived
 * @param createdAt when its extract was made, as the manifest says; null when not known
 * @param isNilReturn whether it says that there was no activity
 * @param mayHoldFewerRows whether it says that it has fewer rows than what it replaces
 * @param files table files, in table name order
 */
record SubmissionFiles(
    String submissionId,
    String organisationCode,
    String family,
    String monthText,
    String seq,
    Instant receivedAt,
    @Nullable Instant createdAt,
    boolean isNilReturn,
    boolean mayHoldFewerRows,
    List<TableFile> files)
    implements Serializable {

  /**
   * One table as sent.
   *
   * @param table contract it follows
   * @param name file name as sent
   * @param path where its bytes lie
   * @param bytes how many they are
   */
  record TableFile(String table, String name, String path, long bytes) implements Serializable {}

  ReportingMonth month() {
    return ReportingMonth.of(monthText);
  }

  long bytes() {
    return files.stream().mapToLong(TableFile::bytes).sum();
  }

  /** What a task needs of an inspected submission. */
  static SubmissionFiles of(Inspection inspection) {
    Delivery delivery = inspection.delivery();
    List<TableFile> files = new ArrayList<>();
    for (InspectedFile file : inspection.files()) {
      files.add(
          new TableFile(
              file.table(), file.file(), file.object().toAbsolutePath().toString(), file.bytes()));
    }
    return new SubmissionFiles(
        delivery.submissionId(),
        delivery.organisationCode(),
        delivery.family().name(),
        delivery.month().toString(),
        delivery.seq(),
        delivery.receivedAt(),
        createdAt(inspection),
        inspection.isNilReturn(),
        inspection.sentManifest().map(SentManifest::replacesWithFewerRows).orElse(false),
        files);
  }

  private static @Nullable Instant createdAt(Inspection inspection) {
    return inspection
        .sentManifest()
        .map(manifest -> ItemFormat.DATE_TIME.read(manifest.createdAt()))
        .map(Instant.class::cast)
        .orElse(null);
  }
}
