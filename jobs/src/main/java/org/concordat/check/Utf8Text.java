package org.concordat.check;

import com.github.luben.zstd.ZstdInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.concordat.check.UnreadableFileException.Reason;
import org.jspecify.annotations.Nullable;

/** Characters of a text file, decompressed and strictly decoded, without its byte order mark. */
final class Utf8Text implements Closeable {

  private static final int BLOCK = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final long mostBytes;
  private long bytesRead;
  private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).limit(0);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private boolean ended;
  private boolean started;
  private @Nullable Reason fault;
  private @Nullable String faultByte;

  private Utf8Text(InputStream in, long mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /**
   * Opens a text file.
   *
   * @param mostBytes how many bytes of text it may hold when it is unpacked
   */
  static Utf8Text open(Path file, FileFormat format, long mostBytes) throws IOException {
    if (Files.size(file) == 0) {
      throw new UnreadableFileException(Reason.EMPTY, 0, null);
    }
    InputStream raw = Files.newInputStream(file);
    try {
      return new Utf8Text(
          switch (format) {
            case CSV_GZIP -> new GZIPInputStream(raw, BLOCK);
            case CSV_ZSTANDARD -> new ZstdInputStream(raw);
            default -> raw;
          },
          mostBytes);
    } catch (IOException e) {
      raw.close();
      UnreadableFileException unreadable =
          new UnreadableFileException(Reason.NOT_DECOMPRESSED, 0, null);
      unreadable.initCause(e);
      throw unreadable;
    }
  }

  /**
   * Reads on.
   *
   * @param line physical line reached so far, for the exception
   * @return how many characters were put, at least 1; -1 at the end
   * @throws UnreadableFileException once all characters before the fault were given
   */
  int read(char[] into, int offset, int length, long line) throws IOException {
    if (fault != null) {
      throw new UnreadableFileException(fault, line, faultByte);
    }
    CharBuffer chars = CharBuffer.wrap(into, offset, length);
    while (chars.position() == offset && fault == null) {
      if (!decodeInto(chars, line)) {
        return -1;
      }
    }
    int put = chars.position() - offset;
    if (!started && put > 0) {
      started = true;
      if (into[offset] == BYTE_ORDER_MARK) {
        System.arraycopy(into, offset + 1, into, offset, --put);
      }
    }
    for (int i = 0; i < put; i++) {
      if (into[offset + i] == 0) {
        fault = Reason.NUL;
        faultByte = "0x00";
        put = i;
      }
    }
    return put > 0 ? put : read(into, offset, length, line);
  }

  /** Decodes what is there; false when the file has ended and nothing is left. */
  private boolean decodeInto(CharBuffer chars, long line) throws IOException {
    if (ended && !bytes.hasRemaining()) {
      return false;
    }
    CoderResult result = decoder.decode(bytes, chars, ended);
    if (result.isError()) {
      fault = Reason.NOT_UTF8;
      faultByte = String.format(Locale.ROOT, "0x%02X", bytes.get(bytes.position()) & 0xFF);
    } else if (result.isUnderflow() && !ended) {
      bytes.compact();
      try {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = read < 0;
        bytes.position(bytes.position() + Math.max(0, read));
        bytesRead += Math.max(0, read);
      } catch (IOException e) {
        UnreadableFileException unreadable =
            new UnreadableFileException(Reason.NOT_DECOMPRESSED, line, null);
        unreadable.initCause(e);
        throw unreadable;
      } finally {
        bytes.flip();
      }
      if (bytesRead > mostBytes) {
        throw new UnreadableFileException(Reason.TOO_LARGE, line, Long.toString(mostBytes));
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
