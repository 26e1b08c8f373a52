package org.concordat.returns;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.jspecify.annotations.Nullable;

/**
 * The steps that versions of a return have taken, one JSON object a line, only ever added to. Each
 * line holds the digest of the one before, and each step must follow from those before it: a line
 * that was changed, taken out or put in is noticed.
 *
 * @param file where it lies; it is there once a step was taken
 * @param steps all steps, in order
 */
record LifecycleLog(Path file, List<LifecycleStep> steps) {

  static final String FILE = "lifecycle.jsonl";

  /**
   * @param folder folder of a return's versions
   * @throws WrongRequestException in one line, if the file is broken or was changed
   */
  static LifecycleLog read(Path folder) {
    Path file = folder.resolve(FILE);
    List<LifecycleStep> steps = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      return new LifecycleLog(file, steps);
    }
    String text = text(file);
    if (!text.endsWith("\n")) {
      throw refused(file, Math.toIntExact(text.lines().count()), "the line has no end");
    }
    SortedMap<Integer, ReturnState> states = new TreeMap<>();
    String previous = null;
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      int number = steps.size() + 1;
      LifecycleStep step = step(file, number, line);
      if (!equal(step.previousSha256(), previous)) {
        throw refused(file, number, "it does not follow the line before it");
      }
      ReturnState before = states.getOrDefault(step.version(), ReturnState.DRAFT);
      if (!before.canBecome(step.state())) {
        throw refused(
            file,
            number,
            "a version cannot come from %s to %s".formatted(before.word(), step.state().word()));
      }
      states.put(step.version(), step.state());
      steps.add(step);
      previous = Digest.ofText(line);
    }
    return new LifecycleLog(file, steps);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new WrongRequestException(file + " was changed: it is no UTF-8 text", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static LifecycleStep step(Path file, int number, String line) {
    try {
      LifecycleStep step = Json.mapper().readValue(line, LifecycleStep.class);
      if (step != null && line.equals(Json.mapper().writeValueAsString(step))) {
        return step;
      }
    } catch (JsonProcessingException e) {
      throw refused(file, number, "it is no step");
    }
    throw refused(file, number, "it is no step");
  }

  private static boolean equal(@Nullable String one, @Nullable String other) {
    return one == null ? other == null : one.equals(other);
  }

  private static WrongRequestException refused(Path file, int line, String why) {
    return new WrongRequestException(
        "%s is broken or was changed at line %d: %s; put it back from a copy"
            .formatted(file, line, why));
  }

  /** The steps of a version, in order. */
  List<LifecycleStep> of(int version) {
    return steps.stream().filter(step -> step.version() == version).toList();
  }

  /** How far a version has come. */
  ReturnState state(int version) {
    List<LifecycleStep> taken = of(version);
    return taken.isEmpty() ? ReturnState.DRAFT : taken.get(taken.size() - 1).state();
  }

  /**
   * Adds steps: a reader sees none or all of them. What is there already stays, byte for byte.
   *
   * @return the log with them
   */
  LifecycleLog with(List<LifecycleStep> added) {
    StringBuilder text = new StringBuilder();
    List<LifecycleStep> all = new ArrayList<>();
    String previous = null;
    for (LifecycleStep step : steps) {
      previous = add(step, text);
      all.add(step);
    }
    for (LifecycleStep step : added) {
      LifecycleStep linked = step.after(previous);
      previous = add(linked, text);
      all.add(linked);
    }
    replace(file, text.toString());
    return new LifecycleLog(file, all);
  }

  private static String add(LifecycleStep step, StringBuilder text) {
    try {
      String line = Json.mapper().writeValueAsString(step);
      text.append(line).append('\n');
      return Digest.ofText(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a step", e);
    }
  }

  /** Writes a small file beside its place and puts it there by one rename. */
  static void replace(Path file, String text) {
    Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
    try (FileChannel out =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
