package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.disclosure.FigureTable;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AreaCountsTest {

  private static final ReportingMonth SEPTEMBER = ReportingMonth.of("2026-09");

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  @Test
  void areas_are_counted_from_the_marts_column_and_add_up_to_england() {
    String detention =
        "{'organisation_code': '%s', 'is_started_in_month': true, 'is_started_in_year': true, 'is_new_detention': true,"
            + " 'has_spell': true, 'icb_code': %s, 'region_code': %s}";
    Map<Cell, CellCount> cells =
        counted(
            "mha_detentions",
            detention.formatted("RX4", "'QHM'", "'Y63'"),
            detention.formatted("RX4", "'QF7'", "'Y63'"),
            detention.formatted("RXM", "'QHM'", "'Y63'"),
            detention.formatted("RXM", "'UNKNOWN'", "'Y60'"),
            detention.formatted("RXM", "null", "null"));
    assertThat(cells)
        .containsEntry(new Cell("MHS81", "england", "England", "NONE"), new CellCount(5, 2))
        .containsEntry(new Cell("MHS81", "region", "Y63", "NONE"), new CellCount(3, 2))
        .containsEntry(new Cell("MHS81", "region", "Y60", "NONE"), new CellCount(1, 1))
        .containsEntry(new Cell("MHS81", "region", "UNKNOWN", "NONE"), new CellCount(1, 1))
        .containsEntry(new Cell("MHS81", "icb", "QHM", "NONE"), new CellCount(2, 2))
        .containsEntry(new Cell("MHS81", "icb", "QF7", "NONE"), new CellCount(1, 1))
        .containsEntry(new Cell("MHS81", "icb", "UNKNOWN", "NONE"), new CellCount(2, 1));
    for (String breakdown : new String[] {"region", "icb"}) {
      assertThat(
              cells.entrySet().stream()
                  .filter(cell -> cell.getKey().measure().equals("MHS81"))
                  .filter(cell -> cell.getKey().breakdown().equals(breakdown))
                  .mapToLong(cell -> cell.getValue().value())
                  .sum())
          .as(breakdown)
          .isEqualTo(5);
    }
  }

  /** A receiving provider names the sender; only the 57 trusts in scope are levels. */
  @Test
  void a_sender_that_is_not_in_scope_or_not_named_counts_as_unknown() {
    String placement =
        "{'organisation_code': '%s', 'appropriateness': 'inappropriate', 'is_new_in_month': %s,"
            + " 'bed_days_quarter': %d, 'sending_provider_code': %s, 'sub_icb_code': '%s'}";
    Map<Cell, CellCount> cells =
        counted(
            "out_of_area_placements",
            placement.formatted("NTN", true, 10, "'RV5'", "XS21"),
            placement.formatted("NTN", true, 20, "'RV5'", "XS22"),
            placement.formatted("RX4", true, 0, "'RV5'", "XS21"),
            placement.formatted("RV5", true, 7, "'RX4'", "XS21"),
            placement.formatted("NTN", true, 5, "'NTN'", "XS21"),
            placement.formatted("NTN", true, 1, "null", "UNKNOWN"),
            placement.formatted("NTN", false, 2, "'RX4'", "XS21"));
    assertThat(cells)
        .containsEntry(sender("OAP01M", "RV5"), new CellCount(3, 2))
        .containsEntry(sender("OAP01M", "RX4"), new CellCount(1, 1))
        .containsEntry(sender("OAP01M", "UNKNOWN"), new CellCount(2, 1))
        .doesNotContainKey(sender("OAP01M", "NTN"))
        .containsEntry(new Cell("OAP01M", "provider", "NTN", "NONE"), new CellCount(4, 1))
        .containsEntry(new Cell("OAP01M", "england", "England", "NONE"), new CellCount(6, 3))
        .containsEntry(sender("OAP02Q", "RV5"), new CellCount(30, 1))
        .containsEntry(sender("OAP02Q", "RX4"), new CellCount(9, 2))
        .containsEntry(sender("OAP02Q", "UNKNOWN"), new CellCount(6, 1))
        .containsEntry(new Cell("OAP01M", "sub_icb", "XS21", "NONE"), new CellCount(4, 3))
        .containsEntry(new Cell("OAP01M", "sub_icb", "XS22", "NONE"), new CellCount(1, 1))
        .containsEntry(new Cell("OAP01M", "sub_icb", "UNKNOWN", "NONE"), new CellCount(1, 1));
  }

  /** Every trust in scope has a row, also where nobody sent; a sub-ICB where one is in force. */
  @Test
  void senders_and_sub_icbs_that_nobody_came_from_have_rows_too() {
    Measures measures =
        Measures.load().withAreas(Map.of("sub_icb_code", new TreeSet<>(Set.of("XS21", "XS22"))));
    Senders nobody = new Senders(Map.of(), Map.of(), Map.of(), new TreeMap<>());
    List<ReturnRow> rows =
        Skeleton.rows(measures, SEPTEMBER, nobody).stream()
            .filter(row -> row.measure().id().equals("OAP01M"))
            .toList();
    assertThat(levels(rows, "sending_provider")).hasSize(58).contains("RV5", "NQL", "UNKNOWN");
    assertThat(levels(rows, "sub_icb")).containsExactly("UNKNOWN", "XS21", "XS22");
    Map<Cell, CellCount> counts = placements(rows);
    Settings.Disclosure disclosure = Settings.defaults().disclosure();
    ProtectedFigures shown = shown(rows, counts, nobody, disclosure);
    assertThat(shown.reasons()).isEmpty();
    List<ReturnRow> published =
        new ReturnValues(
                counts, Map.of(), nobody, shown::text, new SmallNumbers(disclosure), 53_012_456)
            .published(rows);
    assertThat(value(published, sender("OAP01M", "RV5"))).isEqualTo("10");
    assertThat(value(published, sender("OAP01M", "RX4"))).isEqualTo("*");
    assertThat(value(published, sender("OAP01M", "NQL"))).isEqualTo("*");
    assertThat(value(published, subIcb("XS21"))).as("held back").isEqualTo("*");
  }

  /** England is 16: without the four of RX4 its senders are 12 and its sub-ICBs still 16. */
  @Test
  void senders_and_sub_icbs_with_the_unknown_ones_have_to_add_up_to_england() {
    Measures measures =
        Measures.load().withAreas(Map.of("sub_icb_code", new TreeSet<>(Set.of("XS21", "XS22"))));
    Senders nobody = new Senders(Map.of(), Map.of(), Map.of(), new TreeMap<>());
    Settings.Disclosure disclosure = Settings.defaults().disclosure();
    List<ReturnRow> rows =
        Skeleton.rows(measures, SEPTEMBER, nobody).stream()
            .filter(row -> row.measure().id().equals("OAP01M"))
            .toList();
    Map<Cell, CellCount> counts = placements(rows);
    counts.remove(sender("OAP01M", "RX4"));
    assertThat(shown(rows, counts, nobody, disclosure).reasons())
        .containsExactly(
            "figures that do not add up as families.yaml says: OAP01M by sending_provider");
    counts.put(sender("OAP01M", "UNKNOWN"), new CellCount(4, 2));
    assertThat(shown(rows, counts, nobody, disclosure).reasons()).isEmpty();
    counts.remove(subIcb("XS21"));
    assertThat(shown(rows, counts, nobody, disclosure).reasons())
        .containsExactly("figures that do not add up as families.yaml says: OAP01M by sub_icb");
  }

  /** 16 placements: 12 sent by one trust and 4 by another, all from one sub-ICB, else unknown. */
  private static Map<Cell, CellCount> placements(List<ReturnRow> rows) {
    Map<Cell, CellCount> counts = new HashMap<>();
    rows.stream()
        .map(ReturnRow::cell)
        .filter(cell -> !Set.of("sending_provider", "sub_icb").contains(cell.breakdown()))
        .filter(
            cell ->
                cell.breakdown().equals("england")
                    || cell.primary().equals("UNKNOWN")
                    || cell.secondary().equals("UNKNOWN"))
        .forEach(cell -> counts.put(cell, new CellCount(16, 2)));
    counts.put(sender("OAP01M", "RV5"), new CellCount(12, 1));
    counts.put(sender("OAP01M", "RX4"), new CellCount(4, 2));
    counts.put(subIcb("XS21"), new CellCount(16, 2));
    return counts;
  }

  private static ProtectedFigures shown(
      List<ReturnRow> rows,
      Map<Cell, CellCount> counts,
      Senders senders,
      Settings.Disclosure disclosure) {
    FigureTable table = new FigureTable(disclosure);
    ReturnFigures figures = new ReturnFigures(table, Measures.load(), CodeLists.load(), counts);
    figures.add(rows, senders, Set.of());
    return ProtectedFigures.of(table, figures, disclosure);
  }

  private static Cell subIcb(String code) {
    return new Cell("OAP01M", "sub_icb", code, "NONE");
  }

  private static Cell sender(String measure, String code) {
    return new Cell(measure, "sending_provider", code, "NONE");
  }

  private static List<String> levels(List<ReturnRow> rows, String breakdown) {
    return rows.stream()
        .map(ReturnRow::cell)
        .filter(cell -> cell.breakdown().equals(breakdown))
        .map(Cell::primary)
        .toList();
  }

  private static String value(List<ReturnRow> rows, Cell cell) {
    return rows.stream()
        .filter(row -> row.cell().equals(cell))
        .map(row -> row.value() + row.valueNote())
        .findFirst()
        .orElseThrow();
  }

  private static Map<Cell, CellCount> counted(String mart, String... rows) {
    MartCounts counts = new MartCounts(mart, Measures.load(), SEPTEMBER);
    Dataset<Row> frame = Rows.of(ContractFrames.schema(ContractCatalogue.load().table(mart)), rows);
    Map<Cell, CellCount> cells = new HashMap<>();
    counts.addTo(
        cells, counts.perOrganisation(SharedSpark.session(), frame, SEPTEMBER).collectAsList());
    return cells;
  }
}
