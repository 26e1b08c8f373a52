package org.concordat.check;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.concordat.check.PartnerRecord.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Finds where each record of a CSV file starts and ends, so that one broken record costs only
 * itself and memory stays bounded even when a quote is never closed.
 *
 * <p>A quote opens a value only at the value's start (RFC 4180). Where a record that spans several
 * lines turns out broken, its first physical line is the broken record and reading goes on with the
 * second line; only when that second line is no record either, the whole is taken as one record.
 *
 * <p>A file made of such lines would be read over and over again, so the more is read in vain, the
 * shorter a record of several lines may be: no file costs more than a small multiple of its size.
 */
final class CsvFrames implements Closeable {

  /** No row of the specification comes near this many characters. */
  static final int LONGEST_RECORD = 1 << 20;

  private static final int READ_AHEAD = 1 << 16;

  /** Characters looked at in vain before the look-ahead is halved, and how short it may become. */
  private static final int PATIENCE = 1 << 24;

  private static final int SHORTEST_LOOK = 1 << 8;

  private enum State {
    VALUE_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED
  }

  /** What was found: a stretch of the buffer that is one record. */
  static final class Frame {
    int offset;
    int length;
    long line;
    int values;
    boolean blank;
    boolean plain;
    @Nullable Fault fault;
  }

  private final Utf8Text text;
  private final int longest;
  private int lookAhead;
  private final Frame frame = new Frame();
  private char[] buffer = new char[2 * READ_AHEAD];
  private int keepFrom;
  private int position;
  private int end;
  private long line = 1;
  private int columns = -1;

  private State state = State.VALUE_START;
  private int values;
  private int blanks;
  private int secondLine;
  private int valuesOnFirstLine;
  private boolean badQuote;
  private boolean looseQuote;
  private boolean quoted;
  private int inVain;

  CsvFrames(Utf8Text text, int longest) {
    this.text = text;
    this.longest = longest;
    this.lookAhead = longest;
  }

  /** From now on records with another number of values are broken. */
  void expect(int columnCount) {
    columns = columnCount;
  }

  char[] buffer() {
    return buffer;
  }

  /** Where the characters read so far end. */
  int end() {
    return end;
  }

  /** Characters before this offset may be overwritten by the next call of {@link #next}. */
  void release(int offset) {
    keepFrom = offset;
  }

  /**
   * Makes room by moving the kept characters to the buffer's start, once it is worth it; offsets
   * given before lose their meaning.
   *
   * @return where the kept characters begin
   */
  int compact() {
    if (keepFrom < READ_AHEAD && keepFrom < end) {
      return keepFrom;
    }
    System.arraycopy(buffer, keepFrom, buffer, 0, end - keepFrom);
    position -= keepFrom;
    end -= keepFrom;
    keepFrom = 0;
    return 0;
  }

  /** The next record; null at the end. The object is reused. */
  @Nullable Frame next() throws IOException {
    int start = position;
    long startLine = line;
    begin();
    while (true) {
      if (position == end && !fill()) {
        return start == position ? null : finish(start, startLine, position, true);
      }
      if (position - start >= (secondLine < 0 ? longest : lookAhead)) {
        return tooLong(start, startLine);
      }
      char c = buffer[position++];
      boolean newLine = c == '\n' || (c == '\r' && !peek('\n'));
      if (newLine) {
        line++;
      }
      if (newLine && state != State.QUOTED) {
        return finish(start, startLine, position, false);
      }
      if (newLine && secondLine < 0) {
        secondLine = position;
        valuesOnFirstLine = values;
      }
      step(c);
    }
  }

  private void begin() {
    state = State.VALUE_START;
    values = 1;
    blanks = 0;
    secondLine = -1;
    badQuote = false;
    looseQuote = false;
    quoted = false;
  }

