package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.marts.MartQuery;
import org.concordat.platform.Lake;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "query",
    description =
        "Answer a question in SQL about the marts; without a question, list the tables. Answers are"
            + " not protected against disclosure: only the return is for publication.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: concordat query \"select event_type, count(*) as events from crisis_presentations",
      "where reporting_month = '2026-09' group by event_type order by event_type\""
    })
final class QueryCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "SQL", description = "A question in Spark SQL.")
  private @Nullable String question;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Read the question from a file, such as one of docs/questions.")
  private @Nullable Path file;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the whole answer to a new file that ends with .csv or .parquet.")
  private @Nullable Path out;

  @Option(names = "--rows", paramLabel = "N", description = "Rows to show at most (default: 100).")
  private int rows = 100;

  @Mixin private final LakeOptions where = new LakeOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), true);
    Settings settings = where.settings();
    Lake marts = ReadLake.liveMarts(where.root(), settings);
    ReaderSession.with(
        settings,
        spark -> {
          ask(new MartQuery(spark, marts, settings), console);
          return null;
        });
    return 0;
  }

  private void ask(MartQuery marts, Console console) {
    String asked = asked();
    Path to = out;
    if (asked == null) {
      List<List<String>> tables = new ArrayList<>();
      marts.tables().forEach((name, holds) -> tables.add(List.of(name, holds)));
      console.table(List.of("table", "holds"), tables);
    } else if (to != null) {
      console.line("Written: " + to + ", " + marts.write(asked, to) + " rows");
    } else {
      show(marts.answer(asked, rows), console);
    }
  }

  private @Nullable String asked() {
    if (file == null) {
      return question;
    }
    if (question != null) {
      throw new WrongRequestException("Either a question or --file is wanted, not both");
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new WrongRequestException("Cannot read " + file, e);
    }
  }

  private void show(MartQuery.Answer answer, Console console) {
    console.table(answer.columns(), answer.rows());
    if (answer.hasMore()) {
      console.warning(
          "only the first " + rows + " rows are shown; see --rows, or --out for all of them");
    }
  }
}
