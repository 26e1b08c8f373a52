package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concordat.config.WrongRequestException;
import org.concordat.link.QualityLine;
import org.concordat.platform.Zone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "link",
    description = "Give each person one key and join the records of one event.",
    mixinStandardHelpOptions = true)
final class LinkCommand extends StageCommand {

  private static final List<String> HEADING =
      List.of("of", "by", "group", "measure", "figure", "part", "whole");

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "Truth that the sample command wrote with --truth: show precision, recall, F1 and B-cubed"
              + " of what was linked, and keep them for the national report.")
  private @Nullable Path truth;

  @Option(
      names = "--estimate-model",
      paramLabel = "FILE",
      description =
          "Estimate m and u of the match weight on the checked records and write them here, to be"
              + " looked at; nothing is linked.")
  private @Nullable Path model;

  @Option(
      names = "--hide-numbers",
      description =
          "Show how well people with a valid NHS number are recognised by the rest of what is known"
              + " of them; nothing is linked.")
  private boolean hideNumbers;

  @Override
  void work(Stages stages) {
    if (model != null) {
      estimate(stages, model);
      return;
    }
    if (hideNumbers) {
      show(stages.linkWithoutNumbers());
      return;
    }
    if (truth != null && !Files.isReadable(truth)) {
      throw new WrongRequestException("Cannot read " + truth + ": no such readable file");
    }
    stages.link();
    if (truth != null) {
      show(stages.linkQuality(truth));
    }
  }

  private void estimate(Stages stages, Path file) {
    try {
      Files.writeString(file, stages.matchModel("estimated").yaml());
    } catch (IOException e) {
      throw new WrongRequestException("Cannot write " + file, e);
    }
    console().line("Model written to " + file + "; look at it before it is put in place");
  }

  private void show(List<QualityLine> lines) {
    List<List<String>> rows = new ArrayList<>();
    for (QualityLine line : lines) {
      rows.add(
          List.of(
              line.of(),
              line.breakdown(),
              line.value(),
              line.measure(),
              line.text(),
              whole(line.numerator()),
              whole(line.denominator())));
    }
    console().table(HEADING, rows);
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%.0f", number);
  }

  @Override
  Zone[] writes() {
    boolean isLinked = model == null && !hideNumbers;
    return isLinked ? new Zone[] {Zone.LINKED} : new Zone[0];
  }
}
