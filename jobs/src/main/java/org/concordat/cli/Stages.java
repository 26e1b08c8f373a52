package org.concordat.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.concordat.check.Check;
import org.concordat.link.Link;
import org.concordat.marts.Marts;
import org.concordat.platform.TwoAtATime;
import org.concordat.pull.DropFolderPull;
import org.concordat.reports.Reports;
import org.concordat.returns.MonthlyReturn;
import org.concordat.schemas.ReportingMonth;

/**
 * The six stages, each started with the same flags; what a stage reads, the stage before it has
 * written.
 */
final class Stages {

  private final CommonOptions options;
  private final LakeSession session;
  private final Console progress;
  private final ReportingMonth month;

  Stages(CommonOptions options, LakeSession session, Console progress) {
    this.options = options;
    this.session = session;
    this.progress = progress;
    this.month = options.month();
  }

  /** Starts what later stages need while the first one works. */
  void prepare() {
    session.prepareSpark();
  }

  /** Both read the marts and neither reads the other. */
  void returnsAndReports() {
    TwoAtATime.run(
        List.<Callable<Boolean>>of(
            () -> {
              returns();
              return true;
            },
            () -> {
              reports();
              return true;
            }));
  }

  void pull() {
    new DropFolderPull(session.lake(), session.settings(), progress)
        .run(options.landing(), month, options.dryRun);
  }

  void check() {
    new Check(session.spark(), session.lake(), session.settings(), progress)
        .run(month, options.status(), options.asOf());
  }

  void link() {
    new Link(session.spark(), session.lake(), session.settings(), progress)
        .run(month)
        .warnings()
        .forEach(progress::warning);
  }

  void marts() {
    new Marts(session.spark(), session.lake(), session.settings(), progress).run(month);
  }

  void returns() {
    new MonthlyReturn(session.spark(), session.lake(), session.settings(), progress)
        .run(month, options.status(), options.dryRun);
  }

  void reports() {
    new Reports(session.spark(), session.lake(), session.settings(), progress).run(month);
  }
}
