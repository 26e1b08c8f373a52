package org.concordat.cli;

import org.concordat.platform.Zone;
import picocli.CommandLine.Command;

@Command(
    name = "returns",
    description = "Write the monthly return from the marts.",
    mixinStandardHelpOptions = true)
final class ReturnsCommand extends StageCommand {

  @Override
  void work(Stages stages) {
    stages.returns();
  }

  @Override
  Zone[] writes() {
    return new Zone[] {Zone.RETURNS, Zone.RAW};
  }
}
