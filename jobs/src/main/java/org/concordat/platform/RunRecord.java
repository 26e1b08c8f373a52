package org.concordat.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.schemas.ReportingMonth;

/**
 * What one stage did: written to {@code runs/<stage>-<run_id>.json}. Times stand here and nowhere
 * else.
 *
 * @param runId derived from stage, month, inputs and versions, so the same work has the same id
 * @param stage pull, check, link, marts, returns or reports
 * @param month the reporting month
 * @param startedAt clock time
 * @param finishedAt clock time
 * @param versions versions of what decided the result: code, rules, contracts
 * @param inputs what was read, by name: version ids or digests
 * @param outputs what was written, by name: version ids or digests
 * @param counts numbers of what happened
 * @param notes warnings for the operator; never a personal value
 */
public record RunRecord(
    @JsonProperty("run_id") String runId,
    String stage,
    ReportingMonth month,
    @JsonProperty("started_at") Instant startedAt,
    @JsonProperty("finished_at") Instant finishedAt,
    Map<String, String> versions,
    Map<String, String> inputs,
    Map<String, String> outputs,
    Map<String, Long> counts,
    List<String> notes) {

  /**
   * What a stage made its output with, by name: versions and inputs together.
   *
   * @param runs root of the runs zone
   * @return empty where the record is no longer there
   */
  public static Optional<SortedMap<String, String>> madeFrom(
      Path runs, String stage, String runId) {
    return read(runs, stage, runId)
        .map(
            record -> {
              SortedMap<String, String> madeFrom = new TreeMap<>(record.inputs());
              madeFrom.putAll(record.versions());
              return madeFrom;
            });
  }

  /** The record of a run; empty where there is none. */
  public static Optional<RunRecord> read(Path runs, String stage, String runId) {
    Path file = runs.resolve(stage + "-" + runId + ".json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(Files.readString(file), RunRecord.class));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the run record " + file, e);
    }
  }

  /** The records of a stage that are there, of all months, in order of their files' names. */
  public static List<RunRecord> of(Path runs, String stage) {
    Pattern name = Pattern.compile(Pattern.quote(stage) + "-([0-9a-f]{16,})[.]json");
    return Folders.filesBelow(runs).stream()
        .map(file -> name.matcher(file.toString()))
        .filter(Matcher::matches)
        .flatMap(file -> read(runs, stage, file.group(1)).stream())
        .toList();
  }

  /** Writes the record into the runs zone. */
  public void write(Path runs) {
    try {
      Json.write(runs.resolve(stage + "-" + runId + ".json"), this);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the run record " + runId, e);
    }
  }
}
