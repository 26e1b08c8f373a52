package org.concordat.sample;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sample} command: writes an invented country into a drop folder. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = "Writes every partner's extracts of an invented country. Invented data.")
public final class SampleMain implements Callable<Integer> {

  private static final String RATES =
      "%nRates for --rate, with the usual share of the rows or people it can happen to:%n";

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--month", required = true, description = "Month to write, yyyy-MM.")
  private String month = "";

  @Option(
      names = "--history",
      defaultValue = "1",
      description = "How many months before it to write as well (default ${DEFAULT-VALUE}).")
  private int history;

  @Option(
      names = "--scale",
      defaultValue = "1",
      description =
          "How many times the committed month; from 10 on all partners of England send, and 850 is"
              + " about a national month (default ${DEFAULT-VALUE}).")
  private int scale;

  @Option(names = "--out", required = true, description = "Drop folder to write into.")
  private Path out = Path.of(".");

  @Option(
      names = "--beside",
      description =
          "Folder for the ledger of seeded faults (extracts-faults.csv) and the gallery (faults/)."
              + " Without it neither is written.")
  private @Nullable Path beside;

  @Option(
      names = "--truth",
      description =
          "File to write who each row about a person is really about, what crisis event it tells of"
              + " and what is wrong in it. Without it none is written.")
  private @Nullable Path truth;

  @Option(names = "--seed", defaultValue = "20260901", description = "Same seed, same bytes.")
  private long seed;

  @Option(
      names = "--faults",
      defaultValue = "all",
      description = "all: seeded faults and rejected submissions; none: clean files.")
  private String faults = "all";

  @Option(
      names = "--unknowns",
      defaultValue = "usual",
      description = "How often partners do not know or disagree: none, low, usual, high.")
  private String unknowns = "usual";

  @Option(
      names = "--rate",
      paramLabel = "NAME=SHARE",
      description = "Another share, from 0 to 1, for one of the rates below. May be repeated.")
  private Map<String, String> shares = new LinkedHashMap<>();

  @Option(names = "--quiet", description = "No progress lines.")
  private boolean quiet;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** The same without ending the process: 0 done, 2 wrong request, 1 anything else. */
  public static int run(String... args) {
    CommandLine line = new CommandLine(new SampleMain());
    line.setUsageHelpWidth(110);
    line.getCommandSpec().usageMessage().footerHeading(RATES).footer(ErrorRate.help());
    line.setParameterExceptionHandler(
        (wrong, given) -> {
          wrong.getCommandLine().getErr().println("sample: " + wrong.getMessage());
          return 2;
        });
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          command.getErr().println("sample: " + failure.getMessage());
          return 1;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws IOException {
    Dates.Period period = new Dates.Period(monthOf(month));
    if (scale < 1 || scale > 5_000) {
      throw wrong("--scale " + scale + " is not a whole number from 1 to 5000");
    }
    if (history < 0 || history > 24) {
      throw wrong("--history " + history + " is not a whole number from 0 to 24");
    }
    if (!faults.equals("all") && !faults.equals("none")) {
      throw wrong("--faults \"" + faults + "\" is neither all nor none");
    }
    PrintWriter lines = commandLine().getOut();
    Unknowns level = unknownsOf(unknowns);
    ErrorRates rates = ErrorRates.of(level, asked(shares));
    SampleRun run = new SampleRun(seed, scale, level, rates, faults.equals("all"));
    long rows =
        run.write(
            out,
            beside,
            truth,
            months(period),
            text -> {
              if (!quiet) {
                lines.println(text);
                lines.flush();
              }
            });
    lines.println("Invented data: " + rows + " rows in " + out);
    lines.flush();
    return 0;
  }

  private List<Dates.Period> months(Dates.Period last) {
    List<Dates.Period> months = new ArrayList<>();
    for (int i = history; i >= 0; i--) {
      months.add(last.plus(-i));
    }
    return months;
  }

  private YearMonth monthOf(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw wrong("--month \"" + text + "\" is not a month written yyyy-MM");
    }
  }

  private Unknowns unknownsOf(String text) {
    try {
      return Unknowns.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw wrong("--unknowns \"" + text + "\" is none of none, low, usual, high");
    }
  }

  private Map<ErrorRate, Double> asked(Map<String, String> given) {
    Map<ErrorRate, Double> asked = new EnumMap<>(ErrorRate.class);
    given.forEach(
        (name, text) -> {
          ErrorRate rate =
              ErrorRate.named(name)
                  .orElseThrow(
                      () ->
                          wrong(
                              "--rate "
                                  + name
                                  + " is no rate; the rates are "
                                  + ErrorRate.names()));
          if (!text.matches("0|1|0?[.][0-9]+|1[.]0+")) {
            throw wrong("--rate " + name + "=" + text + " is not a share from 0 to 1, like 0.02");
          }
          asked.put(rate, Double.valueOf(text));
        });
    return asked;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(commandLine(), message);
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("used outside picocli");
    }
    return spec.commandLine();
  }
}
