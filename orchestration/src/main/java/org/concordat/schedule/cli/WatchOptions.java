package org.concordat.schedule.cli;

import org.concordat.schedule.airflow.Airflow;
import picocli.CommandLine.Option;

/** How a run is watched. */
final class WatchOptions {

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "With --watch: how often to look (default: 5).")
  private int every = Watch.USUAL_SECONDS;

  Watch watch(Airflow airflow, Terminal terminal) {
    return new Watch(airflow, terminal, every);
  }
}
