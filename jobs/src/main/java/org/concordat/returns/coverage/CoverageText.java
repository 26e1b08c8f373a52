package org.concordat.returns.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concordat.schemas.Family;

/** A decision in plain words, for the texts of a return and the screen. */
public final class CoverageText {

  private static final int WIDTH = 92;

  private final Coverage coverage;

  public CoverageText(Coverage coverage) {
    this.coverage = coverage;
  }

  /** The decision and who sent, line by line, without a heading. */
  public List<String> account() {
    List<String> lines = new ArrayList<>();
    lines.add("Decision: " + coverage.decision().words() + ".");
    for (Coverage.OfFamily family : coverage.families()) {
      lines.add(
          "%s: %d of %d expected organisations have an accepted submission."
              .formatted(family.family().title(), family.accepted(), family.expected()));
      coverage.missing().stream()
          .filter(sender -> sender.family() == family.family())
          .forEach(
              sender ->
                  lines.add(
                      "  %s %s: %s"
                          .formatted(
                              sender.organisation(), sender.name(), sender.outcome().words())));
    }
    if (coverage.decision() == Decision.PUBLISH && !coverage.missing().isEmpty()) {
      effects().forEach(effect -> wrap(lines, "", effect));
    }
    lines.add("Expected is who the register of expected submissions names for the month; who is");
    lines.add("not in it is expected after sending in time in the last twelve months.");
    return lines;
  }

  /** The caveat that stands in front: why, who is missing, and what that means. */
  public List<String> caveat() {
    List<String> lines = new ArrayList<>();
    coverage.reasons().forEach(reason -> wrap(lines, "", reason + "."));
    lines.add("Missing:");
    names().forEach(name -> wrap(lines, "  ", name));
    effects().forEach(effect -> wrap(lines, "", effect));
    return lines;
  }

  /** Each missing partner with what became of its month. */
  public List<String> names() {
    return coverage.missing().stream()
        .map(
            sender ->
                "%s %s %s (%s)"
                    .formatted(
                        sender.family(),
                        sender.organisation(),
                        sender.name(),
                        sender.outcome().words()))
        .toList();
  }

  /** Why a return is held, for the command line: the limits reached and who is missing. */
  public List<String> held() {
    List<String> reasons = new ArrayList<>(coverage.reasons());
    reasons.add("missing are " + String.join(", ", names()));
    return reasons;
  }

  /** What it means for figures: a sentence for each family of which somebody is missing. */
  public List<String> effects() {
    List<String> effects = new ArrayList<>();
    coverage.families().stream()
        .map(Coverage.OfFamily::effect)
        .filter(effect -> !effect.isEmpty())
        .forEach(effects::add);
    if (!effects.isEmpty()) {
      effects.add(
          "Counts of England and of areas are too low by what the missing would have told;"
              + " percentages, rates and averages are of the others. Do not compare them with a"
              + " month in which they sent. Rows of the missing show * and the note :, never a"
              + " nought.");
    }
    return effects;
  }

  static String effect(
      Family family, int missing, int expected, boolean isOwn, SortedSet<String> measures) {
    String who = "%s, %d of %d missing: ".formatted(family.title(), missing, expected);
    return isOwn
        ? who + "not in the figures of " + subjects(family) + " (" + groups(measures) + ")."
        : who
            + "not in crisis presentations across services ("
            + groups(measures)
            + "); no other figure stands on this family.";
  }

  private static String subjects(Family family) {
    return switch (family) {
      case MH ->
          "crisis referrals, liaison psychiatry, the Mental Health Act and out-of-area placements";
      case AM -> "ambulance calls, responses and conveyance";
      case PF -> "section 136 as forces record it and police demand";
      case ED -> "emergency departments";
      case UC -> "NHS 111";
    };
  }

  /** How many measures by the letters their ids begin with. */
  private static String groups(SortedSet<String> measures) {
    SortedMap<String, Integer> groups = new TreeMap<>();
    measures.forEach(id -> groups.merge(id.replaceAll("[0-9].*", ""), 1, Integer::sum));
    return groups.entrySet().stream()
        .map(
            group ->
                group.getValue()
                    + " "
                    + group.getKey()
                    + (group.getValue() == 1 ? " measure" : " measures"))
        .collect(Collectors.joining(", "));
  }

  private static void wrap(List<String> lines, String indent, String text) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ")) {
      if (line.length() > indent.length() && line.length() + word.length() + 1 > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
      }
      line.append(line.length() > indent.length() ? " " : "").append(word);
    }
    lines.add(line.toString());
  }
}
