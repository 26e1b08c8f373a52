package org.concordat.cli;

import java.util.concurrent.Callable;
import org.concordat.platform.Zone;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the subcommands of the stages share: open the lake, work, show the outcome. */
abstract class StageCommand implements Callable<Integer> {

  @Mixin final CommonOptions options = new CommonOptions();
  @Spec private CommandSpec spec;

  /** Runs the stage or stages. */
  abstract void work(Stages stages);

  /** Zones this command writes, to be named at the end. */
  abstract Zone[] writes();

  @Override
  public Integer call() throws Exception {
    options.month();
    options.status();
    options.asOf();
    Console console = console();
    if (options.dryRun) {
      new DryRun(options, console).show(writes());
      return 0;
    }
    try (LakeSession session =
        LakeSession.open(options.lake(), options.settings(), console, options.patience())) {
      Stages stages = new Stages(options, session, console);
      session.publishing(() -> work(stages));
      PullOutcome pulled = stages.pulled();
      new Outcome(session, options.month(), options.status(), options.json, pulled)
          .show(console, writes());
      return pulled == null ? 0 : pulled.exitCode();
    }
  }

  final Console console() {
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), options.quiet);
  }
}
