package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.concordat.cli.ConcordatCommand;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four versions of one small return and its Final. Version 2: RV5 sends late, NTN is withdrawn, RX4
 * sends again with rows new, gone and corrected, and police force 10 tells more about somebody.
 * Version 3: RX4 sends again, and rejected referrals no longer count. Version 4: a new table of
 * practices.
 */
class WhyChangedTest {

  private static final String NAME = "crisis_return_202609_Perf_v";
  private static final Map<String, String> OLD_AREAS = Map.of("gp_practice_area", "old");

  @TempDir private static Path made;

  @TempDir private Path temp;

  @BeforeAll
  static void publish() throws IOException {
    Settings drop =
        Settings.read(
            Files.writeString(
                made.resolve("drop.yaml"),
                "{counting: {choices: {rejected-referrals: drop}}, returns: {coverage: null}}"));
    Path lake = made.resolve("lake");
    first(lake).written(OLD_AREAS).stage().run(SmallLake.SEPTEMBER, "performance", false);
    second(lake).written(OLD_AREAS).stage().run(SmallLake.SEPTEMBER, "performance", false);
    third(lake, drop, "Y56")
        .written(OLD_AREAS)
        .stage()
        .run(SmallLake.SEPTEMBER, "performance", false);
    SmallLake fourth = third(lake, drop, "Y58").written(Map.of("gp_practice_area", "new"));
    fourth.stage().run(SmallLake.SEPTEMBER, "performance", false);
    fourth.stage().run(SmallLake.SEPTEMBER, "final", false);
  }

  private static SmallLake first(Path root) {
    SmallLake lake =
        new SmallLake(root)
            .submission(Family.MH, "RX4", true, false)
            .submission(Family.MH, "NTN", true, false)
            .submission(Family.MH, "RXM", true, false)
            .submission(Family.MH, "RV5", false, false)
            .submission(Family.PF, "10", true, false);
    detentions(lake, "RX4", "001", 1, 9);
    detentions(lake, "NTN", "001", 1, 4);
    detentions(lake, "RXM", "001", 2, 3);
    lake.row(
        "mha_detentions", "RXM1", linked("001", "'99', 'nhs_2001_group5': 'Not Known'", "Y56"));
    referrals(lake, "001", 6);
    return lake;
  }

  private static SmallLake second(Path root) {
    SmallLake lake =
        new SmallLake(root)
            .submission(Family.MH, "RX4", "002", true, false)
            .submission(Family.MH, "NTN", false, false)
            .submission(Family.MH, "RXM", true, false)
            .submission(Family.MH, "RV5", "002", true, false)
            .submission(Family.PF, "10", "002", true, false);
    lake.row(
        "mha_detentions",
        "RX41",
        detention("RX4", "002")
            .replace("'A'", "'H'")
            .replace("_detention': true", "_detention': false"));
    detentions(lake, "RX4", "002", 2, 8);
    detentions(lake, "RX4", "002", 10, 11);
    detentions(lake, "RV5", "002", 1, 6);
    return rest(lake, "002", "Y56");
  }

  private static SmallLake third(Path root, Settings settings, String region) {
    SmallLake lake =
        new SmallLake(root, settings)
            .submission(Family.MH, "RX4", "003", true, false)
            .submission(Family.MH, "NTN", false, false)
            .submission(Family.MH, "RXM", true, false)
            .submission(Family.MH, "RV5", "002", true, false)
            .submission(Family.PF, "10", "002", true, false);
    lake.row(
        "mha_detentions",
        "RX41",
        detention("RX4", "003")
            .replace("'A'", "'H'")
            .replace("_detention': true", "_detention': false"));
    detentions(lake, "RX4", "003", 2, 8);
    detentions(lake, "RX4", "003", 10, 11);
    detentions(lake, "RV5", "002", 1, 6);
    return rest(lake, "003", region);
  }

  private static SmallLake rest(SmallLake lake, String seq, String region) {
    detentions(lake, "RXM", "001", 2, 3);
    lake.row("mha_detentions", "RXM1", linked("002", "'A', 'nhs_2001_group5': 'White'", region));
    referrals(lake, seq, seq.equals("003") ? 7 : 6);
    lake.row("out_of_area_placements", "P1", placement(seq));
    return lake;
  }

  private static void detentions(
      SmallLake lake, String organisation, String seq, int from, int to) {
    for (int i = from; i <= to; i++) {
      lake.row("mha_detentions", organisation + i, detention(organisation, seq));
    }
  }

