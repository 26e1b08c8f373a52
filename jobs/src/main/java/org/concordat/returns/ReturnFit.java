package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.disclosure.ProtectedCount;

/** Everything that must hold before a return is published, in one place. */
final class ReturnFit {

  private ReturnFit() {}

  /**
   * @throws GateHeldException naming every reason, never a figure
   */
  static void require(
      SparkSession spark, ReturnFiles files, MonthFigures figures, List<ReturnRow> skeleton) {
    Settings.Disclosure settings = files.settings();
    List<String> reasons =
        new ArrayList<>(
            new ReturnChecks(figures.counts(), figures.averages(), files.senders(), settings)
                .reasons(skeleton, files.published(), files.exact()));
    reasons.addAll(
        RateChecks.reasons(files.rates(), figures.counts(), settings, files.shown()::textIfAny));
    reasons.addAll(files.shown().reasons());
    reasons.addAll(files.quality().reasons(settings));
    String what = "return " + files.month() + " " + files.status().published();
    if (!reasons.isEmpty()) {
      throw new GateHeldException(what, reasons);
    }
    ReturnGate.require(
        spark,
        what,
        skeleton,
        files.published(),
        new ProtectedCount(settings).leastShown(),
        settings.roundTo());
  }
}
