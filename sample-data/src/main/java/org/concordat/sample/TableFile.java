package org.concordat.sample;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;

/** One table file of a submission while it is written: header first, hash and sizes at the end. */
final class TableFile implements AutoCloseable {

  /** How a file is packed; the ending of its name says so. */
  enum Packing {
    PLAIN(".csv"),
    GZIP(".csv.gz"),
    ZSTANDARD(".csv.zst");

    private final String ending;

    Packing(String ending) {
      this.ending = ending;
    }
  }

  private final TableShape shape;
  private final Path path;
  private final DigestOutputStream digested;
  private final OutputStream out;
  private long rows;
  private long nextLine = 1;

  TableFile(Path folder, TableShape shape, Packing packing) throws IOException {
    this.shape = shape;
    this.path = folder.resolve(shape.name() + packing.ending);
    this.digested =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(path), 1 << 16), Sha256.digest());
    this.out =
        switch (packing) {
          case PLAIN -> digested;
          case GZIP -> new StoredGzip(digested);
          case ZSTANDARD -> new ZstdOutputStream(digested, 9);
        };
    writeLine(shape.header());
  }

  /**
   * Writes one record.
   *
   * @return physical line on which the record starts, counted from 1
   */
  long write(Row row) throws IOException {
    long line = nextLine;
    writeLine(row.csv());
    rows++;
    return line;
  }

  private void writeLine(String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    nextLine += 1 + text.chars().filter(c -> c == '\n').count();
  }

  long rows() {
    return rows;
  }

  String fileName() {
    return path.getFileName().toString();
  }

  @Override
  public void close() throws IOException {
    out.close();
    digested.close();
  }

  /** What the manifest says about the file, once it is closed. */
  Manifest.Resource resource() throws IOException {
    return new Manifest.Resource(
        fileName(),
        Files.size(path),
        "sha256:" + HexFormat.of().formatHex(digested.getMessageDigest().digest()),
        rows,
        shape.name());
  }
}
