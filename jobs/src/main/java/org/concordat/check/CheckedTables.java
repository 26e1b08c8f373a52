package org.concordat.check;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.concordat.check.SubmissionFiles.TableFile;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.RowExpressions;
import org.concordat.platform.TypedRows;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Writes the accepted, typed rows of one table: files of the submissions in force, in submission
 * order, each row in the order it was sent, without a shuffle.
 */
final class CheckedTables {

  /** Input bytes that make one Parquet file; decided by the inputs, so by no machine. */
  private static final long BYTES_PER_FILE = 48L << 20;

  /** One partner's file and the rows of it that are not wanted. */
  record Part(SubmissionFiles submission, TableFile file, BitSet dropped) implements Serializable {}

  private CheckedTables() {}

  /**
   * Writes one table's months.
   *
   * @param months parts of each month in submission order
   */
  static void write(
      SparkSession spark,
      TableContract table,
      SortedMap<ReportingMonth, List<Part>> months,
      RowExpressions conditions,
      VersionedTree.Draft draft) {
    List<ArrayList<Part>> files = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    months.forEach(
        (month, parts) -> {
          List<ArrayList<Part>> ofMonth = files(parts);
          files.addAll(ofMonth);
          folders.addAll(Collections.nCopies(ofMonth.size(), draft.folder(table.name(), month)));
        });
    JavaRDD<Object[]> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(files, files.size())
            .flatMap(chunk -> new CheckedRows(chunk, conditions));
    ParquetTables.writeInOrder(
        TypedRows.frame(spark, rows, ContractFrames.checkedSchema(table)),
        folders,
        table.name(),
        draft.versionId());
  }

  private static List<ArrayList<Part>> files(List<Part> parts) {
    List<ArrayList<Part>> files = new ArrayList<>();
    long bytes = BYTES_PER_FILE;
    for (Part part : parts) {
      if (bytes >= BYTES_PER_FILE) {
        files.add(new ArrayList<>());
        bytes = 0;
      }
      files.get(files.size() - 1).add(part);
      bytes += part.file().bytes();
    }
    return files;
  }

  /** Reads part after part and gives the rows that are wanted. */
  private static final class CheckedRows implements Iterator<Object[]> {
    private final Iterator<Part> parts;
    private final RowExpressions conditions;
    private @Nullable Part part;
    private @Nullable ContractRecords file;
    private @Nullable RowTyping typing;
    private Object @Nullable [] next;

    CheckedRows(List<Part> parts, RowExpressions conditions) {
      this.parts = parts.iterator();
      this.conditions = conditions;
      this.next = read();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Object[] next() {
      Object[] row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      next = read();
      return row;
    }

    private Object @Nullable [] read() {
      try {
        while (true) {
          Part of = part;
          ContractRecords open = file;
          RowTyping types = typing;
          if (of == null || open == null || types == null) {
            if (!parts.hasNext()) {
              return null;
            }
            open(parts.next());
            continue;
          }
          PartnerRecord record = open.next();
          if (record == null) {
            open.close();
            file = null;
          } else if (record.isReadable() && !of.dropped().get((int) record.record() - 1)) {
            return row(of, record, types.type(open.texts()));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void open(Part next) throws IOException {
      Rulebook rulebook = Rulebook.load();
      TableContract table = rulebook.contracts().table(next.file().table());
      part = next;
      file = ContractRecords.open(next.file(), table);
      typing =
          new RowTyping(
              rulebook.of(table, next.submission().month()), conditions, next.submission());
    }

    private static Object[] row(Part part, PartnerRecord record, JudgedItems items) {
      int fields = items.size();
      Object[] row = new Object[fields + ContractFrames.PROVENANCE.size()];
      for (int field = 0; field < fields; field++) {
        row[field] = items.value(field);
      }
      row[fields] = part.submission().submissionId();
      row[fields + 1] = part.submission().organisationCode();
      row[fields + 2] = part.submission().family();
      row[fields + 3] = part.file().name();
      row[fields + 4] = record.line();
      row[fields + 5] = record.record();
      row[fields + 6] = items.states();
      return row;
    }
  }
}
