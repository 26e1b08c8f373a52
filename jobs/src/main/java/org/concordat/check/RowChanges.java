package org.concordat.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.concordat.check.SubmissionFiles.TableFile;
import org.concordat.platform.Digest;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * What a submission changed against the accepted one it came after (submission-and-validation 2.6,
 * part 5): rows of each table that are the same, altered, added and gone.
 *
 * <p>Rows are compared as sent, by the columns of the contract, in whatever order they stand; a row
 * that cannot be read is left out. A table without a key has no altered rows.
 *
 * @param table landing table
 * @param same rows that stand in both with the same values
 * @param altered rows of which both hold the key, with other values
 * @param added rows of the later submission only
 * @param gone rows of the earlier submission only
 */
record RowChanges(String table, long same, long altered, long added, long gone) {

  /** Compares two submissions of one month; tables that neither holds are left out. */
  static List<RowChanges> between(SubmissionFiles earlier, SubmissionFiles later, Rulebook rulebook)
      throws IOException {
    TreeSet<String> tables = new TreeSet<>();
    earlier.files().forEach(file -> tables.add(file.table()));
    later.files().forEach(file -> tables.add(file.table()));
    List<RowChanges> changes = new ArrayList<>();
    for (String table : tables) {
      TableContract contract = rulebook.contracts().table(table);
      changes.add(of(table, SentRows.of(earlier, contract), SentRows.of(later, contract)));
    }
    return changes;
  }

  private static RowChanges of(String table, SentRows earlier, SentRows later) {
    long[] oldKeys = earlier.keysOfOthersThan(later);
    long[] newKeys = later.keysOfOthersThan(earlier);
    long same = earlier.size() - (long) oldKeys.length;
    long altered = earlier.hasKey() ? common(oldKeys, newKeys) : 0;
    return new RowChanges(table, same, altered, newKeys.length - altered, oldKeys.length - altered);
  }

  /** How many values two sorted lists share, each as often as it stands in both. */
  private static long common(long[] some, long[] others) {
    long common = 0;
    int i = 0;
    int j = 0;
    while (i < some.length && j < others.length) {
      int order = Long.compare(some[i], others[j]);
      common += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return common;
  }

  /**
   * The rows of one table as digests of 64 bits, in order of content: sixteen bytes a row.
   *
   * @param contents digests of all values
   * @param keys digests of the key of the same row
   */
  private record SentRows(long[] contents, long[] keys, boolean hasKey) {

    int size() {
      return contents.length;
    }

    static SentRows of(SubmissionFiles submission, TableContract table) throws IOException {
      List<long[]> rows = new ArrayList<>();
      for (TableFile file : submission.files()) {
        if (file.table().equals(table.name())) {
          read(file, table, rows);
        }
      }
      rows.sort((one, other) -> Arrays.compare(one, other));
      return new SentRows(
          rows.stream().mapToLong(row -> row[0]).toArray(),
          rows.stream().mapToLong(row -> row[1]).toArray(),
          !table.primaryKey().isEmpty());
    }

    private static void read(TableFile file, TableContract table, List<long[]> rows)
        throws IOException {
      MessageDigest digest = Digest.sha256();
      try (PartnerFileReader reader = PartnerFileReader.open(Path.of(file.path()), file.name())) {
        int[] all = positions(reader, table.columnNames());
        int[] key = positions(reader, table.primaryKey());
        for (PartnerRecord record = reader.next(); record != null; record = reader.next()) {
          if (record.isReadable()) {
            rows.add(new long[] {digest(record, all, digest), digest(record, key, digest)});
          }
        }
      }
    }

    private static int[] positions(PartnerFileReader reader, List<String> columns) {
      return columns.stream().mapToInt(reader.columns()::indexOf).toArray();
    }

    private static long digest(PartnerRecord record, int[] positions, MessageDigest digest) {
      for (int position : positions) {
        @Nullable String value = position < 0 ? null : record.value(position);
        if (value != null) {
          digest.update(value.getBytes(StandardCharsets.UTF_8));
        }
        digest.update((byte) 0);
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** Keys of the rows that the other submission does not hold with the same values, sorted. */
    long[] keysOfOthersThan(SentRows other) {
      long[] left = new long[contents.length];
      int count = 0;
      int j = 0;
      for (int i = 0; i < contents.length; i++) {
        while (j < other.contents.length && other.contents[j] < contents[i]) {
          j++;
        }
        if (j < other.contents.length && other.contents[j] == contents[i]) {
          j++;
        } else {
          left[count++] = keys[i];
        }
      }
      long[] keysLeft = Arrays.copyOf(left, count);
      Arrays.sort(keysLeft);
      return keysLeft;
    }
  }
}
