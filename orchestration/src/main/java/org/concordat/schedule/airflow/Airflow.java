package org.concordat.schedule.airflow;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.schedule.generated.api.BackfillApi;
import org.concordat.schedule.generated.api.DagApi;
import org.concordat.schedule.generated.api.DagRunApi;
import org.concordat.schedule.generated.api.TaskInstanceApi;
import org.concordat.schedule.generated.model.BackfillPostBody;
import org.concordat.schedule.generated.model.BackfillResponse;
import org.concordat.schedule.generated.model.DAGPatchBody;
import org.concordat.schedule.generated.model.DAGRunCollectionResponse;
import org.concordat.schedule.generated.model.DAGRunResponse;
import org.concordat.schedule.generated.model.DryRunBackfillCollectionResponse;
import org.concordat.schedule.generated.model.HITLDetailCollection;
import org.concordat.schedule.generated.model.ReprocessBehavior;
import org.concordat.schedule.generated.model.TaskInstanceCollectionResponse;
import org.concordat.schedule.generated.model.TriggerDAGRunPostBody;
import org.concordat.schedule.generated.model.UpdateHITLDetailPayload;
import org.concordat.schedule.plan.PlannedRun;
import org.concordat.schedule.plan.Schedule;
import org.concordat.schemas.ReportingMonth;

/**
 * An Airflow that runs Concordat's DAGs. Every method makes calls over the network and throws
 * {@link WrongRequestException} when Airflow refuses, {@link AirflowFault} when it does not answer.
 */
public final class Airflow {

  /** How long an answer may take; a busy scheduler on a small machine takes seconds. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(20);

  private final Calls calls;
  private final DagApi dags;
  private final DagRunApi runs;
  private final TaskInstanceApi tasks;
  private final BackfillApi backfills;
  private final Traces traces;

  /**
   * @param patience how long a connection, and a whole answer, may take
   */
  public Airflow(Connection connection, Duration patience) {
    calls = new Calls(connection, patience);
    dags = new DagApi(calls.client());
    runs = new DagRunApi(calls.client());
    tasks = new TaskInstanceApi(calls.client());
    backfills = new BackfillApi(calls.client());
    traces = new Traces(calls);
  }

  /** All runs of a schedule, newest first. */
  public List<MonthRun> runs(Schedule schedule) {
    return calls
        .all(
            "DAG " + schedule.dag(),
            offset ->
                runs.getDagRuns(
                    DagRunApi.APIGetDagRunsRequest.newBuilder()
                        .dagId(schedule.dag())
                        .orderBy(List.of("-run_after"))
                        .limit(Calls.PAGE)
                        .offset(offset)
                        .build()),
            DAGRunCollectionResponse::getDagRuns,
            DAGRunCollectionResponse::getTotalEntries)
        .stream()
        .map(run -> MonthRun.of(schedule, run))
        .toList();
  }

  /** One run as it is now. */
  public MonthRun run(Schedule schedule, String id) {
    return MonthRun.of(schedule, calls.call("run " + id, () -> runs.getDagRun(schedule.dag(), id)));
  }

  /**
   * Starts a run for a month.
   *
   * @param id id the run gets
   * @param deployment the deployment to work on
   * @throws AlreadyThereException when there is a run of this id
   */
  public MonthRun trigger(Schedule schedule, String id, ReportingMonth month, String deployment) {
    TriggerDAGRunPostBody body =
        new TriggerDAGRunPostBody()
            .dagRunId(id)
            .logicalDate(null)
            .conf(given(Map.of("month", month.toString()), deployment));
    DAGRunResponse run =
        calls.call(
            "DAG " + schedule.dag() + " (or run " + id + ")",
            () -> runs.triggerDagRun(schedule.dag(), body));
    return MonthRun.of(schedule, run);
  }

  /** Conf of a run: names only, never paths. The usual deployment needs no name. */
  private static Map<String, Object> given(Map<String, Object> conf, String deployment) {
    Map<String, Object> all = new TreeMap<>(conf);
    if (!deployment.equals(MonthRun.USUAL_DEPLOYMENT)) {
      all.put("deployment", deployment);
    }
    return all;
  }

