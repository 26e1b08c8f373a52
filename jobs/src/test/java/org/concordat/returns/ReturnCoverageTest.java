package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.CoverageSettings;
import org.concordat.config.Settings;
import org.concordat.platform.Folders;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.returns.coverage.Decision;
import org.concordat.schemas.Family;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Partners of the sample country dropped one after another, through the real stage. The register of
 * expected submissions names 13: six trusts, two ambulance services, three forces, a department and
 * a 111 provider.
 */
class ReturnCoverageTest {

  private static final SortedMap<Family, Set<String>> COUNTRY =
      new TreeMap<>(
          Map.of(
              Family.MH, Set.of("NTN", "R1L", "RV5", "RWK", "RX4", "RXM"),
              Family.AM, Set.of("RRU", "RX6"),
              Family.PF, Set.of("01", "10", "42"),
              Family.ED, Set.of("RRV"),
              Family.UC, Set.of("RX6")));

  @TempDir private Path temp;

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  @Test
  void one_dropped_is_named_and_the_return_is_published() throws IOException {
    ReturnResult made =
        lake("one", Set.of("PF42"), Set.of())
            .stage()
            .run(SmallLake.SEPTEMBER, "performance", false);
    JsonNode coverage = manifest(made).get("coverage");
    assertThat(coverage.get("decision").asText()).isEqualTo("publish");
    assertThat(coverage.get("expected").asInt()).isEqualTo(13);
    assertThat(coverage.get("accepted").asInt()).isEqualTo(12);
    assertThat(coverage.get("missing"))
        .singleElement()
        .hasToString(
            "{\"family\":\"PF\",\"organisation\":\"42\",\"name\":\"Essex\",\"outcome\":\"not received\"}");
    assertThat(file(made, "_README.txt"))
        .contains(
            "Decision: publish.\n", "Police force: 2 of 3 expected", "  42 Essex: not received")
        .doesNotContain("Caveat");
    assertThat(file(made, "_changes.txt")).doesNotContain("Caveat");
  }

  @Test
  void three_dropped_give_a_caveat_and_made_again_it_has_the_same_bytes() throws IOException {
    SmallLake lake = lake("three", Set.of("MHR1L", "MHRX4", "AMRRU"), Set.of("MHRX4"));
    ReturnResult made = lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    JsonNode coverage = manifest(made).get("coverage");
    assertThat(coverage.get("decision").asText()).isEqualTo("publish with caveat");
    assertThat(coverage.get("settings").get("caveat-missing").asInt()).isEqualTo(3);
    // Of the trusts' measures and of those that stand on every family, none of the forces' own.
    assertThat(coverage.get("families").get(0).get("measures").toString())
        .contains("\"MHS81\"", "\"CCR117\"", "\"OAP02M\"", "\"CRS80\"")
        .doesNotContain("\"CRS60\"");
    for (String text : new String[] {file(made, "_README.txt"), file(made, "_changes.txt")}) {
      assertThat(text.replaceAll("\n *", " "))
          .contains(
              " Caveat ------ 3 of 13 expected partners are missing; from 3 on",
              "WEAR NHS FOUNDATION TRUST (rejected) AM RRU",
              "Mental health trust, 2 of 6 missing: not in the figures of crisis referrals,",
              "Ambulance trust, 1 of 2 missing: not in the figures of ambulance calls, responses",
              "Counts of England and of areas are too low by what the missing would have told");
    }
    assertThat(made.folder().resolve("crisis_return_202609_Perf_v1.csv"))
        .content()
        .contains(",*,:,");
    assertThat(lake.stage().run(SmallLake.SEPTEMBER, "performance", false).isNew()).isFalse();
  }

  @Test
  void half_dropped_hold_it_and_a_provisional_return_only_says_so() throws IOException {
    SmallLake lake =
        lake("half", Set.of("MHR1L", "MHRX4", "MHNTN", "AMRRU", "PF42", "EDRRV"), Set.of());
    assertThatExceptionOfType(GateHeldException.class)
        .isThrownBy(() -> lake.stage().run(SmallLake.SEPTEMBER, "performance", false))
        .withMessageStartingWith(
            "Held back return 2026-09 Performance: 6 of 13 expected partners are missing; from 40 % on a return is held (returns.coverage.hold-percent)")
        .withMessageContaining("PF 42 Essex (not received)");
    assertThat(lake.lake().root(Zone.RETURNS)).doesNotExist();
    assertThat(lake.lake().root(Zone.RAW)).doesNotExist();
    assertThat(decision(lake.lake())).isEqualTo("hold");
    ReturnResult provisional = lake.stage().run(SmallLake.SEPTEMBER, "provisional", false);
    assertThat(file(provisional, "_README.txt")).contains("Not fit to be published\n");
  }

