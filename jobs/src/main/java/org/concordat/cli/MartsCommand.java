package org.concordat.cli;

import org.concordat.platform.Zone;
import picocli.CommandLine.Command;

@Command(
    name = "marts",
    description = "Make the three marts from checked and linked data.",
    mixinStandardHelpOptions = true)
final class MartsCommand extends StageCommand {

  @Override
  void work(Stages stages) {
    stages.marts();
  }

  @Override
  Zone[] writes() {
    return new Zone[] {Zone.MARTS};
  }
}
