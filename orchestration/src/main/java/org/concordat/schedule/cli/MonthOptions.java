package org.concordat.schedule.cli;

import java.util.List;
import java.util.Optional;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.MonthRun;
import org.concordat.schedule.airflow.WrongRequestException;
import org.concordat.schedule.plan.Schedule;
import org.concordat.schemas.ReportingMonth;
import picocli.CommandLine.Option;

/** Which runs are meant: performance or final, and on which deployment. */
final class MonthOptions {

  @Option(
      names = "--final",
      description = "The run after the year closed, not the performance run.")
  private boolean afterYearEnd;

  @Option(
      names = "--deployment",
      paramLabel = "NAME",
      description = "The deployment, a name of deployments.yaml (default: local).")
  private String deployment = MonthRun.USUAL_DEPLOYMENT;

  Schedule schedule() {
    return afterYearEnd ? Schedule.FINAL : Schedule.PERFORMANCE;
  }

  /**
   * @throws WrongRequestException if it can be no name
   */
  String deployment() {
    if (!deployment.matches("[a-z0-9][a-z0-9-]*")) {
      throw new WrongRequestException(
          "--deployment: \"" + deployment + "\" is no name of small letters, digits and dashes");
    }
    return deployment;
  }

  /**
   * @param option the option it was given with
   * @throws WrongRequestException if it is no month
   */
  static ReportingMonth month(String option, String text) {
    try {
      return ReportingMonth.of(text);
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException(option + ": " + e.getMessage() + ", for example 2026-09", e);
    }
  }

  /** Runs of a month, newest first. */
  List<MonthRun> runs(Airflow airflow, ReportingMonth month) {
    return airflow.runs(schedule()).stream()
        .filter(run -> month.equals(run.month()) && run.deployment().equals(deployment()))
        .toList();
  }

  /**
   * The run of a month that was started last.
   *
   * @throws WrongRequestException if there is none
   */
  MonthRun newest(Airflow airflow, ReportingMonth month) {
    Optional<MonthRun> newest = runs(airflow, month).stream().findFirst();
    return newest.orElseThrow(
        () ->
            new WrongRequestException(
                "There is no %s run of %s%s; concordat schedule trigger --month %s starts one"
                    .formatted(
                        schedule().word(),
                        month,
                        deployment.equals(MonthRun.USUAL_DEPLOYMENT) ? "" : " on " + deployment,
                        month)));
  }
}