  @Test
  void the_gate_decides_in_writing_before_there_is_a_return() throws IOException {
    SmallLake half =
        lake("gate-half", Set.of("MHR1L", "MHRX4", "MHNTN", "AMRRU", "PF42", "EDRRV"), Set.of());
    GateDecision held = judged(half);
    assertThat(held.decision()).isEqualTo(Decision.HOLD);
    assertThat(held.isHeld()).isTrue();
    assertThat(held.missing()).isEqualTo(6);
    assertThat(held.reasons()).anyMatch(reason -> reason.contains("returns.coverage.hold-percent"));
    assertThat(decision(half.lake())).isEqualTo("hold");

    SmallLake three = lake("gate-three", Set.of("MHR1L", "MHRX4", "AMRRU"), Set.of("MHRX4"));
    GateDecision caveat = judged(three);
    assertThat(caveat.decision()).isEqualTo(Decision.CAVEAT);
    assertThat(caveat.missing()).isEqualTo(3);
    assertThat(decision(three.lake())).isEqualTo("publish with caveat");
    for (SmallLake each : List.of(half, three)) {
      assertThat(each.lake().root(Zone.RETURNS).resolve("2026-09/performance/v1")).doesNotExist();
    }
    assertThat(three.stage().run(SmallLake.SEPTEMBER, "performance", false).isNew()).isTrue();
  }

  private static GateDecision judged(SmallLake lake) {
    return GateDecision.judged(lake.stage(), lake.lake(), SmallLake.SEPTEMBER, "performance");
  }

  @Test
  void the_sample_month_lacks_one_force_and_stricter_limits_hold_it_and_touch_nothing()
      throws IOException {
    Path sample = SampleMonth.run().lake();
    assertThat(decision(Lake.at(sample, Settings.defaults()))).isEqualTo("publish");
    Path returns = temp.resolve("returns");
    Folders.copy(sample.resolve("returns"), returns);
    Settings strict =
        Settings.read(
            Files.writeString(
                temp.resolve("strict.yaml"),
                "zones: {returns: %s, raw: %s, runs: %s}\nreturns: {coverage: {hold-percent: 7}}\n"
                    .formatted(returns, temp.resolve("raw"), temp.resolve("runs"))));
    Lake lake = Lake.at(sample, strict);
    // 1 of 13 are 7.7 %.
    assertThatExceptionOfType(GateHeldException.class)
        .isThrownBy(
            () ->
                new MonthlyReturn(SharedSpark.session(), lake, strict, Progress.silent())
                    .run(SmallLake.SEPTEMBER, "performance", false))
        .withMessageContaining("1 of 13 expected partners are missing; from 7 %");
    assertThat(Folders.filesBelow(returns))
        .isEqualTo(Folders.filesBelow(sample.resolve("returns")));
    assertThat(temp.resolve("raw")).doesNotExist();
  }

  /**
   * @param dropped family and code of those of whom nothing counts
   * @param rejected those of them that sent something in time that was rejected
   */
  private SmallLake lake(String name, Set<String> dropped, Set<String> rejected) {
    SmallLake lake =
        new SmallLake(temp.resolve(name), SmallLake.judgedBy(new CoverageSettings(3, 51, 40, 100)));
    COUNTRY.forEach(
        (family, codes) ->
            codes.forEach(
                code -> {
                  if (!dropped.contains(family + code)) {
                    lake.submission(family, code, true, false);
                  } else if (rejected.contains(family + code)) {
                    lake.submission(family, code, false, false);
                  } else if (family == Family.MH) {
                    // What comes after the cut is as if it had not come.
                    lake.submission(family, code, false, true);
                  }
                }));
    return lake.written();
  }

  private static String decision(Lake lake) throws IOException {
    Path file = lake.root(Zone.RUNS).resolve("return-decision-2026-09-performance.json");
    return Json.mapper().readTree(Files.readString(file)).at("/coverage/decision").asText();
  }

  private static JsonNode manifest(ReturnResult made) throws IOException {
    return Json.mapper().readTree(file(made, "_manifest.json"));
  }

  private static String file(ReturnResult made, String end) throws IOException {
    String stem = "crisis_return_202609_" + made.status().code() + "_v1";
    return Files.readString(made.folder().resolve(stem + end));
  }
}
