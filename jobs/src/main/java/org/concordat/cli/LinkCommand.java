package org.concordat.cli;

import org.concordat.platform.Zone;
import picocli.CommandLine.Command;

@Command(
    name = "link",
    description = "Give each person one key and join the records of one event.",
    mixinStandardHelpOptions = true)
final class LinkCommand extends StageCommand {

  @Override
  void work(Stages stages) {
    stages.link();
  }

  @Override
  Zone[] writes() {
    return new Zone[] {Zone.LINKED};
  }
}
