package org.concordat.retention;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Json;
import org.jspecify.annotations.Nullable;

/**
 * The record of deletions, {@code runs/deletions.jsonl}: a line before anything is moved and a line
 * after it is gone, never changed (returns-and-disclosure.md 6: deletions recorded, never silent).
 * Holds no personal value and no digest of what was deleted but the names files had anyway.
 */
final class Deletions {

  /** Name of the file in the runs zone. */
  static final String FILE = "deletions.jsonl";

  /**
   * One line.
   *
   * @param state begun or done
   * @param id names the deletion; the same in both lines
   * @param at clock time
   * @param zone zone of the lake
   * @param what what it is
   * @param policy line of the policy
   * @param why reason of the policy for its term
   * @param since day the term was counted from
   * @param due first day it was no longer kept
   * @param files number of files
   * @param bytes their size
   * @param contents digest of the names and sizes of the files
   * @param paths where they were, relative to the zone's root
   * @param authority who or what allowed it
   * @param by name of who asked for it
   * @param code version of the code
   */
  record Entry(
      String state,
      String id,
      Instant at,
      @Nullable String zone,
      @Nullable String what,
      @Nullable String policy,
      @Nullable String why,
      @Nullable LocalDate since,
      @Nullable LocalDate due,
      @Nullable Long files,
      @Nullable Long bytes,
      @Nullable @JsonProperty("contents_sha256") String contents,
      @Nullable List<String> paths,
      @Nullable String authority,
      @Nullable String by,
      @Nullable String code) {

    static final String BEGUN = "begun";
    static final String DONE = "done";

    static Entry done(String id, Instant at) {
      return new Entry(
          DONE, id, at, null, null, null, null, null, null, null, null, null, null, null, null,
          null);
    }
  }

  private final Path file;

  Deletions(Path runs) {
    this.file = runs.resolve(FILE);
  }

  /** Adds a line that is on disk when this returns. */
  void append(Entry entry) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        // A line that a killed process left half stays as it is; the next starts on a line of its
        // own.
        String text = (endsWhole() ? "" : "\n") + Json.mapper().writeValueAsString(entry) + "\n";
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the record of deletions " + file, e);
    }
  }

  private boolean endsWhole() throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      if (in.size() == 0) {
        return true;
      }
      ByteBuffer last = ByteBuffer.allocate(1);
      in.read(last, in.size() - 1);
      return last.get(0) == '\n';
    }
  }

  /** All whole lines, oldest first. */
  List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          try {
            entries.add(Json.mapper().readValue(line, Entry.class));
          } catch (JsonProcessingException e) {
            continue; // half a line of a process that was killed; what it began is begun again
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the record of deletions " + file, e);
      }
    }
    return entries;
  }

  /** Deletions that were begun and have no second line, by id. */
  SortedMap<String, Entry> open() {
    SortedMap<String, Entry> open = new TreeMap<>();
    for (Entry entry : all()) {
      if (entry.state().equals(Entry.BEGUN)) {
        open.put(entry.id(), entry);
      } else {
        open.remove(entry.id());
      }
    }
    return open;
  }
}
