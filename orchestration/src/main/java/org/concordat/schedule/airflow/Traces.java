package org.concordat.schedule.airflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concordat.schedule.generated.api.AssetApi;
import org.concordat.schedule.generated.api.TaskInstanceApi;
import org.concordat.schedule.generated.api.XComApi;
import org.concordat.schedule.generated.model.AssetEventCollectionResponse;
import org.concordat.schedule.generated.model.TaskInstancesLogResponse;
import org.concordat.schedule.generated.model.XComCollectionResponse;

/**
 * What runs leave behind in Airflow beside their results: logs, messages between tasks (XCom),
 * events of assets. None of it holds identifiers or row values.
 */
public final class Traces {

  private final Calls calls;
  private final TaskInstanceApi tasks;
  private final XComApi messages;
  private final AssetApi assets;

  Traces(Calls calls) {
    this.calls = calls;
    tasks = new TaskInstanceApi(calls.client());
    messages = new XComApi(calls.client());
    assets = new AssetApi(calls.client());
  }

  /** The log of one try of a task. */
  public List<LogLine> log(MonthRun run, TaskState task, int tryNumber) {
    TaskInstancesLogResponse log =
        calls.call(
            "log of " + task.task() + ", try " + tryNumber,
            () ->
                tasks.getLog(
                    TaskInstanceApi.APIGetLogRequest.newBuilder()
                        .dagId(run.schedule().dag())
                        .dagRunId(run.id())
                        .taskId(task.task())
                        .mapIndex(task.mapIndex())
                        .tryNumber(tryNumber)
                        .fullContent(true)
                        .accept("application/json")
                        .build()));
    List<LogLine> lines = new ArrayList<>();
    if (log.getContent() instanceof List<?> content) {
      for (Object line : content) {
        lines.add(
            line instanceof Map<?, ?> written
                ? new LogLine(word(written, "timestamp"), word(written, "level"), text(written))
                : new LogLine("", "", String.valueOf(line)));
      }
    }
    return lines;
  }

  private static String word(Map<?, ?> written, String key) {
    Object value = written.get(key);
    return value == null ? "" : String.valueOf(value);
  }

  /** A failure stands beside the event, with its own words. */
  private static String text(Map<?, ?> written) {
    String event = word(written, "event");
    if (written.get("error_detail") instanceof List<?> errors) {
      for (Object error : errors) {
        if (error instanceof Map<?, ?> one) {
          event += " " + word(one, "exc_type") + ": " + word(one, "exc_value");
        }
      }
    }
    return event;
  }

  /** What a task left for others under a key; empty when it left nothing. */
  public Optional<Object> message(MonthRun run, TaskState task, String key) {
    if (!messageKeys(run, task).contains(key)) {
      return Optional.empty();
    }
    Object entry =
        calls.call(
            "message " + key + " of " + task.task(),
            () ->
                messages.getXcomEntry(
                    XComApi.APIGetXcomEntryRequest.newBuilder()
                        .dagId(run.schedule().dag())
                        .dagRunId(run.id())
                        .taskId(task.task())
                        .mapIndex(task.mapIndex())
                        .xcomKey(key)
                        .build()));
    return entry instanceof Map<?, ?> map
        ? Optional.ofNullable(map.get("value"))
        : Optional.empty();
  }

  /** Keys of what a task left for others. */
  public List<String> messageKeys(MonthRun run, TaskState task) {
    return calls
        .all(
            "run " + run.id(),
            offset ->
                messages.getXcomEntries(
                    XComApi.APIGetXcomEntriesRequest.newBuilder()
                        .dagId(run.schedule().dag())
                        .dagRunId(run.id())
                        .taskId(task.task())
                        .mapIndex(task.mapIndex())
                        .limit(Calls.PAGE)
                        .offset(offset)
                        .build()),
            XComCollectionResponse::getXcomEntries,
            XComCollectionResponse::getTotalEntries)
        .stream()
        .map(entry -> entry.getKey())
        .toList();
  }

  /** Every event of an asset, as text. */
  public List<String> assetEvents() {
    return calls
        .all(
            "asset events",
            offset ->
                assets.getAssetEvents(
                    AssetApi.APIGetAssetEventsRequest.newBuilder()
                        .limit(Calls.PAGE)
                        .offset(offset)
                        .build()),
            AssetEventCollectionResponse::getAssetEvents,
            AssetEventCollectionResponse::getTotalEntries)
        .stream()
        .map(String::valueOf)
        .toList();
  }
}