  private static String detention(String organisation, String seq) {
    return """
    {'organisation_code': '%1$s', 'source_submission_id': 'MH-%1$s-2026-09-%2$s',
     'submission_ids': ['MH-%1$s-2026-09-%2$s'], 'category': 'A', 'LegalStatusCode': '02',
     'gender': '1', 'is_started_in_month': true, 'is_started_in_year': true, 'is_new_detention': true, 'has_spell': true,
     'ethnicity_code': 'A', 'nhs_2001_group5': 'White', 'region_code': 'Y60', 'age_band': '18 to 19'}
    """
        .formatted(organisation, seq)
        .replace("\n", "");
  }

  /** A placement that RX4 received from an organisation that is not on the list of trusts. */
  private static String placement(String seq) {
    return """
    {'organisation_code': 'RX4', 'source_submission_id': 'MH-RX4-2026-09-%1$s',
     'submission_ids': ['MH-RX4-2026-09-%1$s'], 'appropriateness': 'inappropriate',
     'is_new_in_month': true, 'is_new_in_quarter': true, 'is_new_in_year': true,
     'sending_provider_code': 'ZZ9'}
    """
        .formatted(seq)
        .replace("\n", "");
  }

  /** A detention sent by RXM of somebody whom police force 10 knows, too. */
  private static String linked(String policeSeq, String group, String region) {
    return detention("RXM", "001")
        .replace(
            "['MH-RXM-2026-09-001']", "['MH-RXM-2026-09-001', 'PF-10-2026-09-" + policeSeq + "']")
        .replace("'A', 'nhs_2001_group5': 'White'", group)
        .replace("Y60", region);
  }

  /** Referrals of RX4, the first two of which were rejected. */
  private static void referrals(SmallLake lake, String seq, int number) {
    for (int i = 1; i <= number; i++) {
      lake.row(
          "crisis_presentations",
          "R" + i,
          """
          {'organisation_code': 'RX4', 'source_submission_id': 'MH-RX4-2026-09-%1$s',
           'submission_ids': ['MH-RX4-2026-09-%1$s'], 'event_type': 'T2', 'has_crisis_team': true,
           'ClinRespPriorityType': '4', 'age_group': '18 and over', 'is_rejected': %2$s}
          """
              .formatted(seq, i <= 2)
              .replace("\n", ""));
    }
  }

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  private static ReturnDifference difference(String before, String after) {
    return difference(made.resolve("lake"), before, after);
  }

  private static ReturnDifference difference(Path root, String before, String after) {
    return new WhyChanged(SharedSpark.session(), Lake.at(root, Settings.defaults()))
        .between(name(before), name(after));
  }

  private static ReturnName name(String text) {
    return ReturnName.of(text, SmallLake.SEPTEMBER, "performance");
  }

  private static ReturnDifference.CellChange cell(
      ReturnDifference difference, String breakdown, String primary, String secondary, String id) {
    return difference.cells().stream()
        .filter(cell -> cell.key().equals(List.of(breakdown, primary, secondary, id)))
        .findFirst()
        .orElseThrow();
  }

  private static void requireSums(ReturnDifference difference) {
    assertThat(difference.disagreements()).isEmpty();
    assertThat(difference.cells())
        .filteredOn(cell -> cell.parts() != null)
        .isNotEmpty()
        .allSatisfy(
            cell -> {
              assertThat(cell.split().values().stream().mapToLong(Long::longValue).sum())
                  .isEqualTo(
                      ReturnDifference.number(cell.valueB())
                          - ReturnDifference.number(cell.valueA()));
              assertThat(cell.split()).doesNotContainKey(Cause.UNEXPLAINED);
            });
  }

