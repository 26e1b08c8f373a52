package org.concordat.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.WholeFolder;
import org.concordat.platform.Zone;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.ReportingMonth;

/**
 * Writes the page of a month's return for those who make it: {@code reports/returns/<month>/
 * <status>/index.html}, about the newest version and the last run. It is made of the public files,
 * of the record of steps beside them and of the written decision, needs neither marts nor Spark,
 * and is made anew by each run and each step.
 */
public final class ReturnPages {

  /** The decision as it is written for a return with a caveat (docs/coverage.md). */
  static final String CAVEAT = "publish with caveat";

  private static final String HOLD = "hold";

  private static final int MONTHS = 12;
  private static final String PROVISIONAL = "provisional";

  private final Lake lake;

  public ReturnPages(Lake lake) {
    this.lake = lake;
  }

  /**
   * Writes the page; none for a provisional return, which is restricted, and none where there is
   * neither a version nor a decision.
   *
   * @param status word of the command line
   */
  public void write(ReportingMonth month, String status) {
    if (status.equals(PROVISIONAL)) {
      return;
    }
    Path place = place(Zone.REPORTS, month, status);
    JsonNode decision =
        ReturnOnDisk.json(
            lake.root(Zone.RUNS).resolve("return-decision-" + month + "-" + status + ".json"));
    SortedMap<ReportingMonth, ReturnOnDisk> returns = new TreeMap<>();
    for (ReportingMonth of : month.window(MONTHS)) {
      ReturnOnDisk.newest(place(Zone.RETURNS, of, status), of)
          .ifPresent(there -> returns.put(of, there));
    }
    if (returns.containsKey(month) || !decision.isMissingNode()) {
      WholeFolder folder = WholeFolder.at(place);
      Pages.write(
          Pages.template("return"),
          page(month, status, decision, returns),
          folder.draft().resolve("index.html"));
      folder.publish();
    }
  }

  private Path place(Zone zone, ReportingMonth month, String status) {
    Path root = lake.root(zone);
    Path returns = zone == Zone.REPORTS ? root.resolve("returns") : root;
    return returns.resolve(month.toString()).resolve(status);
  }

  private ReturnPage page(
      ReportingMonth month,
      String status,
      JsonNode decision,
      SortedMap<ReportingMonth, ReturnOnDisk> returns) {
    Optional<ReturnOnDisk> now = Optional.ofNullable(returns.get(month));
    boolean isHeld = !decision.path("held").isEmpty();
    JsonNode coverage =
        isHeld || now.isEmpty() ? decision.path("coverage") : now.get().manifest().path("coverage");
    SignOffSteps steps = SignOffSteps.read(place(Zone.RETURNS, month, status), month, status);
    ReturnCharts charts =
        new ReturnCharts(
            returns, month, now.map(one -> one.manifest().path("coverage")).orElse(coverage));
    ReturnCoverageWords words =
        new ReturnCoverageWords(coverage, new OrganisationNames(Organisations.load()));
    return new ReturnPage(
        Figures.month(month),
        status.substring(0, 1).toUpperCase(Locale.ROOT) + status.substring(1),
        now.map(one -> "version " + one.number()).orElse("no version"),
        now.map(ReturnOnDisk::isInvented).orElseGet(() -> isAnyInvented(month)),
        headline(isHeld, coverage, now),
        reasons(isHeld, decision, coverage),
        now.map(one -> steps.words(one.number())).orElse("There is no version to sign off."),
        isHeld ? heldNext(now) : now.map(one -> steps.next(one.number())).orElse(""),
        isHeld
            ? "./concordat run --month " + month + (status.equals("final") ? " --status final" : "")
            : now.map(one -> steps.command(one.number())).orElse(""),
        now.map(one -> facts(one, steps)).orElse(List.of()),
        steps.steps().stream().map(ReturnPages::step).toList(),
        words.families(),
        words.missing(),
        words.sent(now.map(ReturnOnDisk::manifest)),
        now.map(ReturnChanges::of).orElse(ReturnChanges.NONE),
        charts.table(),
        Figures.month(month.plusMonths(-1)),
        charts.charts(),
        now.map(ReturnPages::disclosure).orElse(List.of()),
        now.map(one -> files(one, place(Zone.REPORTS, month, status))).orElse(List.of()),
        "../../../national/" + month + "/index.html");
  }

  private boolean isAnyInvented(ReportingMonth month) {
    return new Deliveries(lake.root(Zone.LANDING))
        .all().stream()
            .filter(delivery -> delivery.month().equals(month))
            .anyMatch(Delivery::invented);
  }

  private static ReturnPage.Headline headline(
      boolean isHeld, JsonNode coverage, Optional<ReturnOnDisk> now) {
    if (isHeld) {
      return new ReturnPage.Headline(
          "act",
          "▲",
          "Hold",
          "The last run was held and published nothing."
              + now.map(
                      one ->
                          " What follows on figures is version %d of an earlier run, which stays as it was."
                              .formatted(one.number()))
                  .orElse(""));
    }
    return switch (coverage.path("decision").asText("")) {
      case "publish" ->
          new ReturnPage.Headline(
              "good", "●", "Publish", "Enough partners sent, and every check was passed.");
      case CAVEAT ->
          new ReturnPage.Headline(
              "watch",
              "◆",
              "Publish with caveat",
              "Every check was passed, but so many partners are missing that the figures go out"
                  + " with the caveat below.");
      default ->
          new ReturnPage.Headline(
              "none",
              "○",
              "Not judged",
              "Every check was passed; whether enough partners sent was not judged.");
    };
  }

