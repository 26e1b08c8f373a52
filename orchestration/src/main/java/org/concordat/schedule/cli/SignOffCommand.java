package org.concordat.schedule.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.concordat.schedule.airflow.Airflow;
import org.concordat.schedule.airflow.MonthRun;
import org.concordat.schedule.airflow.Question;
import org.concordat.schedule.airflow.WrongRequestException;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "signoff",
    description = {
      "Answer for a month's return: it is quality assured, or signed off, by a named person.",
      "Two people are needed unless the settings say otherwise. The second answer publishes."
    },
    footer = {
      "",
      "Examples:",
      "  concordat schedule signoff --month 2026-09 --step quality-assured --by \"Ada Byron\"",
      "  concordat schedule signoff --month 2026-09 --step signed-off --by \"Sam Okoro\" --note \"as agreed\""
    })
final class SignOffCommand implements Callable<Integer> {

  /** The steps of a return's life that a run asks for, and the task that asks. */
  private static final Map<String, String> STEPS =
      Map.of("quality-assured", "quality_assure", "signed-off", "sign_off");

  @Option(
      names = "--month",
      required = true,
      paramLabel = "yyyy-MM",
      description = "The reporting month.")
  private String month = "";

  @Option(
      names = "--step",
      required = true,
      paramLabel = "STEP",
      description = "quality-assured or signed-off.")
  private String step = "";

  @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who answers for it.")
  private String by = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, in one line.")
  private @Nullable String note;

  @Option(names = "--refuse", description = "Say no: the run ends, and nothing is published.")
  private boolean refuse;

  @Mixin private final MonthOptions which = new MonthOptions();

  @Option(
      names = "--dry-run",
      description = "Check that the run waits for this step and answer nothing.")
  private boolean dryRun;

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ReportingMonth given = MonthOptions.month("--month", month);
    String task = STEPS.get(step);
    if (task == null) {
      throw new WrongRequestException(
          "--step: quality-assured or signed-off, not \"" + step + "\"");
    }
    if (by.isBlank()) {
      throw new WrongRequestException("--by: say who answers for it");
    }
    Airflow airflow = connection.airflow();
    MonthRun run = which.newest(airflow, given);
    Question question = question(airflow, run, task);
    Terminal terminal = new Terminal(spec);
    if (dryRun) {
      terminal.line(
          "Run %s waits for this: %s Dry run: nothing was answered."
              .formatted(run.id(), question.subject()));
      return 0;
    }
    Map<String, String> words = new LinkedHashMap<>();
    words.put("by", by.strip());
    words.put("note", note == null ? "" : note.strip());
    airflow.answer(run, question, option(question), words);
    return refuse
        ? said("refused", terminal)
        : switch (new AnsweredStep(airflow, run, task).outcome()) {
          case TAKEN -> said(step, terminal);
          case UNDER_WAY -> {
            terminal.line("The answer is given; status shows when the step is taken.");
            yield 0;
          }
          case ASKED_AGAIN ->
              throw new WrongRequestException(
                  "This answer was not accepted, and the question is asked again: "
                      + new AnsweredStep(airflow, run, task).refusal());
          case FAILED ->
              throw new WrongRequestException(
                  "The step could not be taken; concordat schedule logs " + task + " says why");
        };
  }

  private int said(String done, Terminal terminal) {
    terminal.line("%s of %s %s by %s.".formatted(which.schedule().word(), month, done, by.strip()));
    return 0;
  }

  private String option(Question question) {
    List<String> options = question.options();
    if (refuse && options.size() < 2) {
      throw new WrongRequestException("This question cannot be refused; leave it open");
    }
    return options.get(refuse ? 1 : 0);
  }

  private Question question(Airflow airflow, MonthRun run, String task) {
    List<Question> asked = airflow.questions(run);
    return asked.stream()
        .filter(question -> question.task().equals(task))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongRequestException(
                    "Run %s is %s and does not wait for %s%s"
                        .formatted(
                            run.id(),
                            run.state(),
                            step,
                            asked.isEmpty() ? "" : ", but for " + asked.get(0).task())));
  }
}
