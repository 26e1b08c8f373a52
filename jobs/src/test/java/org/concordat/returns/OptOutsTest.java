package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.concordat.config.Settings;
import org.concordat.schemas.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records removed by the national data opt-out, as run records count them. */
class OptOutsTest {

  private static final SmallNumbers SMALL_NUMBERS =
      new SmallNumbers(Settings.defaults().disclosure());

  @TempDir private Path runs;

  @Test
  void records_of_the_month_are_counted_by_family_and_published_like_any_figure()
      throws IOException {
    record("marts-m", "{'inputs': {'linked': 'l'}}");
    record(
        "link-l",
        "{'inputs': {'opt_outs': 'x'}, 'counts': {"
            + "'2026-09.people.opt_out_before.MH.RX4': 6, '2026-09.people.opt_out_after.MH.RXM': 2,"
            + "'2026-09.people.opt_out_after.PF.10': 1, '2026-08.people.opt_out_after.PF.10': 9,"
            + "'2026-09.people.MH.nhs_number_alone': 5}}");
    OptOuts optOuts = OptOuts.of(runs, List.of("m", "m"), SmallLake.SEPTEMBER);
    assertThat(optOuts.list()).isEqualTo(OptOuts.APPLIED);
    assertThat(optOuts.removed())
        .containsEntry(Family.MH, 8L) // 6 + 2
        .containsEntry(Family.PF, 1L) // not those of August
        .containsEntry(Family.AM, 0L);
    assertThat(optOuts.published(SMALL_NUMBERS).removed())
        .isEqualTo(Map.of("MH", "10", "AM", "*", "PF", "*", "ED", "*", "UC", "*"));
  }

  @Test
  void without_a_list_nothing_was_removed_and_without_a_record_nothing_is_said()
      throws IOException {
    assertThat(OptOuts.of(runs, List.of("m"), SmallLake.SEPTEMBER).list())
        .isEqualTo(OptOuts.NOT_RECORDED);
    record("marts-m", "{'inputs': {'linked': 'l'}}");
    assertThat(OptOuts.of(runs, List.of("m"), SmallLake.SEPTEMBER).list())
        .isEqualTo(OptOuts.NOT_RECORDED);
    record("link-l", "{'inputs': {'checked': 'c'}, 'counts': {}}");
    OptOuts none = OptOuts.of(runs, List.of("m"), SmallLake.SEPTEMBER);
    assertThat(none.list()).isEqualTo(OptOuts.NONE);
    assertThat(none.removed()).isEmpty();
  }

  private void record(String name, String json) throws IOException {
    Files.writeString(runs.resolve(name + ".json"), json.replace('\'', '"'));
  }
}
