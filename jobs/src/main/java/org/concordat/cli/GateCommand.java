package org.concordat.cli;

import java.util.concurrent.Callable;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Json;
import org.concordat.returns.GateDecision;
import org.concordat.returns.MonthlyReturn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "gate",
    description = {
      "Decide whether the month's return may be published: publish, publish with caveat or hold.",
      "The return is made and checked as `returns` does, and not written; the decision is written",
      "below runs/. Ends 3 when it is held."
    },
    mixinStandardHelpOptions = true)
final class GateCommand implements Callable<Integer> {

  @Mixin private final CommonOptions options = new CommonOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    options.month();
    options.status();
    Console console =
        new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), options.quiet);
    if (options.dryRun) {
      new DryRun(options, console).show();
      return 0;
    }
    try (LakeSession session =
        LakeSession.open(options.lake(), options.settings(), console, options.patience())) {
      session.publishing(() -> decide(session, console));
    }
    return 0;
  }

  private void decide(LakeSession session, Console console) {
    MonthlyReturn stage =
        new MonthlyReturn(session.spark(), session.lake(), session.settings(), console);
    GateDecision decision =
        GateDecision.judged(stage, session.lake(), options.month(), options.status());
    if (options.json) {
      console.line(Json.text(decision).stripTrailing());
    } else {
      console.line(
          "%s %s: %s; %d of %d expected partners are missing"
              .formatted(
                  decision.month(),
                  decision.status(),
                  decision.words(),
                  decision.missing(),
                  decision.expected()));
      decision.reasons().forEach(reason -> console.line("  " + reason));
    }
    if (decision.isHeld()) {
      throw new GateHeldException(
          "return " + decision.month() + " " + decision.status(), decision.reasons());
    }
  }
}
