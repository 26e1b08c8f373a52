package org.concordat.returns;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.platform.disclosure.FigureTable;
import org.concordat.returns.quality.QualityFigures;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;

/**
 * Treats all counts of a return and of its quality files together, with what earlier returns in the
 * lake have told (D7 to D13).
 */
record Protection(
    SparkSession spark,
    Lake lake,
    ContractCatalogue contracts,
    CodeLists codeLists,
    Measures measures,
    Settings.Disclosure settings) {

  /**
   * @param skeleton rows of the return
   * @param counts exact figures other than zero
   * @param quality exact figures of the quality files
   */
  ProtectedFigures of(
      ReportingMonth month,
      ReturnStatus status,
      List<ReturnRow> skeleton,
      Map<Cell, CellCount> counts,
      Senders senders,
      QualityFigures quality) {
    Set<String> small =
        SmallOrganisations.of(
            spark, lake.tree(Zone.MARTS), contracts, month, senders, settings.leastEvents());
    FigureTable table = new FigureTable(settings);
    ReturnFigures figures = new ReturnFigures(table, measures, codeLists, counts);
    figures.add(skeleton, senders, small);
    figures.addEarlier(lake, month, status);
    add(table, quality);
    return ProtectedFigures.of(table, figures, settings);
  }

  /**
   * Adds the counts of the quality files, which add up among themselves (D9, D13); where they do
   * not, the quality files tell.
   */
  private static void add(FigureTable table, QualityFigures quality) {
    quality
        .cells()
        .forEach(
            (place, cell) -> table.figure(place, cell.value(), cell.contributors(), cell.free()));
    quality.sums().stream()
        .filter(
            sum -> table.value(sum.whole()) == sum.parts().stream().mapToLong(table::value).sum())
        .forEach(sum -> table.sum("quality " + sum.whole(), sum.whole(), sum.parts()));
  }
}
