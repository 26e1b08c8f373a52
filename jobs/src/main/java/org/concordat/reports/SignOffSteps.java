package org.concordat.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.concordat.platform.Json;
import org.concordat.schemas.ReportingMonth;

/**
 * Where the versions of a return stand, as the record beside them tells (docs/lifecycle.md). The
 * record is looked after by the command {@code lifecycle}; here it is only shown.
 *
 * @param month reporting month
 * @param status word of the command line
 * @param steps every step of every version, in order
 */
record SignOffSteps(ReportingMonth month, String status, List<Step> steps) {

  private static final String DRAFT = "draft";

  /** One step: version, what it came to, who took it and when, and why. */
  record Step(int version, String state, String by, Instant at, String note) {}

  /**
   * @param folder folder of a month and status
   */
  static SignOffSteps read(Path folder, ReportingMonth month, String status) {
    Path file = folder.resolve("lifecycle.jsonl");
    List<Step> steps = new ArrayList<>();
    try {
      if (Files.isRegularFile(file)) {
        for (String line : Files.readAllLines(file)) {
          JsonNode step = Json.mapper().readTree(line);
          steps.add(
              new Step(
                  step.path("version").asInt(),
                  step.path("state").asText(),
                  step.path("by").asText(),
                  Instant.parse(step.path("at").asText()),
                  step.path("note").asText("")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return new SignOffSteps(month, status, steps);
  }

  private Optional<Step> last(int version) {
    return steps.stream().filter(step -> step.version() == version).reduce((one, next) -> next);
  }

  /** The version readers are shown; empty when none is. */
  Optional<Integer> published() {
    return steps.stream()
        .map(Step::version)
        .distinct()
        .filter(version -> state(version).equals("published"))
        .findFirst();
  }

  private String state(int version) {
    return last(version).map(Step::state).orElse(DRAFT);
  }

  /** Where a version stands, with who and when. */
  String words(int version) {
    return last(version)
        .map(
            step ->
                "Version %d is %s, by %s on %s."
                    .formatted(
                        version,
                        step.state().replace('-', ' '),
                        step.by(),
                        Figures.time(step.at())))
        .orElse("Version " + version + " is a draft: nobody has looked at it yet.");
  }

  /** The next step in words. */
  String next(int version) {
    return switch (state(version)) {
      case DRAFT -> "somebody checks the figures and takes it to quality assured:";
      case "quality-assured" ->
          "somebody else than "
              + last(version).map(Step::by).orElse("that person")
              + " answers for it and signs it off:";
      case "signed-off" -> "publish it on the day of release:";
      case "published" -> "nothing. Should it prove wrong, it can be withdrawn:";
      default -> "nothing more can become of this version; a new run makes the next one:";
    };
  }

  /** The command of the next step. */
  String command(int version) {
    String to =
        switch (state(version)) {
          case DRAFT -> "quality-assured";
          case "quality-assured" -> "signed-off";
          case "signed-off" -> "published";
          case "published" -> "withdrawn";
          default -> "";
        };
    String which = "--month " + month + (status.equals("performance") ? "" : " --status " + status);
    return to.isEmpty()
        ? "./concordat run " + which
        : "./concordat lifecycle %s --to %s --by \"Your Name\"".formatted(which, to);
  }
}
