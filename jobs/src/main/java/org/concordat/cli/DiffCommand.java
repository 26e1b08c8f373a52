package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.concordat.config.Settings;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.returns.DifferenceCsv;
import org.concordat.returns.ExplanationCsv;
import org.concordat.returns.ReturnDifference;
import org.concordat.returns.ReturnName;
import org.concordat.returns.WhyChanged;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Say why the figures of two returns of one month differ: each difference split into late and",
      "withdrawn submissions, resubmissions, corrected rows, other partners, rules and so on.",
      "For people who may see exact values: what it shows is not protected."
    },
    footer = {
      "",
      "Examples: concordat diff 2026-09/performance/v1 2026-09/performance/v2",
      "          concordat diff v1 v2 --month 2026-09 --out difference.csv",
      "          concordat diff performance/v1 final/v1 --month 2026-09",
      "",
      "Exit codes: 0 every difference is split; 1 parts do not add up, which is our fault; 2 a return, its"
          + " restricted twin or its marts are not there."
    })
final class DiffCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "The first return, such as 2026-09/performance/v1.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "The return it is compared with.")
  private String second = "";

  @Option(
      names = "--month",
      paramLabel = "yyyy-MM",
      description = "The reporting month, where A and B do not name it.")
  private @Nullable String month;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "performance (default) or final, where A and B do not name it.")
  private String status = "performance";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write every cell and cause to a new file that ends with .csv.")
  private @Nullable Path out;

  @Option(names = "--json", description = "The whole difference as JSON.")
  private boolean json;

  @Option(names = "--quiet", description = "Show nothing but what goes wrong; for use with --out.")
  private boolean quiet;

  @Mixin private final LakeOptions where = new LakeOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ReportingMonth of = GivenMonth.ifGiven(month);
    ReturnName before = ReturnName.of(first, of, status);
    ReturnName after = ReturnName.of(second, of, status);
    Path to = out;
    if (to != null) {
      ExplanationCsv.requireNew(to);
    }
    ReturnDifference difference = difference(before, after);
    if (to != null) {
      DifferenceCsv.write(difference, to);
    }
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), true);
    if (json) {
      console.line(Json.text(difference).stripTrailing());
    } else if (!quiet) {
      new DifferenceText(difference).show(console);
      if (to != null) {
        console.line("Written: " + to);
      }
    }
    if (!difference.isAgreed()) {
      spec.commandLine()
          .getErr()
          .println(
              "concordat: %d cells do not add up, and that is a fault of ours; the first: %s"
                  .formatted(difference.disagreements().size(), difference.disagreements().get(0)));
      return Failures.OURS;
    }
    return 0;
  }

  private ReturnDifference difference(ReturnName before, ReturnName after) throws IOException {
    Settings settings = where.settings();
    Lake lake = ReadLake.all(where.root(), settings);
    return ReaderSession.overMarts(
        settings, lake, spark -> new WhyChanged(spark, lake).between(before, after));
  }
}
