package org.concordat.check;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.TaskContext;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * One table file read record by record, its values in the order of the table's contract. What a
 * task reads is counted among what Spark shows of it.
 */
final class ContractRecords implements Closeable {

  private final PartnerFileReader reader;
  private final int[] positions;
  private final @Nullable String[] texts;
  private long records;

  private ContractRecords(PartnerFileReader reader, TableContract table) {
    this.reader = reader;
    List<String> columns = reader.columns();
    positions = table.columnNames().stream().mapToInt(columns::indexOf).toArray();
    texts = new String[positions.length];
  }

  static ContractRecords open(SubmissionFiles.TableFile file, TableContract table)
      throws IOException {
    return new ContractRecords(PartnerFileReader.open(Path.of(file.path()), file.name()), table);
  }

  /** The next record; null after the last one. */
  @Nullable PartnerRecord next() throws IOException {
    PartnerRecord record = reader.next();
    if (record != null) {
      records++;
      if (record.isReadable()) {
        for (int field = 0; field < positions.length; field++) {
          texts[field] = positions[field] < 0 ? null : record.value(positions[field]);
        }
      }
    }
    return record;
  }

  /**
   * One text per field of the contract of the record given last, if it could be read; filled again
   * by the next one.
   */
  @Nullable String[] texts() {
    return texts;
  }

  int columnCount() {
    return reader.columns().size();
  }

  @Override
  public void close() throws IOException {
    reader.close();
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.taskMetrics().inputMetrics().incRecordsRead(records);
    }
  }
}
