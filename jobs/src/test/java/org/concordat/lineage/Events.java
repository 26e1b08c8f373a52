package org.concordat.lineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.concordat.platform.Json;

/** Events as a catalogue sees them. */
final class Events {

  private final List<ObjectNode> all;

  private Events(List<ObjectNode> all) {
    this.all = all;
  }

  static Events read(Path file) throws IOException {
    List<ObjectNode> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      all.add(parsed(line));
    }
    return new Events(all);
  }

  static ObjectNode parsed(String line) throws JsonProcessingException {
    return (ObjectNode) Json.mapper().readTree(line);
  }

  List<ObjectNode> all() {
    return all;
  }

  /** Type and job of each event, in order. */
  List<String> told() {
    return all.stream()
        .map(event -> event.get("eventType").asText() + " " + event.at("/job/name").asText())
        .toList();
  }

  /** The event of that type and job. */
  ObjectNode one(String type, String job) {
    return all.stream()
        .filter(event -> event.get("eventType").asText().equals(type))
        .filter(event -> event.at("/job/name").asText().equals(job))
        .findFirst()
        .orElseThrow();
  }

  /** Names of what a job read or wrote. */
  SortedSet<String> names(String job, String side) {
    return names(one("COMPLETE", job), side);
  }

  private static SortedSet<String> names(JsonNode event, String side) {
    SortedSet<String> names = new TreeSet<>();
    event.get(side).forEach(dataset -> names.add(dataset.get("name").asText()));
    return names;
  }

  /** Jobs that wrote a dataset. */
  SortedSet<String> writers(String dataset) {
    SortedSet<String> jobs = new TreeSet<>();
    all.stream()
        .filter(event -> names(event, "outputs").contains(dataset))
        .forEach(event -> jobs.add(event.at("/job/name").asText()));
    return jobs;
  }

  /** Everything a dataset was made from, however far back, itself not among it. */
  SortedSet<String> madeFrom(String dataset) {
    SortedSet<String> found = new TreeSet<>();
    List<String> open = new ArrayList<>(List.of(dataset));
    while (!open.isEmpty()) {
      for (String job : writers(open.remove(0))) {
        for (String input : names(job, "inputs")) {
          if (found.add(input)) {
            open.add(input);
          }
        }
      }
    }
    found.remove(dataset);
    return found;
  }

  /** The same without times and what is made of them. */
  List<String> withoutTimes() {
    return all.stream()
        .map(
            event -> {
              ObjectNode copy = event.deepCopy();
              copy.remove("eventTime");
              ((ObjectNode) copy.get("run")).remove("runId");
              ObjectNode facets = (ObjectNode) copy.at("/run/facets");
              if (facets.get("parent") instanceof ObjectNode parent) {
                parent.remove("run");
              }
              return copy.toString();
            })
        .toList();
  }
}