  @Test
  void several_causes_at_once_add_up_in_every_cell() {
    ReturnDifference difference = difference("v1", "v2");
    requireSums(difference);
    // 9 + 4 + 3 = 16 before; 9 (8 stay, 2 new, 1 no longer a detention) + 6 + 3 = 18 now.
    ReturnDifference.CellChange england = cell(difference, "England", "England", "NONE", "MHS81");
    assertThat(england.valueA()).isEqualTo("16");
    assertThat(england.valueB()).isEqualTo("18");
    assertThat(england.parts())
        .containsExactly(
            Map.entry(Cause.LATE, 6L),
            Map.entry(Cause.WITHDRAWN, -4L),
            Map.entry(Cause.RESUBMITTED, 1L),
            Map.entry(Cause.CORRECTED, -1L));
    ReturnDifference.CellChange late = cell(difference, "Provider", "RV5", "NONE", "MHS81");
    assertThat(late.valueA()).isEmpty();
    assertThat(late.parts()).containsExactly(Map.entry(Cause.LATE, 6L));
    assertThat(cell(difference, "Provider", "RX4", "NONE", "MHS81").parts())
        .containsExactly(Map.entry(Cause.RESUBMITTED, 1L), Map.entry(Cause.CORRECTED, -1L));
    assertThat(cell(difference, "England; Ethnicity", "England", "Not Known", "MHS81").parts())
        .containsExactly(Map.entry(Cause.PARTNERS, -1L));
    assertThat(cell(difference, "England; Ethnicity", "England", "White", "MHS81").parts())
        .containsEntry(Cause.PARTNERS, 1L);
    // Whose code is not listed is nobody: its figures stand at UNKNOWN, and so do their causes.
    assertThat(cell(difference, "Sending Provider", "UNKNOWN", "NONE", "OAP01M").parts())
        .containsExactly(Map.entry(Cause.RESUBMITTED, 1L));
    assertThat(difference.totals()).doesNotContainKey(Cause.RULE);
    assertThat(difference.submissions())
        .extracting(sender -> sender.organisation() + " " + sender.cause().code())
        .containsExactly("NTN withdrawn", "RV5 late", "RX4 resubmitted", "10 resubmitted");
  }

  @Test
  void a_rule_is_parted_from_rows_and_moves_only_the_measures_it_is_about() {
    ReturnDifference difference = difference("v2", "v3");
    requireSums(difference);
    // 6 referrals before. Of 7 now 2 are rejected; by the new rule the rows give 1 more, the rule
    // takes 2.
    assertThat(cell(difference, "England", "England", "NONE", "CCR117").parts())
        .containsExactly(Map.entry(Cause.RESUBMITTED, 1L), Map.entry(Cause.RULE, -2L));
    Set<String> ruled = new TreeSet<>();
    difference.cells().stream()
        .filter(cell -> cell.split().containsKey(Cause.RULE))
        .forEach(cell -> ruled.add(cell.measure()));
    assertThat(ruled).containsExactly("CCR117", "CCR117a");
    assertThat(difference.notes()).anyMatch(note -> note.contains("rejected-referrals=drop"));
    ReturnDifference back = difference("v3", "v2");
    assertThat(cell(back, "England", "England", "NONE", "CCR117").parts())
        .containsExactly(Map.entry(Cause.RESUBMITTED, -1L), Map.entry(Cause.RULE, 2L));
  }

  @Test
  void a_newer_table_of_areas_moves_areas_and_nothing_else() {
    ReturnDifference difference = difference("v3", "v4");
    requireSums(difference);
    assertThat(difference.totals()).containsOnlyKeys(Cause.REFERENCE);
    assertThat(cell(difference, "Commissioning Region", "Y56", "NONE", "MHS81").parts())
        .containsExactly(Map.entry(Cause.REFERENCE, -1L));
    assertThat(cell(difference, "Commissioning Region", "Y58", "NONE", "MHS81").parts())
        .containsExactly(Map.entry(Cause.REFERENCE, 1L));
    assertThat(difference("v4", "final/v1").cells()).isEmpty();
  }

  @Test
  void the_public_text_quotes_published_values_and_who_sent() throws IOException {
    Path returns = made.resolve("lake/returns/2026-09");
    assertThat(returns.resolve("performance/v1/" + NAME + "1_changes.txt"))
        .content()
        .contains("First version.");
    String text = Files.readString(returns.resolve("performance/v2/" + NAME + "2_changes.txt"));
    assertThat(text)
        .contains("Sent where nothing was in force, 1 organisation:\n  RV5 for 2026-09")
        .contains("Nothing in force any more, 1 organisation:\n  NTN for 2026-09")
        .contains("Sent again, 2 organisations:\n  10 for 2026-09\n  RX4 for 2026-09")
        // 16 and 18, each rounded; a change of 5 is too small for causes.
        .contains(
            "MHS81 Detentions under the Mental Health Act in the reporting period: was 15, is 20.\n")
        .contains(
            "  Provider / RV5 / NONE / MHS81: Revised since v1 from late submissions: was *\n")
        .contains(
            "  England / England / NONE / MHS81: Revised since v1, mainly from late submissions: was 15\n")
        .doesNotContain("was 16", "is 18");
    assertThat(returns.resolve("final/v1/crisis_return_202609_Final_v1_changes.txt"))
        .content()
        .contains("scheduled revision of version 4 of the Performance return")
        .contains("No published value differs.");
    assertThat(Files.readAllLines(returns.resolve("final/v1/crisis_return_202609_Final_v1.csv")))
        .allMatch(line -> line.endsWith(",") || line.endsWith("REVISION_NOTE"));
  }

