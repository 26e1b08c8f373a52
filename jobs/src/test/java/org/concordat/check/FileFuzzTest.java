package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes a partner sends, check neither fails nor hangs: the submission is rejected with a
 * finding, or every row is accepted or rejected and the rows lost have their causes.
 */
class FileFuzzTest {

  @TempDir Path folder;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_few_thousand_spoilt_submissions_are_judged_or_refused() throws IOException {
    FileFuzz fuzz = new FileFuzz(folder, 20260901);
    fuzz.run(3_000);
    assertThat(fuzz.judged()).isGreaterThan(200);
    assertThat(fuzz.refused()).isGreaterThan(200);
    assertThat(fuzz.judgedParquet()).isGreaterThan(10);
  }

  @Test
  @Tag("proof")
  @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_hundred_thousand_spoilt_submissions_are_judged_or_refused() throws IOException {
    FileFuzz fuzz = new FileFuzz(folder, 7);
    fuzz.run(100_000);
    assertThat(fuzz.judged()).isGreaterThan(10_000);
    assertThat(fuzz.refused()).isGreaterThan(10_000);
    assertThat(fuzz.judgedParquet()).isGreaterThan(500);
  }
}
