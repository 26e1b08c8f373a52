package org.concordat.cli;

import java.util.List;
import java.util.concurrent.Executors;
import org.concordat.check.Check;
import org.concordat.check.CheckResult;
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

  /** Metrics are for the reports alone: people are linked and marts made meanwhile. */
  void checkLinkAndMarts() {
    Check check = newCheck();
    CheckResult judged =
        StageCost.show(
            "check", progress, () -> check.judge(month, options.status(), options.asOf()));
    check.warnings().forEach(progress::warning);
    sideBySide(
        () -> cost("metrics", () -> check.measure(judged)),
        () -> {
          link();
          marts();
        });
  }

  /** Both read the marts and neither reads the other. */
  void returnsAndReports() {
    sideBySide(this::returns, this::reports);
  }

  private static void sideBySide(Runnable one, Runnable other) {
    TwoAtATime.run(List.of(Executors.callable(one), Executors.callable(other)));
  }

  private void cost(String stage, Runnable work) {
    StageCost.show(stage, progress, work);
  }

  void pull() {
    cost(
        "pull",
        () ->
            new DropFolderPull(session.lake(), session.settings(), progress)
                .run(options.landing(), month, options.dryRun));
  }

  void check() {
    Check check = newCheck();
    cost("check", () -> check.run(month, options.status(), options.asOf()));
    check.warnings().forEach(progress::warning);
  }

  private Check newCheck() {
    return new Check(session.spark(), session.lake(), session.settings(), progress);
  }

  void link() {
    cost(
        "link",
        () ->
            new Link(session.spark(), session.lake(), session.settings(), progress)
                .run(month)
                .warnings()
                .forEach(progress::warning));
  }

  void marts() {
    cost(
        "marts",
        () -> new Marts(session.spark(), session.lake(), session.settings(), progress).run(month));
  }

  void returns() {
    cost(
        "returns",
        () ->
            new MonthlyReturn(session.spark(), session.lake(), session.settings(), progress)
                .run(month, options.status(), options.dryRun));
  }

  void reports() {
    cost(
        "reports",
        () ->
            new Reports(session.spark(), session.lake(), session.settings(), progress).run(month));
  }
}
