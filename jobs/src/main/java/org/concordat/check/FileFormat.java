package org.concordat.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a table file is packed; its name's ending says so, in any case. */
public enum FileFormat {
  CSV(".csv"),
  CSV_GZIP(".csv.gz"),
  CSV_ZSTANDARD(".csv.zst"),
  PARQUET(".parquet");

  private final String ending;

  FileFormat(String ending) {
    this.ending = ending;
  }

  /** The format of a file of that name; empty when partners do not send such files. */
  public static Optional<FileFormat> of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> name.endsWith(format.ending) && name.length() > format.ending.length())
        .findFirst();
  }

  /** The name without its ending: the table's name. */
  public String tableName(String fileName) {
    return fileName.substring(0, fileName.length() - ending.length());
  }

  public String ending() {
    return ending;
  }
}
