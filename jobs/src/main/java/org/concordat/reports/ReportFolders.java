package org.concordat.reports;

import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Folders;
import org.concordat.platform.WholeFolder;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * The folders of one month: each is written beside its place and put there whole when all pages are
 * done. A file that has no rows still has its header.
 */
final class ReportFolders {

  private static final String PAGE = "index.html";
  private static final String MESSAGES = "messages.csv";
  private static final String METRICS = "metrics.csv";
  private static final String EXCLUDED = "excluded-rows.csv";
  private static final List<String> COUNTS =
      List.of(
          "submission_id",
          "table",
          "sent",
          "accepted",
          "rejected",
          "rejected_by_cascade",
          "warned",
          "superseded");

  private final Path root;
  private final ReportingMonth month;
  private final RuleList rules;
  private final Template partnerTemplate = Pages.template("partner");
  private final Template linkedTemplate = Pages.template("partner-national");
  private final Template nationalTemplate = Pages.template("national");
  private final SortedMap<Partner, WholeFolder> folders = new TreeMap<>();
  private final WholeFolder national;

  /**
   * @param rules the rules, for the list beside a page
   */
  ReportFolders(Path root, ReportingMonth month, RuleList rules) {
    this.rules = rules;
    this.root = root;
    this.month = month;
    this.national = WholeFolder.at(root.resolve("national").resolve(month.toString()));
  }

  /** Where a partner's messages are written. */
  Path messages(Partner partner) {
    return folder(partner).resolve(MESSAGES);
  }

  /** Where a partner's metrics are written. */
  Path metrics(Partner partner) {
    return folder(partner).resolve(METRICS);
  }

  /** Where the rows that a partner's measures miss are written. */
  Path excluded(Partner partner) {
    return folder(partner).resolve(EXCLUDED);
  }

  /** Where a partner's measures are written. */
  Path measures(Partner partner) {
    return folder(partner).resolve(MeasureHistory.FILE);
  }

  /** Where an earlier run left a partner's measures of a month. */
  Path publishedMeasures(Partner partner, ReportingMonth of) {
    return place(partner).resolve(of.toString()).resolve(MeasureHistory.FILE);
  }

  private Path place(Partner partner) {
    return root.resolve(partner.family().name()).resolve(partner.folder());
  }

  /** Where a partner's own history is written. */
  Path history(Partner partner) {
    return folder(partner).resolve("history.jsonl");
  }

  /** Writes what needs other partners' data too: no check at the partner can make it. */
  void write(Partner partner, LinkedPage page) {
    Pages.write(linkedTemplate, page, folder(partner).resolve("national.html"));
    AcrossMessages.write(page.messages(), folder(partner).resolve("messages-across.csv"));
  }

  /** Puts a receipt as it is, and the key it is verified with, beside a partner's page. */
  void receipt(Partner partner, Path receipt, String name, Path publicKey) {
    try {
      Path folder = folder(partner);
      Files.copy(receipt, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(
          publicKey, folder.resolve(publicKey.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy the receipt " + receipt, e);
    }
  }

  /** Writes a partner's page and counts. */
  void write(Partner partner, PartnerPage page, List<TableCounts> counts) {
    Path folder = folder(partner);
    Pages.write(partnerTemplate, page, folder.resolve(PAGE));
    try (CsvSink sink = new CsvSink(folder.resolve("table_counts.csv"), COUNTS)) {
      counts.forEach(
          table ->
              sink.row(
                  List.of(
                      table.submissionId(),
                      table.table(),
                      Long.toString(table.sent()),
                      Long.toString(table.accepted()),
                      Long.toString(table.rejected()),
                      Long.toString(table.cascade()),
                      Long.toString(table.warned()),
                      Long.toString(table.superseded()))));
    }
    headerOnly(folder.resolve(MESSAGES), QualityTables.MESSAGE_COLUMNS);
    headerOnly(folder.resolve(METRICS), QualityTables.METRIC_COLUMNS);
    headerOnly(folder.resolve(EXCLUDED), ExcludedRows.COLUMNS);
    rules.write(partner.family(), month, folder.resolve("rules.csv"));
  }

  /** Writes the national page and its files. */
  void write(NationalPage page) {
    Pages.write(nationalTemplate, page, national.draft().resolve(PAGE));
    NationalCsv.write(page, national.draft());
  }

  /**
   * Puts every folder in its place and removes pages of this month that no partner has any more.
   *
   * @return the folders, the national one last
   */
  List<Path> publish() {
    List<Path> written = new ArrayList<>();
    Set<Path> kept = new HashSet<>();
    for (WholeFolder folder : folders.values()) {
      folder.publish();
      written.add(folder.target());
      kept.add(folder.target());
    }
    for (Family family : Family.values()) {
      for (Path organisation : Folders.foldersIn(root.resolve(family.name()))) {
        Path page = organisation.resolve(month.toString());
        if (!kept.contains(page)) {
          Folders.delete(page);
        }
      }
    }
    national.publish();
    written.add(national.target());
    return written;
  }

  /** Puts the partners' folders in their place and drops what was begun for the nation. */
  void publishPartners() {
    folders.values().forEach(WholeFolder::publish);
    Folders.delete(national.draft());
  }

  private Path folder(Partner partner) {
    return folders
        .computeIfAbsent(partner, p -> WholeFolder.at(place(p).resolve(month.toString())))
        .draft();
  }

  private static void headerOnly(Path file, List<String> columns) {
    if (!Files.exists(file)) {
      new CsvSink(file, columns).close();
    }
  }
}
