package org.concordat.returns;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.returns.coverage.Sender;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.ReportingMonth;

/** Who is expected for a month and what became of it so far, as its return will count them. */
public final class ExpectedSenders {

  private ExpectedSenders() {}

  /**
   * Every expected partner, by family and code; all are not received where nothing was checked yet.
   *
   * @param settings for the months that are looked back on
   */
  public static List<Sender> of(
      SparkSession spark, Lake lake, Settings settings, ReportingMonth month) {
    Organisations organisations = Organisations.of(CodeLists.load());
    Senders senders =
        Senders.soFar(
            spark, lake.tree(Zone.FINDINGS), organisations, month, settings.check().windowMonths());
    return ReturnCoverage.expected(senders, ExpectationRegister.load(), organisations, month);
  }
}
