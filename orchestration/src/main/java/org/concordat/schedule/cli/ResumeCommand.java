package org.concordat.schedule.cli;

import picocli.CommandLine.Command;

@Command(name = "resume", description = "Start tasks of a schedule again after a pause.")
final class ResumeCommand extends PauseCommand {

  @Override
  boolean pauses() {
    return false;
  }
}
