package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.concordat.check.Check;
import org.concordat.config.Settings;
import org.concordat.link.Link;
import org.concordat.marts.Marts;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.returns.MonthlyReturn;
import org.concordat.returns.RebuiltReturn;
import org.concordat.returns.RecordedReturn;

/**
 * Makes a version of a return again in a lake of its own: what was recorded is put there, then
 * check, link, marts and returns run as they did.
 */
final class ReturnRebuild {

  private final RecordedReturn recorded;
  private final Settings here;
  private final Progress progress;

  /**
   * @param here settings of now, for the files of keys
   */
  ReturnRebuild(RecordedReturn recorded, Settings here, Progress progress) {
    this.recorded = recorded;
    this.here = here;
    this.progress = progress;
  }

  /**
   * @param root root of the lake to work in
   * @return every file beside the one that was recorded
   */
  RebuiltReturn into(Path root) throws IOException {
    Settings settings = recorded.settings(here);
    Lake lake = Lake.at(root.toAbsolutePath().normalize(), settings);
    progress.step("rebuild", "verifying what was recorded");
    recorded.restore(lake);
    try (LakeSession session = LakeSession.open(root, settings)) {
      Check check = new Check(session.spark(), lake, settings, progress);
      recorded.judging().forEach(run -> check.run(run.month(), run.status(), null));
      new Link(session.spark(), lake, settings, progress).run(recorded.linkedMonth());
      new Marts(session.spark(), lake, settings, progress).run(recorded.month());
      recorded.restoreEarlierMonths(lake);
      new MonthlyReturn(session.spark(), lake, settings, progress)
          .run(recorded.month(), recorded.status(), false);
    }
    return recorded.compared(lake);
  }
}
