package org.concordat.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.concordat.platform.Delivery;
import org.concordat.schemas.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What the file rules say about one delivery.
 *
 * @param delivery what arrived
 * @param manifest the partner's manifest; null when it cannot be read
 * @param findings messages of rules FIL-001 to FIL-020 without FIL-013, FIL-015 and FIL-017, the
 *     manifest's first
 * @param files table files that the manifest names and that are there, in table order
 * @param broken records that cannot be read (FIL-013), by file; only when the submission is
 *     rejected, otherwise whoever judges its rows names them
 */
public record Inspection(
    Delivery delivery,
    @Nullable SentManifest manifest,
    List<Finding> findings,
    List<InspectedFile> files,
    List<BrokenRecords> broken) {

  /** One without records that cannot be read. */
  Inspection(
      Delivery delivery,
      @Nullable SentManifest manifest,
      List<Finding> findings,
      List<InspectedFile> files) {
    this(delivery, manifest, findings, files, List.of());
  }

  /**
   * One table file.
   *
   * @param table contract it follows
   * @param file name as sent
   * @param object where its bytes lie
   * @param bytes its size as sent
   * @param format how it is packed
   * @param columns columns as found; empty when there is no readable header
   * @param rows data records, broken ones included; up to the fault where the file has one
   * @param raggedRows records that cannot be read
   * @param readable whether it can be read to its end
   */
  public record InspectedFile(
      String table,
      String file,
      Path object,
      long bytes,
      FileFormat format,
      List<String> columns,
      long rows,
      long raggedRows,
      boolean readable) {}

  /** Whether a file rule rejects the whole submission. */
  public boolean isRejected() {
    return findings.stream().anyMatch(f -> f.severity().equals(Severity.RF.name()));
  }

  /** How many messages there are. */
  long messages() {
    return findings.size() + broken.stream().mapToLong(BrokenRecords::messages).sum();
  }

  /** The manifest, when it can be read. */
  public Optional<SentManifest> sentManifest() {
    return Optional.ofNullable(manifest);
  }

  /** Whether it says that there was no activity. */
  public boolean isNilReturn() {
    return manifest != null && manifest.nilReturn();
  }

  /** All data records sent. */
  public long rows() {
    return files.stream().mapToLong(InspectedFile::rows).sum();
  }
}
