package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.concordat.returns.Vectors.Publication;
import org.concordat.schemas.Family;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The acceptance checks of returns-and-disclosure.md 8 on the publication of {@code
 * returns/vectors.yaml}, by number; those that need a whole month stand in {@code
 * AcceptanceMonthTest}. The page docs/acceptance.md says where each check and vector is shown.
 */
class AcceptanceTest {

  private static final Vectors VECTORS = Vectors.load();
  private static final Publication BY_DEFAULT = VECTORS.publication("by default");

  /** The header of returns-and-disclosure.md 1.1. */
  private static final List<String> LAYOUT =
      List.of(
          "REPORTING_PERIOD_START",
          "REPORTING_PERIOD_END",
          "STATUS",
          "BREAKDOWN",
          "PRIMARY_LEVEL",
          "PRIMARY_LEVEL_DESCRIPTION",
          "SECONDARY_LEVEL",
          "SECONDARY_LEVEL_DESCRIPTION",
          "MEASURE_ID",
          "MEASURE_NAME",
          "MEASURE_VALUE");

  /** "Sorted by period, status, breakdown, primary level, secondary level, measure id." */
  private static final List<Integer> SORTED_BY = List.of(0, 1, 2, 3, 4, 6, 8);

  @TempDir private Path temp;

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  private static ReturnResult published() {
    return VECTORS.published(BY_DEFAULT);
  }

  private SmallLake lake(String name) throws IOException {
    return VECTORS.lake(Files.createDirectories(temp.resolve(name)), BY_DEFAULT);
  }

  private static ReturnResult made(SmallLake lake) {
    ReturnResult made = lake.written().stage().run(SmallLake.SEPTEMBER, "performance", false);
    SharedSpark.clean();
    return made;
  }

  /** 3. Public files contain no exact protected value under 5: each against the raw twin. */
  @Test
  void check_3_no_protected_value_under_5_is_shown() {
    Map<List<String>, String> open = Vectors.shown(Vectors.file(published(), ".csv"));
    Map<List<String>, String> raw = Vectors.shown(Vectors.file(published(), "_raw.csv"));
    assertThat(raw.keySet()).isEqualTo(open.keySet());
    int small = 0;
    for (Map.Entry<List<String>, String> cell : raw.entrySet()) {
      boolean isBelowEngland = !cell.getKey().get(1).startsWith("England");
      if (isBelowEngland && cell.getValue().matches("[0-4]")) {
        assertThat(open.get(cell.getKey())).as(cell.getKey().toString()).isEqualTo("*");
        small++;
      }
    }
    assertThat(small).isGreaterThan(1_000);
    assertThat(raw.values()).doesNotContain("*");
  }

  /** 4. Two builds of the same month: identical bytes. */
  @Test
  void check_4_two_builds_have_the_same_bytes() throws IOException {
    assertThat(made(lake("again")).files()).isEqualTo(published().files());
  }

  /** 4. One input byte changed: different manifest, and the changes file says which rows. */
  @Test
  void check_4_one_changed_byte_gives_another_manifest_and_the_changed_rows() throws IOException {
    String order =
        "{'organisation_code': 'R1F', 'category': 'E', 'is_started_in_month': true,"
            + " 'has_spell': true, 'has_cto_start_in_month': false, 'gender': '%s'}";
    SmallLake was = lake("lake").row("mha_detentions", "changed", order.formatted(1));
    SmallLake is = lake("lake").row("mha_detentions", "changed", order.formatted(2));
    ReturnResult first = made(was);
    ReturnResult second = made(is);

    assertThat(second.version()).isEqualTo(2);
    assertThat(Files.readString(Vectors.file(second, "_manifest.json")))
        .isNotEqualTo(Files.readString(Vectors.file(first, "_manifest.json")));
    Map<List<String>, String> before = Vectors.shown(Vectors.file(first, ".csv"));
    Map<List<String>, String> after = Vectors.shown(Vectors.file(second, ".csv"));
    TreeSet<String> changed = new TreeSet<>();
    after.forEach(
        (place, value) -> {
          if (!value.equals(before.get(place))) {
            changed.add(
                String.join(
                    " / ", List.of(place.get(1), place.get(2), place.get(3), place.get(0))));
          }
        });
    // A woman and no longer a man: 1 is hidden, and 0 of England is shown.
    assertThat(changed)
        .containsExactly(
            "England; Gender / England / 1 / MHS82", "England; Gender / England / 2 / MHS82");
    String text = Files.readString(Vectors.file(second, "_changes.txt"));
    assertThat(text.lines().dropWhile(line -> !line.equals("Rows")).skip(2))
        .extracting(line -> line.strip().replaceFirst(": .*", ""))
        .containsExactlyElementsOf(changed);
    assertThat(text).contains("MHS82: Revised since v1: was *", "MHS82: Revised since v1: was 0");
  }

  /** 5. A re-run of Performance after a late submission arrives gives the same Performance. */
  @Test
  void check_5_a_late_submission_changes_nothing() throws IOException {
    SmallLake lake = lake("late");
    ReturnResult first = made(lake);
    lake.submission(Family.MH, "RX4", "002", false, true)
        .submission(Family.MH, "RXV", "001", false, true);
    ReturnResult again = made(lake);
    assertThat(again.isNew()).isFalse();
    assertThat(again.version()).isEqualTo(1);
    assertThat(again.files()).isEqualTo(first.files());
    // The same bytes that are made where nothing came late.
    assertThat(again.files()).isEqualTo(published().files());
  }

