package org.concordat.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.schemas.SubmissionCalendar;

/**
 * When versions of tables were made: as the run records say, else when their folder was made.
 * Copies of a lake keep run records, not times of folders.
 */
final class VersionDays {

  private final Map<String, Instant> made = new HashMap<>();

  VersionDays(Path runs) {
    for (Path file : Folders.filesBelow(runs)) {
      if (file.toString().endsWith(".json")) {
        read(runs.resolve(file));
      }
    }
  }

  private void read(Path file) {
    try {
      JsonNode record = Json.mapper().readTree(Files.readString(file));
      Instant at = Instant.parse(record.path("finished_at").asText());
      record
          .path("outputs")
          .fields()
          .forEachRemaining(
              output ->
                  made.merge(
                      output.getKey() + "/" + output.getValue().asText(),
                      at,
                      (one, other) -> one.isAfter(other) ? one : other));
    } catch (JsonProcessingException | DateTimeParseException e) {
      return; // no run record
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the run record " + file, e);
    }
  }

  /**
   * The day each version was superseded: when the next one was made.
   *
   * @param name name of the tree in run records
   * @param versions folders of all versions, the live one among them
   * @return by folder; the newest, if it is not live, was superseded when it was made
   */
  SortedMap<Path, LocalDate> superseded(String name, List<Path> versions) {
    Map<Path, Instant> times = new HashMap<>();
    versions.forEach(version -> times.put(version, made(name, version)));
    List<Path> order =
        versions.stream()
            .sorted(
                Comparator.comparing((Path v) -> times.getOrDefault(v, Instant.EPOCH))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    SortedMap<Path, LocalDate> superseded = new TreeMap<>();
    for (int i = 0; i < order.size(); i++) {
      Path next = order.get(Math.min(i + 1, order.size() - 1));
      superseded.put(
          order.get(i),
          LocalDate.ofInstant(times.getOrDefault(next, Instant.EPOCH), SubmissionCalendar.ZONE));
    }
    return superseded;
  }

  private Instant made(String name, Path version) {
    Instant recorded = made.get(name + "/" + version.getFileName());
    if (recorded != null) {
      return recorded;
    }
    try {
      return Files.getLastModifiedTime(version).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + version, e);
    }
  }
}
