package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.EarlierFiles.EarlierFile;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a return reads of earlier months, and that a rebuild sees the same and nothing else. */
class EarlierMonthsTest {

  private static final ReportingMonth OCTOBER = SmallLake.SEPTEMBER.plusMonths(1);
  private static final String STEM = "crisis_return_202609_Perf_v1";

  @TempDir private static Path once;
  private static Lake made;

  @TempDir private Path root;

  /** September, version 1. */
  @BeforeAll
  static void make_a_return() {
    SmallLake small =
        new SmallLake(once.resolve("made")).submission(Family.MH, "RX4", true, false).recorded();
    small.stage().run(SmallLake.SEPTEMBER, "performance", false);
    made = small.lake();
    SharedSpark.clean();
  }

  @Test
  void returns_of_the_12_months_before_are_named_with_the_digest_of_their_public_manifest()
      throws IOException {
    String manifest =
        ReturnFiles.sha256(
            Files.readAllBytes(version(made, Zone.RETURNS).resolve(STEM + "_manifest.json")));
    for (ReturnStatus status : ReturnStatus.values()) {
      assertThat(EarlierMonths.told(made, OCTOBER, status))
          .containsExactly(
              new EarlierMonths.EarlierReturn(SmallLake.SEPTEMBER, "performance", 1, manifest));
    }
    assertThat(EarlierMonths.told(made, OCTOBER.plusMonths(11), ReturnStatus.PERFORMANCE))
        .hasSize(1);
    assertThat(EarlierMonths.told(made, OCTOBER.plusMonths(12), ReturnStatus.PERFORMANCE))
        .isEmpty();
    assertThat(EarlierMonths.told(made, SmallLake.SEPTEMBER, ReturnStatus.PERFORMANCE)).isEmpty();
    // A final return says what it changes against the performance return of its month.
    assertThat(EarlierMonths.of(made, SmallLake.SEPTEMBER, ReturnStatus.FINAL).returns())
        .extracting(EarlierMonths.EarlierReturn::month, EarlierMonths.EarlierReturn::status)
        .containsExactly(tuple(SmallLake.SEPTEMBER, "performance"));
  }

  @Test
  void marts_of_the_11_months_before_say_which_organisations_are_small() {
    for (int ago = 0; ago <= 12; ago++) {
      List<EarlierFile> marts =
          EarlierMonths.of(made, SmallLake.SEPTEMBER.plusMonths(ago), ReturnStatus.PERFORMANCE)
              .marts();
      if (ago >= 1 && ago <= 11) {
        assertThat(marts)
            .extracting(EarlierFile::table, EarlierFile::month)
            .containsExactly(
                tuple("crisis_presentations", "2026-09"),
                tuple("mha_detentions", "2026-09"),
                tuple("out_of_area_placements", "2026-09"));
      } else {
        assertThat(marts).isEmpty();
      }
    }
  }

  @Test
  void what_is_put_elsewhere_is_read_there_as_here() throws IOException {
    EarlierMonths earlier = EarlierMonths.of(made, OCTOBER, ReturnStatus.PERFORMANCE);
    Lake into = Lake.at(root.resolve("into"), Settings.defaults());
    earlier.restore(made, into);
    assertThat(EarlierMonths.of(into, OCTOBER, ReturnStatus.PERFORMANCE)).isEqualTo(earlier);
    for (Zone zone : List.of(Zone.RETURNS, Zone.RAW)) {
      assertThat(Trees.digests(version(into, zone))).isEqualTo(Trees.digests(version(made, zone)));
    }
  }

  @Test
  void what_is_gone_or_changed_is_refused_by_name() throws IOException {
    EarlierMonths earlier = EarlierMonths.of(made, OCTOBER, ReturnStatus.PERFORMANCE);
    Lake lake = Lake.at(root.resolve("lake"), Settings.defaults());
    refused(
        earlier, lake, "version 1 of the performance return of 2026-09, of which the files are");
    Folders.copy(made.root(Zone.RETURNS), lake.root(Zone.RETURNS));
    refused(earlier, lake, "of which the exact twin is no longer there");
    // Without its twin nothing can be held against it: it is not read, and not recorded.
    assertThat(EarlierMonths.told(lake, OCTOBER, ReturnStatus.PERFORMANCE)).isEmpty();
    Folders.copy(made.root(Zone.RAW), lake.root(Zone.RAW));
    refused(earlier, lake, "no version in " + lake.root(Zone.MARTS) + " holds");
    Files.writeString(version(lake, Zone.RETURNS).resolve(STEM + ".csv"), "changed");
    refused(earlier, lake, STEM + ".csv was changed after it was made");
    Files.delete(version(lake, Zone.RETURNS).resolve(STEM + "_manifest.json"));
    refused(earlier, lake, "There is no " + STEM + "_manifest.json");
  }

  private void refused(EarlierMonths earlier, Lake lake, String words) {
    Lake into = Lake.at(root.resolve("refused"), Settings.defaults());
    Folders.delete(root.resolve("refused"));
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> earlier.restore(lake, into))
        .withMessageContaining(words)
        .withMessageNotContaining("\n");
  }

  private static Path version(Lake lake, Zone zone) {
    return lake.root(zone).resolve("2026-09").resolve("performance").resolve("v1");
  }
}
