package org.concordat.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameSeedTest {

  @TempDir private Path folder = Path.of(".");

  @Test
  void the_committed_months_are_what_the_generator_writes_whatever_the_locale_and_time_zone()
      throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Extracts.again(folder);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertSame(folder.resolve("extracts"), Extracts.COMMITTED);
    assertSame(folder.resolve("faults"), Extracts.GALLERY);
    assertThat(folder.resolve("extracts-faults.csv"))
        .hasSameBinaryContentAs(Path.of("extracts-faults.csv"));
  }

  @Test
  void another_seed_gives_other_people() throws IOException {
    SampleMain.run("--month=2026-09", "--out=" + folder, "--seed=5", "--history=0", "--quiet");
    Path patients = Path.of("MH/RX4/2026-09/001/MHS001MPI.csv");
    assertThat(Files.readString(folder.resolve(patients)))
        .isNotEqualTo(Files.readString(Extracts.COMMITTED.resolve(patients)));
  }

  private static void assertSame(Path written, Path committed) {
    assertThat(names(written)).isEqualTo(names(committed));
    for (Path file : Extracts.files(written, "")) {
      assertThat(file)
          .hasSameBinaryContentAs(committed.resolve(written.relativize(file).toString()));
    }
  }

  private static List<String> names(Path root) {
    return Extracts.files(root, "").stream().map(f -> root.relativize(f).toString()).toList();
  }
}