  private static List<String> reasons(boolean isHeld, JsonNode decision, JsonNode coverage) {
    List<String> reasons = new ArrayList<>();
    // Who is missing stands in a list of its own.
    boolean isOfAnotherGate = isHeld && !decision.at("/coverage/decision").asText("").equals(HOLD);
    (isOfAnotherGate ? decision.path("held") : coverage.path("reasons"))
        .forEach(reason -> reasons.add(reason.asText()));
    return reasons;
  }

  private static String heldNext(Optional<ReturnOnDisk> now) {
    return "put right what is named above"
        + now.map(one -> "; version " + one.number() + " can still be taken on").orElse("")
        + ". Submissions that come after the cut do not count; to publish all the same, raise the"
        + " limit in the settings. Then run the month again:";
  }

  private static List<PartnerPage.Fact> facts(ReturnOnDisk now, SignOffSteps steps) {
    JsonNode coverage = now.manifest().path("coverage");
    List<PartnerPage.Fact> facts = new ArrayList<>();
    facts.add(new PartnerPage.Fact("Newest version", "version " + now.number()));
    facts.add(
        new PartnerPage.Fact(
            "Readers are shown",
            steps.published().map(shown -> "version " + shown).orElse("none yet")));
    if (coverage.has("decision")) {
      facts.add(new PartnerPage.Fact("Decision on it", coverage.path("decision").asText()));
      facts.add(
          new PartnerPage.Fact(
              "Partners in it",
              "%d of %d expected"
                  .formatted(
                      coverage.path("accepted").asInt(), coverage.path("expected").asInt())));
    }
    facts.add(new PartnerPage.Fact("Figures", Figures.count(now.rows())));
    facts.add(
        new PartnerPage.Fact(
            "Disclosure check",
            now.disclosure().path("clean").asBoolean() ? "clean" : "not clean: do not publish"));
    facts.add(
        new PartnerPage.Fact(
            "Made by", "Concordat " + now.manifest().at("/versions/code").asText("unknown")));
    return facts;
  }

  private static ReturnPage.Step step(SignOffSteps.Step step) {
    return new ReturnPage.Step(
        "v" + step.version(),
        step.state().replace('-', ' '),
        step.by(),
        Figures.time(step.at()),
        step.note().isEmpty() ? "–" : step.note());
  }

  private static List<PartnerPage.Fact> disclosure(ReturnOnDisk now) {
    JsonNode check = now.disclosure();
    long shown = now.figures().size();
    long hidden =
        now.figures().stream()
            .filter(figure -> figure.value().equals("*") && figure.note().isEmpty())
            .count();
    return List.of(
        new PartnerPage.Fact(
            "Attack", check.path("clean").asBoolean() ? "clean" : "not clean: do not publish"),
        new PartnerPage.Fact("Figures known to an attacker", figure(check, "figures")),
        new PartnerPage.Fact("Sums between them", figure(check, "relations")),
        new PartnerPage.Fact("Hidden figures attacked", figure(check, "attacked")),
        new PartnerPage.Fact("Narrowed too far", figure(check, "narrowed")),
        new PartnerPage.Fact("Sums that do not hold", figure(check, "broken_relations")),
        new PartnerPage.Fact(
            "Of England's and organisations' values",
            "%s of %s are hidden or none".formatted(Figures.count(hidden), Figures.count(shown))));
  }

  private static String figure(JsonNode check, String field) {
    return check.has(field) ? Figures.count(check.path(field).asLong()) : "not recorded";
  }

  private static List<ReturnPage.FileLink> files(ReturnOnDisk now, Path page) {
    String folder = page.relativize(now.folder()).toString().replace(" ", "%20");
    List<ReturnPage.FileLink> files = new ArrayList<>();
    for (Path file : Folders.filesBelow(now.folder())) {
      String name = file.toString();
      files.add(
          new ReturnPage.FileLink(
              folder + "/" + name, name, words(name.substring(now.stem().length()))));
    }
    return files;
  }

  private static String words(String end) {
    return switch (end) {
      case ".csv" -> "the figures";
      case "_rates.csv" -> "rates of detention by ethnic group";
      case "_dq_coverage.csv" -> "quality: rows accepted by table";
      case "_dq_vodim.csv" -> "quality: valid, other, default, invalid, missing by field";
      case "_metadata.csv" -> "what each measure counts";
      case "_README.txt" -> "how to read the files, and the decision";
      case "_changes.txt" -> "what changed and why, row by row";
      case "_manifest.json" -> "what it was made from, with digests";
      case "_skeleton_check.json" -> "evidence that every row is there";
      case "_disclosure_check.json" -> "evidence of the attack on hidden values";
      default -> "";
    };
  }
}