  /** 7. Skeleton complete for an organisation that sent nothing. */
  @Test
  void check_7_who_sent_nothing_has_every_row_hidden_and_marked() {
    List<NamedCsvRecord> rows = Vectors.csv(Vectors.file(published(), ".csv"));
    assertThat(placesOf(rows, Vectors.SILENT_TRUST)).isEqualTo(placesOf(rows, "RX4"));
    assertThat(placesOf(rows, Vectors.SILENT_FORCE)).isEqualTo(placesOf(rows, "11"));
    assertThat(rows)
        .filteredOn(row -> row.getField("PRIMARY_LEVEL").equals(Vectors.SILENT_TRUST))
        .filteredOn(row -> !row.getField("BREAKDOWN").equals("Sending Provider"))
        .hasSizeGreaterThan(100)
        .allMatch(row -> row.getField("MEASURE_VALUE").equals("*"))
        .allMatch(row -> row.getField("VALUE_NOTE").equals(":"));
    assertThat(rows)
        .filteredOn(row -> row.getField("VALUE_NOTE").equals(":"))
        .extracting(row -> row.getField("PRIMARY_LEVEL"))
        .containsOnly(Vectors.SILENT_TRUST, Vectors.SILENT_FORCE);
  }

  private static List<String> placesOf(List<NamedCsvRecord> rows, String organisation) {
    return rows.stream()
        .filter(row -> row.getField("PRIMARY_LEVEL").equals(organisation))
        // Trusts in scope of out-of-area placements are also levels of those who sent people.
        .filter(row -> !row.getField("BREAKDOWN").equals("Sending Provider"))
        .map(
            row ->
                String.join(
                    " / ",
                    row.getField("BREAKDOWN"),
                    row.getField("SECONDARY_LEVEL"),
                    row.getField("MEASURE_ID")))
        .toList();
  }

  /** 8. Column order, header spelling and sort match section 1.1. */
  @Test
  void check_8_columns_and_order_are_those_of_the_nhs() {
    List<NamedCsvRecord> rows = Vectors.csv(Vectors.file(published(), ".csv"));
    List<String> header = new ArrayList<>(LAYOUT);
    header.addAll(List.of("VALUE_NOTE", "REVISION_NOTE"));
    assertThat(rows.get(0).getHeader()).isEqualTo(header);
    Comparator<NamedCsvRecord> order = Comparator.comparing(row -> 0);
    for (int column : SORTED_BY) {
      order = order.thenComparing(row -> row.getField(column));
    }
    assertThat(rows).isSortedAccordingTo(order);
    assertThat(rows).allMatch(row -> row.getField(0).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"));
    assertThat(rows).extracting(row -> row.getField("SECONDARY_LEVEL")).contains("NONE");
    assertThat(rows)
        .filteredOn(row -> row.getField("BREAKDOWN").startsWith("England"))
        .allMatch(row -> row.getField("PRIMARY_LEVEL").equals("England"));
  }

  /**
   * 8. The NHS file of the same month loads beside ours with one schema. The file is typed by hand
   * as section 1.1 describes it: a month, a status, one part and two part breakdowns, NONE for an
   * absent level, asterisks, exact figures of England.
   */
  @Test
  void check_8_the_nhs_file_of_the_month_loads_beside_ours_with_one_schema()
      throws IOException, SQLException {
    Path nhs = temp.resolve("MHSDS Data_SepPrf_2026.csv");
    Files.writeString(
        nhs,
        """
        REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,PRIMARY_LEVEL_DESCRIPTION,SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,MEASURE_ID,MEASURE_NAME,MEASURE_VALUE
        2026-09-01,2026-09-30,Performance,England,England,England,NONE,NONE,CCR70,New emergency referrals to crisis care teams in the reporting period,4821
        2026-09-01,2026-09-30,Performance,England; Age Band,England,England,18 and over,18 and over,CCR70,New emergency referrals to crisis care teams in the reporting period,4011
        2026-09-01,2026-09-30,Performance,Provider,RX4,"CUMBRIA, NORTHUMBERLAND, TYNE AND WEAR NHS FOUNDATION TRUST",NONE,NONE,CCR70,New emergency referrals to crisis care teams in the reporting period,115
        2026-09-01,2026-09-30,Performance,Provider,RXM,DERBYSHIRE HEALTHCARE NHS FOUNDATION TRUST,NONE,NONE,CCR70,New emergency referrals to crisis care teams in the reporting period,*
        """);
    Path ours = Vectors.file(published(), ".csv");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "create view both_files as select * from read_csv(['%s', '%s'], union_by_name = true, filename = true, types = {'MEASURE_VALUE': 'VARCHAR'})"
              .formatted(ours, nhs));
      assertThat(column(statement, "select column_name from (describe both_files)"))
          .startsWith(LAYOUT.toArray(String[]::new))
          .containsAll(List.of("VALUE_NOTE", "REVISION_NOTE"))
          .hasSize(LAYOUT.size() + 3);
      assertThat(
              column(
                  statement,
                  "select column_type from (describe both_files) where column_name like 'REPORTING%'"))
          .containsExactly("DATE", "DATE");
      // The same place of both files, by what identifies a row of either.
      assertThat(
              column(
                  statement,
                  """
                  select ours.PRIMARY_LEVEL || ': ' || ours.MEASURE_VALUE || ' and ' || nhs.MEASURE_VALUE
                  from both_files ours join both_files nhs
                    using (REPORTING_PERIOD_START, REPORTING_PERIOD_END, STATUS, BREAKDOWN, PRIMARY_LEVEL, SECONDARY_LEVEL, MEASURE_ID)
                  where ours.filename <> nhs.filename and nhs.filename like '%SepPrf%'
                  order by BREAKDOWN, PRIMARY_LEVEL
                  """))
          .containsExactly(
              "England: 160 and 4821", "England: 85 and 4011", "RX4: * and 115", "RXM: 10 and *");
    }
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
