package org.concordat.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ways to spoil the text of a CSV file whose records hold no line breaks. */
final class Spoilt {

  private Spoilt() {}

  /** Takes a column away, by its place counted from 0. */
  static String withoutColumn(String text, int column) {
    return eachLine(
        text,
        cells -> {
          cells.remove(column);
          return cells;
        });
  }

  /** Adds a column at the end. */
  static String withColumn(String text, String name, String value) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        lines[i] += "," + (i == 0 ? name : value);
      }
    }
    return String.join("\n", lines);
  }

  static String withDelimiter(String text, String delimiter) {
    return text.replace(",", delimiter);
  }

  /** Drops the last two values of a record; the line is counted from 1. */
  static String ragged(String text, int line) {
    String[] lines = text.split("\n", -1);
    String cut = lines[line - 1];
    cut = cut.substring(0, cut.lastIndexOf(','));
    lines[line - 1] = cut.substring(0, cut.lastIndexOf(','));
    return String.join("\n", lines);
  }

  /** Opens a quote in the first value of the last record and never closes it. */
  static String unclosed(String text) {
    int last = text.lastIndexOf('\n', text.length() - 2);
    return text.substring(0, last + 1) + '"' + text.substring(last + 1);
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (StoredGzip gzip = new StoredGzip(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] truncated(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length * 2 / 3);
  }

  /** Western encoding of a text with one letter that only UTF-8 writes in two bytes. */
  static byte[] latin(String text, String given) {
    return text.replaceFirst(given, given.substring(0, 1) + "\u00e9" + given.substring(1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private interface Change {
    List<String> of(List<String> cells);
  }

  private static String eachLine(String text, Change change) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        List<String> cells = new ArrayList<>(Arrays.asList(lines[i].split(",", -1)));
        lines[i] = String.join(",", change.of(cells));
      }
    }
    return String.join("\n", lines);
  }
}
