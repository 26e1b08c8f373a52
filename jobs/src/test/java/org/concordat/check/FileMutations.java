package org.concordat.check;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Ways in which the bytes of a file go wrong, drawn at random from a seed. */
final class FileMutations {

  private static final String[] TOKENS = {
    "\"",
    "\"\"",
    ",",
    ",,",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\u0000",
    "\uFEFF",
    "\"\n",
    ",\"",
    "a\",\"x\n",
    "2026-09-31",
    "9999-99-99T99:99:99+99:99",
    "99999999999999999999",
    "-1",
    "null",
    "é",
    "𝟙",
    "'; --",
    "${x}",
    "{value}",
    "%s",
    "\\",
    "\t",
    "𐀀",
    "true",
    "1e400",
    "../../x"
  };
  private static final String[] JSON = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "true",
    "{}",
    "[]",
    "1e999",
    "-1",
    "\"\"",
    "\"path\"",
    "\"resources\"",
    "99999999999999999999999",
    "\\u0000",
    "\"sha256:00\"",
    "\"bytes\": 0.5",
    "/* */",
    "NaN",
    "[[[[[[[[[["
  };

  private final SplittableRandom random;

  FileMutations(SplittableRandom random) {
    this.random = random;
  }

  /** Text of a table, spoilt in one to four places. */
  byte[] spoiltText(byte[] text) {
    return spoilt(text, TOKENS);
  }

  /** A manifest, spoilt in one to four places. */
  byte[] spoiltManifest(byte[] json) {
    return spoilt(json, JSON);
  }

  private byte[] spoilt(byte[] bytes, String[] tokens) {
    byte[] result = bytes;
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      result =
          random.nextInt(3) == 0
              ? spoiltBytes(result)
              : insert(
                  result,
                  tokens[random.nextInt(tokens.length)].getBytes(StandardCharsets.UTF_8),
                  random.nextInt(3) == 0 ? random.nextInt(4) : 0);
    }
    return result;
  }

  /** Any bytes, packed ones too: a byte changed, a stretch lost, doubled or moved, an end cut. */
  byte[] spoiltBytes(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(1 + random.nextInt(64)));
    byte[] stretch = Arrays.copyOfRange(bytes, from, to);
    switch (random.nextInt(6)) {
      case 0 -> {
        byte[] flipped = bytes.clone();
        flipped[from] ^= (byte) (1 << random.nextInt(8));
        return flipped;
      }
      case 1 -> {
        byte[] other = bytes.clone();
        other[from] = (byte) random.nextInt(256);
        return other;
      }
      case 2 -> {
        return Arrays.copyOf(bytes, from);
      }
      case 3 -> {
        return joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
      }
      case 4 -> {
        return insert(bytes, stretch, 0);
      }
      default -> {
        return joined(bytes, stretch);
      }
    }
  }

  /** Puts bytes in at a random place, or in place of some. */
  private byte[] insert(byte[] bytes, byte[] put, int replaced) {
    int at = random.nextInt(bytes.length + 1);
    byte[] tail = Arrays.copyOfRange(bytes, Math.min(bytes.length, at + replaced), bytes.length);
    return joined(joined(Arrays.copyOf(bytes, at), put), tail);
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    byte[] whole = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, whole, head.length, tail.length);
    return whole;
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] zstandard(byte[] bytes) {
    return Zstd.compress(bytes);
  }
}
