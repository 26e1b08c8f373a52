package org.concordat.lineage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The run that started ours, as a scheduler tells it in the environment: {@code
 * OPENLINEAGE_PARENT_ID} and, for the first of a chain, {@code OPENLINEAGE_ROOT_PARENT_ID}, each
 * {@code namespace/job/run id}, as Airflow's {@code lineage_parent_id} writes it.
 *
 * @param immediate the run that started ours
 * @param root the run that started them all; null where it is not told
 */
record ParentRun(Name immediate, @Nullable Name root) {

  private static final String PARENT = "OPENLINEAGE_PARENT_ID";
  private static final String ROOT = "OPENLINEAGE_ROOT_PARENT_ID";

  /** A run and the job it is a run of. */
  record Name(String namespace, String job, UUID run) {

    void into(ObjectNode facet) {
      facet.putObject("run").put("runId", run.toString());
      facet.putObject("job").put("namespace", namespace).put("name", job);
    }
  }

  /**
   * @return empty where nobody started ours, or where what is told is not a run
   */
  static Optional<ParentRun> of(Map<String, String> environment) {
    return name(environment.get(PARENT))
        .map(parent -> new ParentRun(parent, name(environment.get(ROOT)).orElse(null)));
  }

  private static Optional<Name> name(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    int run = text.lastIndexOf('/');
    int job = text.lastIndexOf('/', run - 1);
    if (job < 1 || run - job < 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Name(
              text.substring(0, job),
              text.substring(job + 1, run),
              UUID.fromString(text.substring(run + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
