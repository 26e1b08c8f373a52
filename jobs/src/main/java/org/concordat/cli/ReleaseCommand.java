package org.concordat.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.concordat.link.Release;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "release",
    description =
        "Copy a month of the marts for one receiver, with keys of its own and without where rows come"
            + " from.",
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "A release that the settings name, with its key.")
  private String name;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write into; a month that is there already is refused.")
  private Path out;

  @Mixin private final CommonOptions options = new CommonOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Console console =
        new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), options.quiet);
    if (options.dryRun) {
      console.line("Would write the marts of " + options.month() + " for " + name + " into " + out);
      return 0;
    }
    try (LakeSession session = LakeSession.open(options.lake(), options.settings())) {
      List<List<String>> rows = new ArrayList<>();
      new Release(session.spark(), session.lake(), session.settings())
          .run(name, options.month(), out)
          .forEach((mart, count) -> rows.add(List.of(mart, count.toString())));
      console.table(List.of("mart", "rows"), rows);
      console.line("Written: " + out);
    }
    return 0;
  }
}
