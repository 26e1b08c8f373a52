package org.concordat.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import org.concordat.platform.Digest;

/** A large table of invented rows, the same bytes every time. */
public final class LargeDelivery {

  private static final int BLOCK_ROWS = 20_000;

  private LargeDelivery() {}

  /**
   * Writes whole rows until the file has this size or a little more.
   *
   * @return SHA-256 of the file, lower-case hex
   */
  public static String write(Path file, long bytes) throws IOException {
    try (DigestOutputStream out =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file), 1 << 20), Digest.sha256())) {
      out.write("incident_id,call_received_at,postcode,outcome_code\n".getBytes(US_ASCII));
      long written = 0;
      for (long row = 0; written < bytes; row += BLOCK_ROWS) {
        written += block(out, row);
      }
      out.flush();
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    }
  }

  private static long block(OutputStream out, long firstRow) throws IOException {
    StringBuilder rows = new StringBuilder(BLOCK_ROWS * 50);
    for (long row = firstRow; row < firstRow + BLOCK_ROWS; row++) {
      // Mixed so that no program on the way can pack it much.
      long mixed = row * 0x9E3779B97F4A7C15L;
      mixed ^= mixed >>> 29;
      rows.append("AM-").append(row).append(",2026-09-01T00:00:00Z,ZZ99 3WZ,");
      rows.append(Long.toHexString(mixed)).append('\n');
    }
    byte[] text = rows.toString().getBytes(US_ASCII);
    out.write(text);
    return text.length;
  }
}