  private void step(char c) {
    switch (state) {
      case QUOTED -> {
        if (c == '"') {
          state = State.QUOTE_IN_QUOTED;
        }
      }
      case QUOTE_IN_QUOTED -> {
        if (c == '"') {
          state = State.QUOTED;
        } else if (c == ',') {
          values++;
          state = State.VALUE_START;
        } else if (c != '\r') {
          badQuote = true;
          state = State.PLAIN;
        }
      }
      case VALUE_START, PLAIN -> {
        if (c == ',') {
          values++;
          state = State.VALUE_START;
        } else if (c == '"' && state == State.VALUE_START) {
          state = State.QUOTED;
          quoted = true;
        } else {
          blanks += c <= ' ' ? 1 : 0;
          looseQuote |= c == '"';
          state = State.PLAIN;
        }
      }
      default -> throw new IllegalStateException("No such state: " + state);
    }
  }

  private Frame finish(int start, long startLine, int stop, boolean atEnd) throws IOException {
    int length = stop - start;
    boolean unclosed = atEnd && state == State.QUOTED;
    boolean textAfterQuote = badQuote;
    int count = values;
    boolean wrongCount = columns >= 0 && count != columns;
    frame.blank = values == 1 && blanks >= length - newLineLength(start, stop) && !unclosed;
    if (!frame.blank && secondLine >= 0 && (unclosed || textAfterQuote || wrongCount)) {
      if (unclosed || textAfterQuote || isRecord(secondLine, stop)) {
        return firstLineOnly(start, startLine);
      }
    }
    Fault fault = null;
    if (frame.blank) {
      return describe(start, length, startLine, count, null);
    }
    if (unclosed) {
      fault = Fault.UNCLOSED_QUOTE;
    } else if (textAfterQuote) {
      fault = Fault.TEXT_AFTER_QUOTE;
    } else if (wrongCount) {
      fault = Fault.WRONG_NUMBER_OF_VALUES;
    }
    return describe(start, length, startLine, count, fault);
  }

  /** Whether the physical line that starts here looks like a whole record by itself. */
  private boolean isRecord(int start, int stop) {
    begin();
    int at = start;
    while (at < stop && buffer[at] != '\n' && buffer[at] != '\r') {
      step(buffer[at++]);
    }
    boolean whole = state != State.QUOTED && !badQuote && !looseQuote && values == columns;
    secondLine = start;
    return whole;
  }

  private Frame firstLineOnly(int start, long startLine) {
    int resume = secondLine;
    inVain += position - resume;
    if (inVain > PATIENCE && lookAhead > SHORTEST_LOOK) {
      lookAhead /= 2;
      inVain = 0;
    }
    position = resume;
    line = startLine + 1;
    return describe(start, resume - start, startLine, valuesOnFirstLine, Fault.UNCLOSED_QUOTE);
  }

  /** Gives up on a record that is longer than any can be, without keeping it. */
  private Frame tooLong(int start, long startLine) throws IOException {
    if (secondLine >= 0) {
      return firstLineOnly(start, startLine);
    }
    Fault fault = state == State.QUOTED ? Fault.UNCLOSED_QUOTE : Fault.TOO_LONG;
    keepFrom = start;
    char c = 0;
    while (c != '\n' && c != '\r') {
      if (position == end) {
        end = position = start;
        if (!fill()) {
          return describe(position, 0, startLine, values, fault);
        }
      }
      c = buffer[position++];
    }
    if (c == '\r' && peek('\n')) {
      position++;
    }
    line++;
    return describe(position, 0, startLine, values, fault);
  }

  private Frame describe(int start, int length, long startLine, int count, @Nullable Fault fault) {
    frame.offset = start;
    frame.length = length;
    frame.line = startLine;
    frame.values = count;
    frame.plain = !quoted && !looseQuote;
    frame.fault = fault;
    return frame;
  }

  private int newLineLength(int start, int stop) {
    int at = stop;
    while (at > start && (buffer[at - 1] == '\n' || buffer[at - 1] == '\r')) {
      at--;
    }
    return stop - at;
  }

  private boolean peek(char expected) throws IOException {
    return (position < end || fill()) && buffer[position] == expected;
  }

  /** Reads on behind what is there; never moves characters. */
  private boolean fill() throws IOException {
    if (buffer.length - end < READ_AHEAD) {
      buffer = Arrays.copyOf(buffer, buffer.length + Math.max(READ_AHEAD, buffer.length / 2));
    }
    int read = text.read(buffer, end, READ_AHEAD, line);
    end += Math.max(0, read);
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
