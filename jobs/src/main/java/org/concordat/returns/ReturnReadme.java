package org.concordat.returns;

import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.concordat.config.Settings;
import org.concordat.returns.coverage.Coverage;
import org.concordat.returns.coverage.CoverageText;
import org.concordat.returns.coverage.Decision;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * The plain text beside a return: who sent, how to read the values, what changed. Tells why values
 * are hidden in general, never why one of them is.
 */
final class ReturnReadme {

  private final List<String> lines = new ArrayList<>();

  /** The text of one version. */
  static String text(
      ReportingMonth month,
      ReturnStatus status,
      int version,
      boolean invented,
      SortedMap<String, String> options,
      Senders senders,
      Optional<Coverage> coverage,
      OptOuts.Published optOuts,
      Settings.Disclosure disclosure,
      Revision revision,
      List<ReturnRow> published) {
    ReturnReadme readme = new ReturnReadme();
    readme.opening(month, status, version, invented);
    coverage.filter(judged -> judged.decision() != Decision.PUBLISH).ifPresent(readme::caveat);
    readme.options(options);
    coverage.ifPresentOrElse(readme::coverage, () -> readme.senders(senders));
    readme.optOuts(optOuts);
    readme.values(disclosure);
    readme.rates();
    readme.quality();
    readme.changes(revision, published);
    return String.join("\n", readme.lines) + "\n";
  }

  private void opening(ReportingMonth month, ReturnStatus status, int version, boolean invented) {
    String title =
        "Crisis return, %s %d, %s, version %d"
            .formatted(
                month.month().getMonth().getDisplayName(TextStyle.FULL, Locale.UK),
                month.month().getYear(),
                status.published(),
                version);
    lines.add(title);
    lines.add("=".repeat(title.length()));
    lines.add("");
    if (invented) {
      lines.add("Invented data. Nothing in these files describes a real person or service.");
      lines.add("");
    }
    lines.add(
        switch (status) {
          case PROVISIONAL -> "Figures stand on the submissions accepted so far.";
          case PERFORMANCE ->
              "Figures stand on the submissions in force at the first cut of the month.";
          case FINAL -> "Figures stand on the submissions in force at the year-end close.";
        });
    if (!status.isPublishable()) {
      lines.add("Restricted: for preparing the month's return, never for publication.");
    }
    lines.add("The metadata file says what each measure counts, the manifest what went in.");
    lines.add("");
  }

  private void caveat(Coverage coverage) {
    if (coverage.decision() == Decision.HOLD) {
      section("Not fit to be published");
    } else {
      section("Caveat");
    }
    lines.addAll(new CoverageText(coverage).caveat());
    lines.add("");
  }

  private void coverage(Coverage coverage) {
    section("Who sent");
    lines.addAll(new CoverageText(coverage).account());
    lines.add("");
  }

  private void options(SortedMap<String, String> options) {
    if (!options.isEmpty()) {
      section("Counted otherwise than usual");
      lines.add(
          "These settings of counting choices differ from the defaults (docs/counting-rules.md):");
      options.forEach((setting, option) -> lines.add("  " + setting + ": " + option));
      lines.add("");
    }
  }

  private void senders(Senders senders) {
    section("Who sent");
    for (Family family : Senders.FAMILIES) {
      Map<String, String> missing = senders.missing(family);
      int expected = senders.expected(family).size();
      lines.add(
          "%s: %d of %d expected organisations have an accepted submission."
              .formatted(family.title(), expected - missing.size(), expected));
      if (!missing.isEmpty()) {
        lines.add("No accepted submission for the month, so absent from every figure:");
        missing.forEach((code, name) -> lines.add("  " + code + " " + name));
      }
    }
    lines.add("Expected is every organisation that sent in time in the last twelve months.");
    lines.add("");
  }

  private void optOuts(OptOuts.Published optOuts) {
    section("National data opt-out");
    switch (optOuts.list()) {
      case OptOuts.APPLIED -> {
        lines.add(
            "The records of people who opted out are in no figure. Records of the month that");
        lines.add("were removed, hidden and rounded like figures of organisations:");
        optOuts
            .removed()
            .forEach(
                (family, count) -> lines.add("  " + Family.valueOf(family).title() + ": " + count));
      }
      case OptOuts.NONE -> lines.add("No list of people who opted out was applied.");
      default -> lines.add("Whether a list was applied is not in the run records of this lake.");
    }
    lines.add("");
  }

  private void values(Settings.Disclosure disclosure) {
    section("How to read the values");
    lines.add("*   hidden or not there. Below England no figure and a small figure look the same.");
    lines.add(":   in VALUE_NOTE: expected but not received. It never means none.");
    lines.add("-   in VALUE_NOTE: not applicable, such as a percentage of nobody.");
    lines.add("");
    lines.add("Figures of organisations are hidden below " + disclosure.smallCount());
    lines.add("and rounded to the nearest " + disclosure.roundTo() + " from there on.");
    lines.add("Figures of England, whole or by one characteristic, are exact where at least");
    lines.add(disclosure.freeContributors() + " organisations contribute to them; otherwise they");
    lines.add("are treated like those of an organisation, except that none is shown as 0.");
    lines.add("Any figure, an English nought too, may be rounded or hidden as well so that nobody");
    lines.add("can work out another one. Nothing says of a figure why it is hidden.");
    lines.add("Totals are rounded on their own, so rounded parts need not add up to them.");
    lines.add("Percentages, and rates per million residents, are taken from the values as");
    lines.add("published. The metadata file names the residents and their year.");
    lines.add("Averages have one decimal. They are hidden where the count of what is averaged is");
    lines.add("hidden or below " + disclosure.averageLeast() + ". Those of organisations are");
    lines.add("rounded to half a day, 5 minutes or 0.1 hours; those of England are not where at");
    lines.add("least " + disclosure.freeContributors() + " organisations contribute to them.");
    lines.add("");
  }

  private void rates() {
    section("Rates");
    lines.add("The rates file holds detentions and community treatment orders by ethnic group per");
    lines.add("100,000 residents of England: of the month (MHS81, MHS84) and of the 12 months to");
    lines.add(
        "its end (MHS157, MHS158). Each row names its months, the population and its year. A");
    lines.add(
        "rate is made from the count beside it; standardised rates, of detentions only, need");
    lines.add("10 detentions and 5 in every sex and age band.");
    lines.add("");
  }

  private void quality() {
    section("Quality of the data");
    lines.add(
        "The file dq_coverage says how many rows of each table were accepted, dq_vodim how the");
    lines.add(
        "rows of each scored field fall into valid, other, default, invalid and missing. They");
    lines.add(
        "are hidden and rounded like the figures above. A percentage is taken of the rows of");
    lines.add(
        "the table, both as published. Each organisation has its exact figures in its report.");
    lines.add("");
  }

  private void changes(Revision revision, List<ReturnRow> published) {
    section("What changed");
    if (revision.before() == 0) {
      lines.add("First version.");
      return;
    }
    List<ReturnRow> noted =
        published.stream().filter(row -> !row.revisionNote().isEmpty()).toList();
    lines.add(
        "Against version %d: %d values revised or new, %d rows gone. Version %d stays as it was."
            .formatted(
                revision.before(), noted.size(), revision.gone(published), revision.before()));
    lines.add("The changes file says which and why.");
  }

  private void section(String title) {
    lines.add(title);
    lines.add("-".repeat(title.length()));
  }
}
