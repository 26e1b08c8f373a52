package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.platform.ContractFrames;
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
        "{'organisation_code': '%s', 'is_started_in_month': true, 'is_new_detention': true,"
            + " 'has_spell': true, 'icb_code': %s, 'region_code': %s}";
    Map<Cell, CellCount> cells =
        counted(
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

  private static Map<Cell, CellCount> counted(String... rows) {
    MartCounts counts = new MartCounts("mha_detentions", Measures.load(), SEPTEMBER);
    Dataset<Row> frame =
        Rows.of(ContractFrames.schema(ContractCatalogue.load().table("mha_detentions")), rows);
    Map<Cell, CellCount> cells = new HashMap<>();
    counts.addTo(
        cells, counts.perOrganisation(SharedSpark.session(), frame, SEPTEMBER).collectAsList());
    return cells;
  }
}
