package org.concordat.check;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.concordat.check.SubmissionFiles.TableFile;
import org.concordat.platform.RowExpressions;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/** One table file read and judged record by record, by the same code whoever asks. */
final class JudgedFile implements Closeable {

  private final PartnerFileReader reader;
  private final RowJudge judge;
  private final int[] positions;
  private final @Nullable String[] texts;

  private JudgedFile(PartnerFileReader reader, RowJudge judge, TableContract table) {
    this.reader = reader;
    this.judge = judge;
    List<String> columns = reader.columns();
    positions = table.columnNames().stream().mapToInt(columns::indexOf).toArray();
    texts = new String[positions.length];
  }

  static JudgedFile open(
      SubmissionFiles submission, TableFile file, Rulebook rulebook, RowExpressions conditions)
      throws IOException {
    TableContract table = rulebook.contracts().table(file.table());
    RowJudge judge =
        new RowJudge(
            rulebook.of(table, submission.month()),
            conditions,
            submission.month(),
            submission.createdAt(),
            submission.organisationCode());
    PartnerFileReader reader = PartnerFileReader.open(Path.of(file.path()), file.name());
    return new JudgedFile(reader, judge, table);
  }

  /** The next record, judged when it is readable; null after the last one. */
  @Nullable PartnerRecord next() throws IOException {
    PartnerRecord record = reader.next();
    if (record != null && record.isReadable()) {
      for (int field = 0; field < positions.length; field++) {
        texts[field] = positions[field] < 0 ? null : record.value(positions[field]);
      }
      judge.judge(texts);
    }
    return record;
  }

  /** What was found out about the record given last. */
  RowJudge judge() {
    return judge;
  }

  int columnCount() {
    return reader.columns().size();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
