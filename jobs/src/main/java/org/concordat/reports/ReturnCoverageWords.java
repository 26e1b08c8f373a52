package org.concordat.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.concordat.schemas.Family;

/** The coverage of a return in words, from the written decision (docs/coverage.md). */
final class ReturnCoverageWords {

  private static final String NOT_RECEIVED = "not received";

  private final JsonNode coverage;
  private final OrganisationNames names;

  /**
   * @param coverage the decision; a missing or null node where none was made
   */
  ReturnCoverageWords(JsonNode coverage, OrganisationNames names) {
    this.coverage = coverage;
    this.names = names;
  }

  /** Coverage by family. */
  List<ReturnPage.FamilyLine> families() {
    List<ReturnPage.FamilyLine> lines = new ArrayList<>();
    for (JsonNode family : coverage.path("families")) {
      int expected = family.path("expected").asInt();
      int accepted = family.path("accepted").asInt();
      List<String> measures = new ArrayList<>();
      family.path("measures").forEach(measure -> measures.add(measure.asText()));
      String effect = family.path("effect").asText();
      lines.add(
          new ReturnPage.FamilyLine(
              Family.valueOf(family.path("family").asText()).title(),
              Figures.count(expected),
              Figures.count(accepted),
              Figures.count(expected - accepted),
              effect.isEmpty() ? "Complete." : capital(effect.replaceFirst("^[^:]*: ", "")),
              String.join(", ", measures)));
    }
    return lines;
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  /** Who is missing, and whether something of theirs was rejected or nothing came. */
  List<NationalPage.Missing> missing() {
    List<NationalPage.Missing> missing = new ArrayList<>();
    for (JsonNode sender : coverage.path("missing")) {
      Family family = Family.valueOf(sender.path("family").asText());
      missing.add(
          new NationalPage.Missing(
              OrganisationNames.readable(sender.path("name").asText()),
              sender.path("organisation").asText(),
              family.title(),
              sender.path("outcome").asText().equals(NOT_RECEIVED) ? "Not received" : "Rejected"));
    }
    return missing;
  }

  /** Who sent, by family: those whose submission of the month went into the version. */
  List<ReturnPage.Sent> sent(Optional<JsonNode> manifest) {
    Map<Family, List<String>> sent = new TreeMap<>();
    manifest.ifPresent(
        made -> {
          for (JsonNode submission : made.at("/inputs/submissions")) {
            if (submission.path("month").asText().equals(made.path("month").asText())) {
              Family family = Family.valueOf(submission.path("family").asText());
              Partner partner = new Partner(family, submission.path("organisation_code").asText());
              sent.computeIfAbsent(family, f -> new ArrayList<>())
                  .add(names.of(partner) + " (" + partner.code() + ")");
            }
          }
        });
    List<ReturnPage.Sent> lines = new ArrayList<>();
    sent.forEach(
        (family, some) -> lines.add(new ReturnPage.Sent(family.title(), String.join("; ", some))));
    return lines;
  }
}
