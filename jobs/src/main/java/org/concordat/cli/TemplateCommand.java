package org.concordat.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.concordat.pull.Templates;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "template",
    description = "Write a family's empty files, with the right columns, and an example manifest.",
    mixinStandardHelpOptions = true)
final class TemplateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FAMILY", description = "MH, AM, PF, ED or UC.")
  private Family family;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder to write (default: here).")
  private Path out = Path.of(".");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    for (Path file : new Templates(ContractCatalogue.load()).write(family, out)) {
      spec.commandLine().getOut().println(file);
    }
    return 0;
  }
}
