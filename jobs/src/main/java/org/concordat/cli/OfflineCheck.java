package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.concordat.check.Check;
import org.concordat.config.Settings;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.platform.Zone;
import org.concordat.reports.Reports;
import org.jspecify.annotations.Nullable;

/**
 * Judges one partner's own submission folder on the partner's machine: the same check and reports
 * as the national run, in a lake of its own that is removed afterwards. Nothing leaves the machine.
 */
final class OfflineCheck {

  private final Settings settings;
  private final Console console;

  OfflineCheck(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /**
   * @param folder the submission: table files and manifest.json
   * @param history the partner's own history, as it stands beside its page; null for none
   * @param status performance or final
   * @param out where the partner's page and CSVs go
   * @throws org.concordat.config.WrongRequestException when there is no manifest that says who
   *     sends what, or a folder cannot be written
   */
  void judge(Path folder, @Nullable Path history, String status, Path out) throws IOException {
    Path root = out.toAbsolutePath().normalize().resolve(".concordat-check");
    Folders.delete(root);
    try (LakeSession session = LakeSession.open(root, settings)) {
      Delivery delivery =
          Check.offline(session.spark(), settings, console, folder, history, status, root);
      new Reports(session.spark(), session.lake(), settings, console)
          .runForPartner(delivery.month());
      Folders.copy(
          session
              .lake()
              .root(Zone.REPORTS)
              .resolve(delivery.family().name())
              .resolve(delivery.organisationCode())
              .resolve(delivery.month().toString()),
          out);
      new Outcome(session, delivery.month(), status, false).show(console);
    } finally {
      Folders.delete(root);
    }
    console.line("Your page: " + out.resolve("index.html"));
  }
}
