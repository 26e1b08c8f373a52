package org.concordat.check;

import java.io.Closeable;
import java.io.IOException;
import org.concordat.check.SubmissionFiles.TableFile;
import org.concordat.platform.RowExpressions;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/** One table file read and judged record by record, as {@link SubmissionJudge} asks. */
final class JudgedFile implements Closeable {

  private final ContractRecords records;
  private final RowJudge judge;

  private JudgedFile(ContractRecords records, RowJudge judge) {
    this.records = records;
    this.judge = judge;
  }

  static JudgedFile open(
      SubmissionFiles submission, TableFile file, Rulebook rulebook, RowExpressions conditions)
      throws IOException {
    TableContract table = rulebook.contracts().table(file.table());
    RowJudge judge = new RowJudge(rulebook.of(table, submission.month()), conditions, submission);
    return new JudgedFile(ContractRecords.open(file, table), judge);
  }

  /** The next record, judged when it is readable; null after the last one. */
  @Nullable PartnerRecord next() throws IOException {
    PartnerRecord record = records.next();
    if (record != null && record.isReadable()) {
      judge.judge(records.texts());
    }
    return record;
  }

  /** What was found out about the record given last. */
  RowJudge judge() {
    return judge;
  }

  int columnCount() {
    return records.columnCount();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
