package org.concordat.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concordat.platform.Folders;
import org.concordat.testing.SampleMonth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample month without some of its partners, through the command line (docs/coverage.md). Force
 * 42 is missing in any case; of 13 expected partners 2 missing are named, 4 are a caveat, 7 hold
 * the return.
 */
@Tag("proof")
class MissingPartnersProofTest {

  private static final String STEM = "crisis_return_202609_Perf_v1";

  @TempDir private Path root;

  @Test
  void one_dropped_is_published_three_have_a_caveat_and_half_are_held() throws IOException {
    SampleMonth one = without("one", List.of("MH/R1L"));
    assertThat(one.ended().exitCode()).as(one.ended().err()).isZero();
    assertThat(text(one, "_README.txt")).contains("Decision: publish.\n", "  R1L ");

    SampleMonth three = without("three", List.of("MH/R1L", "MH/NTN", "AM/RRU"));
    assertThat(three.ended().exitCode()).as(three.ended().err()).isZero();
    assertThat(text(three, "_README.txt")).contains("Decision: publish with caveat.\n");
    assertThat(text(three, "_changes.txt")).contains("\nCaveat\n", "4 of 13 expected partners");
    assertThat(text(three, "_manifest.json")).contains("\"decision\" : \"publish with caveat\"");

    SampleMonth half =
        without("half", List.of("MH/R1L", "MH/NTN", "MH/RX4", "AM/RRU", "ED/RRV", "PF/01"));
    assertThat(half.ended().exitCode()).isEqualTo(3);
    assertThat(half.ended().err())
        .contains(
            "Held back return 2026-09 Performance: 7 of 13 expected partners are missing",
            "PF 42 Essex (not received)");
    assertThat(Folders.filesBelow(half.lake().resolve("returns"))).isEmpty();
    assertThat(Folders.filesBelow(half.lake().resolve("raw"))).isEmpty();
    // The other stages went on to their end.
    assertThat(half.lake().resolve("reports/national/2026-09/index.html")).isNotEmptyFile();
    assertThat(half.lake().resolve("reports/MH/RXM/2026-09/index.html")).isNotEmptyFile();
    assertThat(half.lake().resolve("marts/live/mha_detentions/reporting_month=2026-09")).exists();
  }

  private SampleMonth without(String name, List<String> dropped) throws IOException {
    Path landing = root.resolve(name).resolve("extracts");
    Folders.copy(SampleMonth.extracts(), landing);
    for (String partner : dropped) {
      Folders.delete(landing.resolve(partner).resolve(SampleMonth.MONTH));
    }
    return SampleMonth.runOf(landing, root.resolve(name));
  }

  private static String text(SampleMonth month, String end) throws IOException {
    return Files.readString(
        month.lake().resolve("returns/2026-09/performance/v1").resolve(STEM + end));
  }
}
