package org.concordat.cli;

import java.io.PrintWriter;
import org.concordat.platform.CodeVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command {@code concordat}: lists its subcommands and turns what went wrong into an exit code.
 */
@Command(
    name = "concordat",
    description = {
      "Turns the monthly extracts of mental health trusts, ambulance services and police forces",
      "into England's mental-health crisis datasets."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ConcordatCommand.Version.class,
    subcommands = {
      RunCommand.class,
      PartnersCommand.class,
      PullCommand.class,
      CheckCommand.class,
      LinkCommand.class,
      MartsCommand.class,
      RemindCommand.class,
      GateCommand.class,
      ReturnsCommand.class,
      ReportsCommand.class,
      ShareCommand.class,
      ReleaseCommand.class,
      QueryCommand.class,
      ExplainCommand.class,
      LifecycleCommand.class,
      RebuildCommand.class,
      DiffCommand.class,
      ReferenceCommand.class,
      RetainCommand.class,
      DeployPoliciesCommand.class,
      TemplateCommand.class,
      ManifestCommand.class
    },
    footer = {
      "",
      "concordat sample writes an invented country to try things on (concordat sample --help).",
      "concordat schedule plans, starts, watches and signs off monthly runs in Airflow (concordat schedule --help).",
      "",
      "Exit codes: 0 done, verdicts are in the output; 1 a fault of ours or of the machine, safe to run again;",
      "2 the request is wrong; 3 a quality gate held the publication."
    })
public final class ConcordatCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Gives the version for {@code --version}. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"concordat " + CodeVersion.text()};
    }
  }

  /**
   * Parses and runs one request.
   *
   * @param out where the outcome goes
   * @param err where progress, warnings and refusals go
   * @return the exit code
   */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine = new CommandLine(new ConcordatCommand());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(Failures::wrongParameter);
    commandLine.setExecutionExceptionHandler(Failures::failed);
    return commandLine.execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
