package org.concordat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.concordat.check.Check;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.Zone;
import org.concordat.pull.DropFolderPull;
import org.concordat.reports.Reports;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * Judges one partner's own submission folder on the partner's machine: the same pull, check and
 * reports as the national run, in a lake of its own that is removed afterwards. Nothing leaves the
 * machine.
 */
final class OfflineCheck {

  private final Settings settings;
  private final Console console;

  OfflineCheck(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /** Who sends what, as the manifest says. */
  private record Sender(Family family, String organisation, ReportingMonth month) {}

  /**
   * @param folder the submission: table files and manifest.json
   * @param out where the partner's page and CSVs go
   * @throws WrongRequestException when there is no folder, or no manifest that says who sends what
   */
  void judge(Path folder, Path out) throws IOException {
    Sender sender = sender(folder);
    Path root = out.toAbsolutePath().normalize().resolve(".concordat-check");
    Folders.delete(root);
    try {
      Path drop = root.resolve("drop");
      Path submission =
          drop.resolve(sender.family().name())
              .resolve(sender.organisation())
              .resolve(sender.month().toString())
              .resolve("001");
      copy(folder, submission);
      try (LakeSession session = LakeSession.open(root.resolve("lake"), settings)) {
        new DropFolderPull(session.lake(), settings, console).run(drop, sender.month(), false);
        new Check(session.spark(), session.lake(), settings, console)
            .run(sender.month(), "final", null);
        new Reports(session.spark(), session.lake(), settings, console).run(sender.month());
        Path page =
            session
                .lake()
                .root(Zone.REPORTS)
                .resolve(sender.family().name())
                .resolve(sender.organisation())
                .resolve(sender.month().toString());
        copy(page, out);
        new Outcome(session, sender.month(), "final", false).show(console);
      }
    } finally {
      Folders.delete(root);
    }
    console.line("Your page: " + out.resolve("index.html"));
  }

  private static Sender sender(Path folder) {
    Path manifest = folder.resolve("manifest.json");
    if (!Files.isRegularFile(manifest)) {
      throw new WrongRequestException(
          "There is no "
              + manifest
              + "; write it with: concordat manifest "
              + folder
              + " --family … --organisation … --month …");
    }
    try {
      JsonNode json = Json.mapper().readTree(Files.readString(manifest));
      return new Sender(
          Family.valueOf(json.path("family").asText().toUpperCase(Locale.ROOT)),
          json.path("organisation_code").asText().strip(),
          ReportingMonth.of(json.path("period_start").asText().replaceAll("-[0-9]{2}$", "")));
    } catch (IOException | IllegalArgumentException e) {
      throw new WrongRequestException(
          manifest
              + " does not say family, organisation_code and period_start (FIL-001); write it again with concordat manifest",
          e);
    }
  }

  /** Copies files; without a delivery note the submission counts as received now. */
  private static void copy(Path from, Path to) {
    try {
      for (Path file : Folders.filesBelow(from)) {
        Path target = to.resolve(file);
        Files.createDirectories(target.resolveSibling(""));
        Files.deleteIfExists(target);
        Files.copy(from.resolve(file), target);
      }
      Path note = to.resolve("delivery.json");
      if (Files.exists(to.resolve("manifest.json")) && !Files.exists(note)) {
        Files.writeString(note, "{\"received_at\": \"" + Instant.now() + "\"}\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + from + " to " + to, e);
    }
  }
}
