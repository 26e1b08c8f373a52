package org.concordat.cli;

import org.concordat.platform.Zone;
import picocli.CommandLine.Command;

@Command(
    name = "run",
    description = "Pull, check, link, marts, returns and reports for one month.",
    mixinStandardHelpOptions = true)
final class RunCommand extends StageCommand {

  @Override
  void work(Stages stages) {
    stages.prepare();
    stages.pull();
    stages.checkToReports();
  }

  @Override
  Zone[] writes() {
    return Zone.values();
  }
}
