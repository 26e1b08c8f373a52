package org.concordat.returns;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.returns.coverage.Sender;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.Family;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.ReportingMonth;

/** Who is expected for a month and what became of it so far, as its return will count them. */
public final class ExpectedSenders {

  /**
   * An expected partner without a submission in force.
   *
   * @param family its family
   * @param organisation its code
   * @param name its name
   * @param rejected whether something came in time and all of it was rejected; nothing came when
   *     false
   */
  public record Missing(Family family, String organisation, String name, boolean rejected) {}

  private ExpectedSenders() {}

  /**
   * Who is missing so far, by family and code; all that are expected where nothing was checked yet.
   *
   * @param settings for the months that are looked back on
   */
  public static List<Missing> missing(
      SparkSession spark, Lake lake, Settings settings, ReportingMonth month) {
    Organisations organisations = Organisations.of(CodeLists.load());
    Senders senders =
        Senders.soFar(
            spark, lake.tree(Zone.FINDINGS), organisations, month, settings.check().windowMonths());
    return ReturnCoverage.expected(senders, ExpectationRegister.load(), organisations, month)
        .stream()
        .filter(sender -> sender.outcome() != Sender.Outcome.ACCEPTED)
        .map(
            sender ->
                new Missing(
                    sender.family(),
                    sender.organisation(),
                    sender.name(),
                    sender.outcome() == Sender.Outcome.REJECTED))
        .toList();
  }
}
