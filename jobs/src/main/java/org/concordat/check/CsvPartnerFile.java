package org.concordat.check;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.CharArrayReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.concordat.check.UnreadableFileException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV: {@link CsvFrames} says which stretches are sound records. Where no quote stands in a
 * block of them, values lie between commas; FastCSV parses every other block.
 */
final class CsvPartnerFile implements PartnerFileReader {

  private static final int BLOCK = 1 << 15;

  private static final int ALL = -2;

  private final CsvFrames frames;
  private final Deque<PartnerRecord> ready = new ArrayDeque<>();
  private List<String> columns = List.of();
  private int only = ALL;
  private long records;
  private boolean ended;

  private CsvPartnerFile(CsvFrames frames) {
    this.frames = frames;
  }

  static CsvPartnerFile open(Path file, FileFormat format, long mostBytes) throws IOException {
    return open(file, format, mostBytes, CsvFrames.LONGEST_RECORD);
  }

  static CsvPartnerFile open(Path file, FileFormat format, long mostBytes, int longestRecord)
      throws IOException {
    CsvPartnerFile reader =
        new CsvPartnerFile(new CsvFrames(Utf8Text.open(file, format, mostBytes), longestRecord));
    try {
      reader.readHeader();
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
    return reader;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public @Nullable PartnerRecord next() throws IOException {
    while (ready.isEmpty() && !ended) {
      readBlock();
    }
    return ready.poll();
  }

  @Override
  public void lookOnlyAt(int column) {
    only = column;
  }

  private void readHeader() throws IOException {
    CsvFrames.Frame header = frames.next();
    while (header != null && header.blank) {
      frames.release(header.offset + header.length);
      frames.compact();
      header = frames.next();
    }
    if (header == null) {
      throw new UnreadableFileException(Reason.EMPTY, 0, null);
    }
    if (header.fault != null) {
      throw new UnreadableFileException(Reason.NO_HEADER, header.line, null);
    }
    columns =
        parse(header.offset, header.length).get(0).getFields().stream().map(String::strip).toList();
    frames.expect(columns.size());
    frames.release(header.offset + header.length);
  }

  /** Sound records in a row are parsed together; anything else ends the block. */
  private void readBlock() throws IOException {
    int start = frames.compact();
    int length = 0;
    List<Long> lines = new ArrayList<>();
    boolean plain = true;
    PartnerRecord broken = null;
    while (length < BLOCK) {
      CsvFrames.Frame frame = frames.next();
      if (frame == null) {
        ended = true;
        break;
      }
      if (frame.blank || frame.fault != null) {
        frames.release(frame.offset + frame.length);
        if (frame.fault != null) {
          long record = records + lines.size() + 1;
          broken = PartnerRecord.broken(frame.line, record, frame.values, frame.fault);
        }
        break;
      }
      length += frame.length;
      lines.add(frame.line);
      plain &= frame.plain;
      frames.release(frame.offset + frame.length);
    }
    if (plain) {
      addSplit(start, lines);
    } else {
      addParsed(start, length, lines);
    }
    if (broken != null) {
      records++;
      ready.add(broken);
    }
  }

  private void addParsed(int start, int length, List<Long> lines) {
    List<CsvRecord> parsed = lines.isEmpty() ? List.of() : parse(start, length);
    if (parsed.size() != lines.size()) {
      throw new IllegalStateException(
          "The CSV library sees " + parsed.size() + " records where " + lines.size() + " begin");
    }
    for (int i = 0; i < parsed.size(); i++) {
      @Nullable String[] values = parsed.get(i).getFields().toArray(new String[0]);
      records++;
      ready.add(PartnerRecord.of(lines.get(i), records, values));
    }
  }

  /** Records without quotes, each ended by its line's end or by the file's. */
  private void addSplit(int start, List<Long> lines) {
    char[] text = frames.buffer();
    int at = start;
    for (long line : lines) {
      @Nullable String[] values = new String[columns.size()];
      for (int column = 0; column < values.length; column++) {
        int from = at;
        while (at < frames.end() && text[at] != ',' && text[at] != '\n' && text[at] != '\r') {
          at++;
        }
        values[column] = only == ALL || only == column ? stripped(text, from, at) : null;
        at += at < frames.end() && text[at] == ',' ? 1 : 0;
      }
      if (at < frames.end() && text[at] == '\r') {
        at++;
      }
      if (at < frames.end() && text[at] == '\n') {
        at++;
      }
      records++;
      ready.add(PartnerRecord.ofTrimmed(line, records, values));
    }
  }

  private static @Nullable String stripped(char[] text, int from, int to) {
    return from == to ? null : PartnerRecord.trimmed(new String(text, from, to - from));
  }

  private List<CsvRecord> parse(int offset, int length) {
    return CsvReader.builder()
        .skipEmptyLines(false)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .ofCsvRecord(new CharArrayReader(frames.buffer(), offset, length))
        .stream()
        .toList();
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}
