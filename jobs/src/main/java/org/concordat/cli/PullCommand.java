package org.concordat.cli;

import org.concordat.platform.Zone;
import picocli.CommandLine.Command;

@Command(
    name = "pull",
    description = "Fetch partners' submissions into the landing zone.",
    mixinStandardHelpOptions = true)
final class PullCommand extends StageCommand {

  @Override
  void work(Stages stages) {
    stages.pull();
  }

  @Override
  Zone[] writes() {
    return new Zone[] {Zone.LANDING};
  }
}
