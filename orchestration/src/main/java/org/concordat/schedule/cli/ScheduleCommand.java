package org.concordat.schedule.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code concordat schedule} with what stands below it. */
@Command(
    name = "concordat schedule",
    description = {
      "Plan, start, watch and sign off the monthly runs that Airflow does.",
      "orchestration/airflow up starts an Airflow on this machine."
    },
    subcommands = {
      PlanCommand.class,
      TriggerCommand.class,
      BackfillCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      SignOffCommand.class,
      PauseCommand.class,
      ResumeCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 Airflow does not answer or a run failed, safe to try again; 2 the request is wrong",
      "or refused; 3 a quality gate held the publication."
    })
public final class ScheduleCommand implements Runnable {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  /**
   * Parses and runs one request.
   *
   * @param out where the outcome goes
   * @param err where remarks and refusals go
   * @return the exit code
   */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine = new CommandLine(new ScheduleCommand());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setParameterExceptionHandler(Failures::wrongParameter);
    commandLine.setExecutionExceptionHandler(Failures::failed);
    return commandLine.execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
