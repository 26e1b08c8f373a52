package org.concordat.schedule.airflow;

import java.time.OffsetDateTime;
import org.concordat.schedule.generated.model.TaskInstanceResponse;
import org.jspecify.annotations.Nullable;

/**
 * How far one task of a run is.
 *
 * @param task its id
 * @param mapIndex its place among the partners it is done for; -1 when it is done once
 * @param partner family and organisation, for example MH/RX4; null when it is done once
 * @param state Airflow's word; "none" when it is not due yet
 * @param tries how often it was started
 * @param started when it was started last; null before
 * @param seconds how long it took; null while it is not over
 */
public record TaskState(
    String task,
    int mapIndex,
    @Nullable String partner,
    String state,
    int tries,
    @Nullable OffsetDateTime started,
    @Nullable Double seconds) {

  static TaskState of(TaskInstanceResponse task) {
    return new TaskState(
        task.getTaskId(),
        task.getMapIndex(),
        task.getMapIndex() < 0 ? null : task.getRenderedMapIndex(),
        task.getState() == null ? "none" : task.getState().getValue(),
        task.getTryNumber(),
        task.getStartDate(),
        task.getDuration() == null ? null : task.getDuration().doubleValue());
  }

  /** Whether it waits for a person. */
  public boolean asksAPerson() {
    return state.equals("awaiting_input") || state.equals("deferred");
  }
}
