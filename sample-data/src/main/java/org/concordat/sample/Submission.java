package org.concordat.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.concordat.schemas.Family;

/**
 * One submission's folder while it is filled: a file per table, opened when the first row comes,
 * and the two JSON files at the end.
 */
final class Submission implements RowSink {

  private final World world;
  private final Path folder;
  private final Delivery delivery;
  private final Books books;
  private final BiFunction<Delivery, String, TableFile.Packing> packing;
  private final TreeMap<String, TableFile> files = new TreeMap<>();
  private final TreeMap<String, Integer> seen = new TreeMap<>();
  private long patientLine;

  Submission(
      World world,
      Path root,
      Delivery delivery,
      Books books,
      BiFunction<Delivery, String, TableFile.Packing> packing)
      throws IOException {
    this.world = world;
    this.delivery = delivery;
    this.books = books;
    this.packing = packing;
    this.folder = root.resolve(delivery.path());
    Files.createDirectories(folder);
  }

  @Override
  public void write(Row row) {
    String table = row.shape().name();
    int ordinal = seen.merge(table, 1, Integer::sum);
    try {
      TableFile file = file(table);
      for (SeededFaults.Written written : books.faults().seed(delivery, row, ordinal)) {
        long line = file.write(written.row());
        written.note(delivery, file.fileName(), line, patientLine);
        books.periods().sent(delivery, written.row());
        books.truth().wrote(delivery, written.row(), file.rows());
        patientLine = table.equals("MHS001MPI") ? line : patientLine;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder + ", table " + table, e);
    }
  }

  private TableFile file(String table) throws IOException {
    TableFile file = files.get(table);
    if (file == null) {
      file = new TableFile(folder, world.shape(table), packing.apply(delivery, table));
      files.put(table, file);
    }
    return file;
  }

  /**
   * Closes the files and writes the manifest.
   *
   * @return data rows of all files
   */
  long finish() throws IOException {
    Manifest manifest =
        new Manifest(
            delivery.partner().family(),
            delivery.partner().code(),
            delivery.period(),
            delivery.createdAt());
    manifest.with("resubmission_reason", delivery.resubmissionReason());
    if (delivery.isNilReturn()) {
      manifest.with("nil_return", true).with("nil_return_reason", "No activity in the month");
    } else if (delivery.partner().family() == Family.PF) {
      file("police_mha_detention");
    }
    long rows = 0;
    for (TableFile file : files.values()) {
      file.close();
      manifest.add(file.resource());
      rows += file.rows();
    }
    books.periods().note(delivery, books.faults().ledger());
    manifest.write(folder, delivery.partner().code(), delivery.receivedAt());
    return rows;
  }
}