  /**
   * Has past months run, oldest first and one after the other.
   *
   * @param first run of the first month
   * @param last run of the last month
   * @param again failed, completed or none: which runs that are there already are made again
   * @return its number
   */
  public int backfill(PlannedRun first, PlannedRun last, String deployment, String again) {
    BackfillPostBody body = body(first, last, deployment, again);
    BackfillResponse made =
        calls.call("a backfill of " + first.schedule().dag(), () -> backfills.createBackfill(body));
    return made.getId();
  }

  /** How many months a backfill would run; nothing is written. */
  public int backfillMonths(PlannedRun first, PlannedRun last, String deployment, String again) {
    BackfillPostBody body = body(first, last, deployment, again);
    DryRunBackfillCollectionResponse would =
        calls.call(
            "a backfill of " + first.schedule().dag(), () -> backfills.createBackfillDryRun(body));
    return would.getTotalEntries();
  }

  private static BackfillPostBody body(
      PlannedRun first, PlannedRun last, String deployment, String again) {
    return new BackfillPostBody()
        .dagId(first.schedule().dag())
        .fromDate(first.intervalStart().atOffset(ZoneOffset.UTC))
        .toDate(last.intervalStart().atOffset(ZoneOffset.UTC))
        .dagRunConf(given(Map.of(), deployment))
        .reprocessBehavior(ReprocessBehavior.fromValue(again))
        .runBackwards(false)
        .maxActiveRuns(1);
  }

  /** The tasks of a run, each with its newest try. */
  public List<TaskState> tasks(MonthRun run) {
    return calls
        .all(
            "run " + run.id(),
            offset ->
                tasks.getTaskInstances(
                    TaskInstanceApi.APIGetTaskInstancesRequest.newBuilder()
                        .dagId(run.schedule().dag())
                        .dagRunId(run.id())
                        .orderBy(List.of("map_index"))
                        .limit(Calls.PAGE)
                        .offset(offset)
                        .build()),
            TaskInstanceCollectionResponse::getTaskInstances,
            TaskInstanceCollectionResponse::getTotalEntries)
        .stream()
        .map(TaskState::of)
        .toList();
  }

  /** What a run asks people and nobody has answered. */
  public List<Question> questions(MonthRun run) {
    return calls
        .all(
            "run " + run.id(),
            offset ->
                tasks.getHitlDetails(
                    TaskInstanceApi.APIGetHitlDetailsRequest.newBuilder()
                        .dagId(run.schedule().dag())
                        .dagRunId(run.id())
                        .responseReceived(false)
                        .limit(Calls.PAGE)
                        .offset(offset)
                        .build()),
            HITLDetailCollection::getHitlDetails,
            HITLDetailCollection::getTotalEntries)
        .stream()
        .map(
            asked ->
                new Question(
                    asked.getTaskInstance().getTaskId(),
                    asked.getTaskInstance().getMapIndex(),
                    asked.getSubject(),
                    asked.getOptions()))
        .toList();
  }

  /**
   * Answers a question of a run.
   *
   * @param option the answer, one of the question's options
   * @param words what goes with it, for example by and note
   * @throws AlreadyThereException when somebody was faster
   */
  public void answer(MonthRun run, Question question, String option, Map<String, String> words) {
    UpdateHITLDetailPayload payload =
        new UpdateHITLDetailPayload()
            .chosenOptions(List.of(option))
            .paramsInput(new TreeMap<>(words));
    calls.call(
        "question of " + question.task() + " in run " + run.id(),
        () ->
            tasks.updateHitlDetail(
                TaskInstanceApi.APIUpdateHitlDetailRequest.newBuilder()
                    .dagId(run.schedule().dag())
                    .dagRunId(run.id())
                    .taskId(question.task())
                    .mapIndex(question.mapIndex())
                    .updateHITLDetailPayload(payload)
                    .build()));
  }

  /** Stops or resumes that runs of a schedule are started. */
  public void pause(Schedule schedule, boolean paused) {
    calls.call(
        "DAG " + schedule.dag(),
        () ->
            dags.patchDag(
                schedule.dag(), new DAGPatchBody().isPaused(paused), List.of("is_paused")));
  }

  /** Whether no run of a schedule is started. */
  public boolean isPaused(Schedule schedule) {
    return calls.call("DAG " + schedule.dag(), () -> dags.getDag(schedule.dag())).getIsPaused();
  }

  /** What runs leave behind beside their results. */
  public Traces traces() {
    return traces;
  }
}
