package org.concordat.cli;

import org.concordat.platform.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "run",
    description = "Pull, check, link, marts, returns and reports for one month.",
    mixinStandardHelpOptions = true)
final class RunCommand extends StageCommand {

  @Mixin private final ChannelOptions channelOptions = new ChannelOptions();

  @Override
  void work(Stages stages) {
    var channels = channelOptions.channels(options.settings(), options.isLandingGiven());
    stages.prepare();
    stages.pull(channels);
    stages.checkToReports();
  }

  @Override
  Zone[] writes() {
    return Zone.values();
  }
}
