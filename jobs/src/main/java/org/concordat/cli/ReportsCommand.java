package org.concordat.cli;

import org.concordat.platform.Zone;
import picocli.CommandLine.Command;

@Command(
    name = "reports",
    description = "Write a page for every partner and a national page.",
    mixinStandardHelpOptions = true)
final class ReportsCommand extends StageCommand {

  @Override
  void work(Stages stages) {
    stages.reports();
  }

  @Override
  Zone[] writes() {
    return new Zone[] {Zone.REPORTS};
  }
}
