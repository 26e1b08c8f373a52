package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ParquetPartnerFileTest {

  private static final String CSV = "a\nyesterday yesterday yesterday\ntoday\n";

  /** Bytes of the first page's header that hold its lengths, behind the magic word. */
  private static final int FROM = 4;

  private static final int TO = 11;

  private static final long LIMIT = 1 << 20;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_page_that_is_not_as_long_as_it_says_is_refused_however_it_is_packed() throws IOException {
    List<byte[]> files =
        ParquetSamples.of(
            CSV.getBytes(StandardCharsets.UTF_8),
            ParquetSamples.PACKED.length - 1,
            new SplittableRandom(1),
            folder);
    Path file = folder.resolve("spoilt.parquet");
    int refused = 0;
    for (byte[] sound : files) {
      for (int bit = 8 * FROM; bit < 8 * TO; bit++) {
        byte[] spoilt = sound.clone();
        spoilt[bit / 8] ^= (byte) (1 << (bit % 8));
        Files.write(file, spoilt);
        refused += isRead(file) ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(50);
  }

  private static boolean isRead(Path file) throws IOException {
    try (PartnerFileReader reader = ParquetPartnerFile.open(file, LIMIT)) {
      while (reader.next() != null) {
        // what is read is judged elsewhere
      }
      return true;
    } catch (UnreadableFileException e) {
      assertThat(e.reason())
          .isIn(
              UnreadableFileException.Reason.NOT_PARQUET, UnreadableFileException.Reason.TOO_LARGE);
      return false;
    }
  }
}
