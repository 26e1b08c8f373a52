package org.concordat.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.concordat.config.Settings;
import org.concordat.platform.ReferenceTables;
import org.concordat.platform.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "reference",
    description = "Tables that figures are made with and that partners do not send.",
    mixinStandardHelpOptions = true,
    subcommands = ReferenceCommand.Load.class)
final class ReferenceCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "load",
      description = {
        "Check a table completely and put it in force for later marts and returns.",
        "FILE.yaml beside the file declares what it is: residents (docs/rates.md) or areas"
            + " (docs/geography.md)."
      },
      mixinStandardHelpOptions = true)
  static final class Load implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The table, CSV in UTF-8.")
    private Path file;

    @Mixin private final LakeOptions where = new LakeOptions();

    @Option(names = "--dry-run", description = "Check the table and write nothing.")
    private boolean dryRun;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      Settings settings = where.settings();
      ReferenceTables.Checked table = ReferenceTables.checked(file);
      Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), true);
      console.line(table.summary());
      if (dryRun) {
        console.line(
            "Would write "
                + new ReferenceTables(where.lake(settings).root(Zone.REFERENCE)).folder(table));
        console.line("Dry run: nothing was written.");
        return 0;
      }
      try (LakeSession session = LakeSession.open(where.root(), settings)) {
        ReferenceTables tables = new ReferenceTables(session.lake().root(Zone.REFERENCE));
        session.publishing(() -> console.line("Written: " + tables.store(table)));
      }
      return 0;
    }
  }
}
