package org.concordat.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.concordat.check.RecordLines;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.returns.CellRequest;
import org.concordat.returns.Explanation;
import org.concordat.returns.ExplanationCsv;
import org.concordat.returns.FigureToRows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = {
      "Take a figure of a return apart: its mart rows, their submissions, files and lines.",
      "For people who may see rows: what it shows is not protected, and only the return is for"
          + " publication."
    },
    footer = {
      "",
      "Examples: concordat explain MHS81",
      "          concordat explain MHS81 --breakdown \"England; Ethnicity\" --secondary White",
      "          concordat explain CRS20 --primary 01 --lines --out rows.csv",
      "          grep ',MHS81,' return.csv | head -1 | concordat explain --line -",
      "",
      "Exit codes: 0 the rows add up to the cell; 1 they do not, which is our fault; 2 there is no such cell."
    })
final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "MEASURE",
      description = "Id of a measure, or a whole line of the return's main file.")
  private @Nullable String measure;

  @Option(
      names = "--line",
      paramLabel = "LINE",
      description = "A whole line of the return's main file; - reads it from standard input.")
  private @Nullable String line;

  @Option(
      names = "--month",
      paramLabel = "yyyy-MM",
      description = "The reporting month (default: the newest with a return).")
  private @Nullable String month;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "performance (default), final or provisional.")
  private @Nullable String status;

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Version of the return (default: the newest).")
  private @Nullable Integer version;

  @Option(
      names = "--breakdown",
      paramLabel = "NAME",
      description = "As in the return, for example \"England; Ethnicity\" (default: England).")
  private @Nullable String breakdown;

  @Option(names = "--primary", paramLabel = "LEVEL", description = "Primary level, code or words.")
  private @Nullable String primary;

  @Option(
      names = "--secondary",
      paramLabel = "LEVEL",
      description = "Secondary level, code or words.")
  private @Nullable String secondary;

  @Option(names = "--rows", paramLabel = "N", description = "Rows to show (default: 20).")
  private int rows = 20;

  @Option(
      names = "--lines",
      description =
          "Look for every row's line in its file, all of which must be there; else only for the rows"
              + " shown.")
  private boolean lines;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write all rows to a new file that ends with .csv.")
  private @Nullable Path out;

  @Option(names = "--json", description = "The explanation as JSON.")
  private boolean json;

  @Mixin private final LakeOptions where = new LakeOptions();

  // Not the standard options: --version is the return's here.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  /** Zones an explanation is read from. */
  private static final Set<Zone> READ =
      EnumSet.of(
          Zone.RETURNS,
          Zone.RAW,
          Zone.MARTS,
          Zone.LANDING,
          Zone.FINDINGS,
          Zone.REFERENCE,
          Zone.RUNS);

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CellRequest request = request();
    if (rows < 0) {
      throw new WrongRequestException("--rows: " + rows + " is no number of rows");
    }
    Path to = out;
    if (to != null) {
      ExplanationCsv.requireNew(to);
    }
    Explanation explanation = explanation(request);
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), true);
    if (to != null) {
      ExplanationCsv.write(explanation, to);
    }
    if (json) {
      console.line(Json.text(explanation.first(rows)).stripTrailing());
    } else {
      new ExplanationText(explanation, rows).show(console);
      if (to != null) {
        console.line("Written: " + to);
      }
    }
    if (!explanation.isAgreed()) {
      spec.commandLine()
          .getErr()
          .println(
              "concordat: this figure cannot be explained, and that is a fault of ours: "
                  + String.join("; ", explanation.disagreements()));
      return Failures.OURS;
    }
    return 0;
  }

  private Explanation explanation(CellRequest request) throws IOException {
    Settings settings = where.settings();
    Lake lake = ReadLake.with(where.root(), settings, READ);
    return ReaderSession.overMarts(
        settings,
        lake,
        spark ->
            new FigureToRows(spark, lake, settings, RecordLines::found)
                .explanation(request, lines ? FigureToRows.EVERY_LINE : rows));
  }

  private CellRequest request() throws IOException {
    String given = line != null ? line : isLine(measure) ? measure : null;
    if (given != null) {
      boolean isTwice =
          (line != null && measure != null)
              || month != null
              || status != null
              || breakdown != null
              || primary != null
              || secondary != null;
      if (isTwice) {
        throw new WrongRequestException(
            "A line of the return names its cell; of the other options only --version goes with it");
      }
      return CellRequest.ofLine(given.equals("-") ? fromInput() : given, version);
    }
    if (measure == null || measure.isBlank()) {
      throw new WrongRequestException(
          "Name a measure, for example concordat explain MHS81, or give a line of the return");
    }
    return new CellRequest(
        measure,
        GivenMonth.ifGiven(month),
        status == null ? "performance" : status,
        version,
        breakdown,
        primary,
        secondary,
        null);
  }

  private static boolean isLine(@Nullable String text) {
    return text != null && text.contains(",");
  }

  private static String fromInput() throws IOException {
    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
