package org.concordat.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.concordat.check.Check;
import org.concordat.check.CheckResult;
import org.concordat.config.ChannelSettings;
import org.concordat.lineage.Lineage;
import org.concordat.link.Link;
import org.concordat.link.QualityLine;
import org.concordat.marts.Marts;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.TwoAtATime;
import org.concordat.pull.ChannelPull;
import org.concordat.pull.ChannelsResult;
import org.concordat.pull.DropFolderPull;
import org.concordat.reports.Reports;
import org.concordat.reports.ReturnPages;
import org.concordat.returns.MonthlyReturn;
import org.concordat.schemas.MatchModel;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * The six stages, each started with the same flags; what a stage reads, the stage before it has
 * written.
 */
final class Stages {

  private final CommonOptions options;
  private final LakeSession session;
  private final Console progress;
  private final ReportingMonth month;
  private final Lineage lineage;
  private @Nullable PullOutcome pulled;

  Stages(CommonOptions options, LakeSession session, Console progress) {
    this.options = options;
    this.session = session;
    this.progress = progress;
    this.month = options.month();
    this.lineage =
        Lineage.of(
            session.settings(),
            session.lake(),
            LineageSources::declared,
            System.getenv(),
            progress::warning,
            Clock.systemUTC());
  }

  /** Starts what later stages need while the first one works. */
  void prepare() {
    session.prepareSpark();
  }

  /**
   * All stages after pull. Quality is measured and partners' pages are written while people are
   * linked and marts made; then the return is made while the pages get what the marts tell.
   */
  void checkToReports() {
    Check check = newCheck();
    Lineage.Begun checking = lineage.begin("check", month);
    CheckResult judged =
        checking.watch(
            () ->
                StageCost.show(
                    "check", progress, () -> check.judge(month, options.cut(), options.asOf())));
    check.warnings().forEach(progress::warning);
    Lineage.Begun reporting = lineage.begin("reports", month);
    AtomicReference<@Nullable GateHeldException> held = new AtomicReference<>();
    reporting.watch(() -> checking.watch(() -> measureToReports(check, judged, checking, held)));
    reporting.completed();
    GateHeldException reason = held.get();
    if (reason != null) {
      throw reason;
    }
  }

  /** The rest; a gate that holds the return is kept for the end. */
  private boolean measureToReports(
      Check check,
      CheckResult judged,
      Lineage.Begun checking,
      AtomicReference<@Nullable GateHeldException> held) {
    Reports reports = newReports();
    List<Optional<Reports.Begun>> begun =
        TwoAtATime.run(
            List.of(
                () -> {
                  cost("metrics", () -> check.measure(judged));
                  checking.completed();
                  return Optional.of(StageCost.show("pages", progress, () -> reports.begin(month)));
                },
                () -> {
                  link();
                  marts();
                  return Optional.empty();
                }));
    Reports.Begun pages = begun.get(0).orElseThrow();
    TwoAtATime.run(
        List.of(
            Executors.callable(() -> returnUnlessHeld(held)),
            Executors.callable(() -> cost("reports", () -> reports.linked(pages)))));
    cost("national page", () -> reports.finish(pages));
    return true;
  }

  /** Partners get their pages also where the return is held. */
  private void returnUnlessHeld(AtomicReference<@Nullable GateHeldException> held) {
    try {
      returns();
    } catch (GateHeldException e) {
      held.set(e);
    }
  }

  private void cost(String stage, Runnable work) {
    StageCost.show(stage, progress, work);
  }

  /** One stage of one month with what it cost, and told to the catalogue of data. */
  private void stage(String stage, ReportingMonth of, Runnable work) {
    Lineage.Begun begun = lineage.begin(stage, of);
    begun.watch(
        () -> {
          cost(of.equals(month) ? stage : stage + " " + of, work);
          return of;
        });
    begun.completed();
  }

  /**
   * Pulls from the drop folder.
   *
   * @param senders whose submissions, each as FAMILY/ORGANISATION; all when empty
   */
  void pullDropFolder(Set<String> senders) {
    stage(
        "pull",
        month,
        () ->
            new DropFolderPull(session.lake(), session.settings(), progress)
                .run(options.landing(), month, senders, options.dryRun));
  }

  /**
   * Pulls from these channels.
   *
   * @param channels partners' channels by name; null to read the drop folder
   */
  void pull(@Nullable SortedMap<String, ChannelSettings> channels) {
    if (channels == null) {
      pullDropFolder(Set.of());
      return;
    }
    stage(
        "pull",
        month,
        () -> {
          ChannelsResult result =
              new ChannelPull(session.lake(), session.settings(), channels, progress)
                  .run(month, options.dryRun);
          PullOutcome outcome = new PullOutcome(result);
          outcome.warn(progress);
          pulled = outcome;
        });
  }

  /** What the pull from channels did; null when there was none. */
  @Nullable PullOutcome pulled() {
    return pulled;
  }

  void check() {
    Check check = newCheck();
    stage("check", month, () -> check.run(month, options.cut(), options.asOf()));
    check.warnings().forEach(progress::warning);
  }

  private Check newCheck() {
    return new Check(session.spark(), session.lake(), session.settings(), progress);
  }

  void link() {
    stage(
        "link",
        month,
        () ->
            new Link(session.spark(), session.lake(), session.settings(), progress)
                .run(month)
                .warnings()
                .forEach(progress::warning));
  }

  MatchModel matchModel(String version) {
    return new Link(session.spark(), session.lake(), session.settings(), progress)
        .estimated(month, version);
  }

  List<QualityLine> linkQuality(Path truth) {
    return new Link(session.spark(), session.lake(), session.settings(), progress)
        .measured(month, truth);
  }

  /** The month's marts, then those of open months in which somebody has another key now. */
  List<QualityLine> linkWithoutNumbers() {
    return new Link(session.spark(), session.lake(), session.settings(), progress)
        .withoutNumbers(month);
  }

  void marts() {
    Marts marts = new Marts(session.spark(), session.lake(), session.settings(), progress);
    stage("marts", month, () -> marts.run(month));
    for (ReportingMonth open : marts.toFollow(month)) {
      stage("marts", open, () -> marts.run(open));
    }
  }

  /** The return and its page, which tells of a return that was held as well. */
  void returns() {
    try {
      stage(
          "returns",
          month,
          () ->
              new MonthlyReturn(session.spark(), session.lake(), session.settings(), progress)
                  .run(month, options.status(), options.dryRun));
    } catch (GateHeldException held) {
      returnPage();
      throw held;
    }
    returnPage();
  }

  private void returnPage() {
    if (options.dryRun) {
      return;
    }
    new ReturnPages(session.lake()).write(month, options.status());
  }

  void reports() {
    stage("reports", month, () -> newReports().run(month));
    returnPage();
  }

  private Reports newReports() {
    return new Reports(session.spark(), session.lake(), session.settings(), progress);
  }
}
