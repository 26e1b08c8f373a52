package org.concordat.schedule.airflow;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Map;
import org.concordat.schedule.generated.model.DAGRunResponse;
import org.concordat.schedule.plan.Schedule;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * One run of a DAG for a reporting month.
 *
 * @param schedule which DAG
 * @param id its id in Airflow
 * @param month the month it is for; null when it says none
 * @param deployment the deployment it works on
 * @param state queued, running, success or failed
 * @param started when it began; null before
 * @param ended when it ended; null before
 */
public record MonthRun(
    Schedule schedule,
    String id,
    @Nullable ReportingMonth month,
    String deployment,
    String state,
    @Nullable OffsetDateTime started,
    @Nullable OffsetDateTime ended) {

  /** The deployment of a run that names none. */
  public static final String USUAL_DEPLOYMENT = "local";

  static MonthRun of(Schedule schedule, DAGRunResponse run) {
    Map<String, Object> given = run.getConf() == null ? Map.of() : run.getConf();
    return new MonthRun(
        schedule,
        run.getDagRunId(),
        month(given, run.getDataIntervalStart()),
        String.valueOf(given.getOrDefault("deployment", USUAL_DEPLOYMENT)),
        run.getState().getValue(),
        run.getStartDate(),
        run.getEndDate());
  }

  /** A run started by hand names its month; a scheduled one has it as its data interval. */
  private static @Nullable ReportingMonth month(
      Map<String, Object> given, @Nullable OffsetDateTime intervalStart) {
    Object named = given.get("month");
    if (named != null) {
      try {
        return ReportingMonth.of(String.valueOf(named));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return intervalStart == null
        ? null
        : new ReportingMonth(
            YearMonth.from(intervalStart.atZoneSameInstant(SubmissionCalendar.ZONE)));
  }

  /** Whether it is over. */
  public boolean isOver() {
    return state.equals("success") || state.equals("failed");
  }
}
