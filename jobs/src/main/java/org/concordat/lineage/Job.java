package org.concordat.lineage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work with what it reads and writes.
 *
 * @param name name in the catalogue, for example {@code marts.mha_detentions}
 * @param kind STAGE, or what part of a stage it is
 * @param description words for a reader
 * @param sql text of the SQL file that it runs; null where it is no SQL
 * @param inputs datasets it reads, by name
 * @param outputs datasets it writes, by name
 */
record Job(
    String name,
    String kind,
    String description,
    @Nullable String sql,
    List<String> inputs,
    List<String> outputs) {

  Job {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** A stage as a whole. */
  static Job stage(String name, String description, List<String> inputs, List<String> outputs) {
    return new Job(name, "STAGE", description, null, inputs, outputs);
  }
}
