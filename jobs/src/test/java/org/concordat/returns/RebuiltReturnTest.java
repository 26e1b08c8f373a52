package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rebuild says about each file, and what it refuses. */
class RebuiltReturnTest {

  private static final String STEM = "crisis_return_202609_Perf_v1";

  @TempDir private static Path once;
  private static Lake made;

  @TempDir private Path root;

  /** A return whose marts and links have records of their runs, as the stages write them. */
  @BeforeAll
  static void make_a_return() {
    SmallLake small = small(once.resolve("made")).recorded();
    small.stage().run(SmallLake.SEPTEMBER, "performance", false);
    made = small.lake();
    SharedSpark.clean();
  }

  @Test
  void the_same_files_are_the_same_and_changed_cells_are_counted() throws IOException {
    Lake lake = copy(made, "lake");
    Lake again = copy(lake, "again");
    RebuiltReturn same = recorded(lake).compared(again);
    assertThat(same.files()).allMatch(RebuiltReturn.Compared::isSame).hasSize(16);
    assertThat(same.different()).isEmpty();

    // Of the figures one cell of one row, and of the exact twin a whole row.
    Path csv = file(again, Zone.RETURNS, ".csv");
    List<String> lines = Files.readAllLines(csv);
    Files.writeString(csv, lines(lines).replaceFirst("(?m),MHS81,([^,\n]*),0,,$", ",MHS81,$1,7,,"));
    Path raw = file(again, Zone.RAW, "_raw.csv");
    List<String> exact = Files.readAllLines(raw);
    Files.writeString(raw, lines(exact.subList(0, exact.size() - 1)));
    RebuiltReturn other = recorded(lake).compared(again);
    assertThat(other.different())
        .extracting(RebuiltReturn.Compared::file, RebuiltReturn.Compared::changedCells)
        .containsExactly(tuple(STEM + ".csv", 1L), tuple(STEM + "_raw.csv", null));
    assertThat(other.different().get(0).note())
        .isEqualTo("1 of %d cells differ".formatted(lines.size() * 13L));
    assertThat(other.different().get(1).note())
        .isEqualTo("has %d rows instead of %d".formatted(exact.size() - 2, exact.size() - 1));
  }

  @Test
  void a_file_that_was_changed_in_the_lake_is_named_as_such() throws IOException {
    Lake lake = copy(made, "lake");
    Lake again = copy(lake, "again");
    Files.writeString(file(lake, Zone.RETURNS, "_README.txt"), "changed");
    Files.delete(file(again, Zone.RETURNS, "_metadata.csv"));
    Files.writeString(
        file(again, Zone.RETURNS, "_skeleton_check.json").resolveSibling("other.txt"), "x");
    List<RebuiltReturn.Compared> files = recorded(lake).compared(again).files();
    assertThat(files)
        .extracting(RebuiltReturn.Compared::note)
        .contains(
            "as recorded, but the file in the lake was changed since",
            "this code makes no such file",
            "this code makes one file more");
  }

  @Test
  void of_another_version_of_the_code_only_the_manifest_may_differ() throws IOException {
    Lake lake = copy(made, "lake");
    Lake again = copy(lake, "again");
    Path manifest = file(lake, Zone.RETURNS, "_manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("\"code\" : \"" + CodeVersion.text() + "\"", "\"code\" : \"0.0.1\""));
    RebuiltReturn rebuilt = recorded(lake).compared(again);
    assertThat(rebuilt.isOfThisCode()).isFalse();
    assertThat(rebuilt.madeBy()).isEqualTo("0.0.1");
    assertThat(rebuilt.files())
        .filteredOn(compared -> !compared.isSame())
        .extracting(RebuiltReturn.Compared::note)
        .containsExactly("differs in versions.code");
    assertThat(rebuilt.different()).isEmpty();
  }

  @Test
  void a_return_that_does_not_say_what_it_was_made_from_cannot_be_made_again() throws IOException {
    Lake lake = copy(made, "lake");
    refused(
        "There is no final return",
        () -> RecordedReturn.read(lake, SmallLake.SEPTEMBER, "final", null));
    refused("There is no final return", () -> RecordedReturn.last(lake, "final", 3));
    refused(
        "There is no version 4",
        () -> RecordedReturn.read(lake, SmallLake.SEPTEMBER, "performance", 4));
    Path manifest = file(lake, Zone.RETURNS, "_manifest.json");
    JsonNode json = Json.mapper().readTree(Files.readString(manifest));
    ((ObjectNode) json.get("inputs")).remove("made_from");
    Files.writeString(manifest, Json.text(json));
    refused("does not record what its marts were made from", () -> recorded(lake));
  }

  @Test
  void another_key_or_a_missing_list_of_numbers_is_refused() throws IOException {
    Lake lake = copy(made, "lake");
    Settings other =
        Settings.read(
            Files.writeString(
                root.resolve("other.yaml"), "linkage: {key-file: /key, key-id: year-8}\n"));
    refused(
        "made with the pseudonym key \"development\", and the settings name \"year-8\"",
        () -> recorded(lake).settings(other));
    change(lake, told -> ((ObjectNode) told.get("number_files")).put("opt_outs", "abc"));
    refused("linkage.opt-outs", () -> recorded(lake).settings(Settings.defaults()));
  }

  @Test
  void later_months_are_judged_first_and_the_month_itself_last() throws IOException {
    Lake lake = copy(made, "lake");
    change(
        lake,
        told -> {
          JsonNode month = told.get("months").get(0);
          var months = ((ObjectNode) told).putArray("months");
          months.add(month(month, "2026-08", "final"));
          months.add(month(month, "2026-09", "final"));
          months.add(month(month, "2026-10", "final"));
          months.add(month(month, "2026-11", "performance"));
        });
    assertThat(recorded(lake).judging())
        .extracting(run -> run.month() + " " + run.status())
        .containsExactly("2026-11 performance", "2026-10 final", "2026-09 final");
  }

  private static ObjectNode month(JsonNode like, String month, String status) {
    return ((ObjectNode) like.deepCopy()).put("month", month).put("status", status);
  }

  /** Changes what the manifest says of what the marts were made from. */
  private void change(Lake lake, Consumer<JsonNode> change) throws IOException {
    Path manifest = file(lake, Zone.RETURNS, "_manifest.json");
    JsonNode json = Json.mapper().readTree(Files.readString(manifest));
    change.accept(json.get("inputs").get("made_from"));
    Files.writeString(manifest, Json.text(json));
  }

  private static void refused(String words, ThrowingCallable what) {
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(what)
        .withMessageContaining(words)
        .withMessageNotContaining("\n");
  }

  private static String lines(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static RecordedReturn recorded(Lake lake) {
    return RecordedReturn.read(lake, SmallLake.SEPTEMBER, "performance", null);
  }

  private static Path file(Lake lake, Zone zone, String end) {
    return lake.root(zone)
        .resolve("2026-09")
        .resolve("performance")
        .resolve("v1")
        .resolve(STEM + end);
  }

  private static SmallLake small(Path root) {
    return new SmallLake(root).submission(Family.MH, "RX4", true, false);
  }

  private Lake copy(Lake lake, String name) throws IOException {
    Lake copy = Lake.at(root.resolve(name), Settings.defaults());
    for (Zone zone : List.of(Zone.RETURNS, Zone.RAW)) {
      Folders.copy(lake.root(zone), copy.root(zone));
    }
    return copy;
  }
}