  @Test
  void the_command_shows_parts_and_writes_each_cell_and_cause() throws IOException {
    Path out = temp.resolve("difference.csv");
    Answer answer =
        answer(made.resolve("lake"), "v1", "v2", "--month", "2026-09", "--out", out.toString());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains("From 2026-09/performance/v1 to 2026-09/performance/v2; Invented data")
        .containsPattern("MHS81 Detentions .* 16 +18 +[+]2 +[+]6 +-4 +[+]1 +-1")
        .containsPattern("RV5 +2026-09 +late submissions +none +MH-RV5-2026-09-002")
        .contains("The parts of every cell add up to its difference.");
    Map<List<String>, Long> left = new HashMap<>();
    List<String> columns = ContractCatalogue.load().table("return_difference").columnNames();
    assertThat(Files.readAllLines(out).get(0)).isEqualTo(String.join(",", columns));
    CsvReader.builder()
        .ofNamedCsvRecord(Files.readString(out))
        .forEach(
            row -> {
              if (!row.getField("CAUSE").equals("not_split")) {
                List<String> key = List.copyOf(row.getFields().subList(2, 9));
                left.putIfAbsent(key, Long.parseLong(row.getField("DIFFERENCE")));
                left.merge(key, -Long.parseLong(row.getField("PART")), Long::sum);
              }
            });
    assertThat(left.values()).isNotEmpty().containsOnly(0L);
    assertThat(
            answer(
                    made.resolve("lake"),
                    "2026-09/performance/v3",
                    "2026-09/performance/v4",
                    "--json")
                .out())
        .contains("\"REFERENCE\" : 1", "\"primary\" : \"Y58\"");
  }

  @Test
  void what_cannot_be_compared_is_refused_in_one_line() throws IOException {
    Path lake = made.resolve("lake");
    assertRefused(lake, "two months", "2026-09/performance/v1", "2026-08/performance/v1");
    assertRefused(lake, "the newest is 4", "2026-09/performance/v1", "2026-09/performance/v9");
    assertRefused(lake, "--month", "v1", "v2");
    assertRefused(lake, "names no return", "one", "two");
    Path copy = temp.resolve("copy");
    Folders.copy(lake, copy);
    Folders.delete(copy.resolve("raw/2026-09/performance/v1"));
    assertRefused(
        copy,
        "restricted twin of 2026-09/performance/v1",
        "2026-09/performance/v1",
        "2026-09/performance/v2");
    Folders.delete(copy.resolve("marts/versions"));
    assertRefused(copy, "no longer", "2026-09/performance/v2", "2026-09/performance/v3");
    // What was made from the same marts needs none of them.
    assertThat(difference(copy, "v4", "final/v1").cells()).isEmpty();
  }

  @Test
  void a_version_whose_marts_are_gone_is_followed_by_one_that_says_so_and_stays_as_it_is()
      throws IOException {
    Path root = temp.resolve("gone");
    ReturnResult before =
        first(root).written().stage().run(SmallLake.SEPTEMBER, "performance", false);
    Folders.delete(before.rawFolder());
    SmallLake lake = second(root).written();
    ReturnResult after = lake.stage().run(SmallLake.SEPTEMBER, "performance", false);
    assertThat(after.folder().resolve(NAME + "2_changes.txt"))
        .content()
        .contains("Why cannot be told")
        .contains("Provider / RV5 / NONE / MHS81: Revised since v1: was *");
    assertThat(lake.stage().run(SmallLake.SEPTEMBER, "performance", false).isNew()).isFalse();
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> difference(root, "v1", "v2"))
        .withMessageContaining("exact values");
    assertThat(lake.lake().root(Zone.RAW).resolve("2026-09/performance/v2")).exists();
  }

  private record Answer(int exitCode, String out, String err) {}

  private static Answer answer(Path lake, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("diff"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--lake", lake.toString()));
    int exitCode =
        ConcordatCommand.execute(
            new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new Answer(exitCode, out.toString(), err.toString());
  }

  private static void assertRefused(Path lake, String reason, String... arguments) {
    Answer answer = answer(lake, arguments);
    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(2);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err()).contains(reason);
  }
}
