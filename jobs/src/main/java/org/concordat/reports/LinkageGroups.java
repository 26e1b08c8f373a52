package org.concordat.reports;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** How well people were linked by ethnic group, age, sex and what their records hold. */
final class LinkageGroups {

  static final String ETHNIC = "ethnic_group5";

  private static final String RECORDS = LinkageSection.RECORDS;
  private static final String RECOGNISED = LinkageSection.RECOGNISED;
  private static final String ELSEWHERE = LinkageSection.ELSEWHERE;
  private static final String TRUSTS = "trusts";
  private static final String OTHERS = "others";

  private static final List<String> GROUPS =
      List.of(
          "White",
          "Mixed",
          "Asian or Asian British",
          "Black or Black British",
          "Other Ethnic Groups");

  private final LinkageFigures figures;
  private final MonthFacts facts;
  private final PublicFigures shown;

  LinkageGroups(LinkageFigures figures, MonthFacts facts, PublicFigures shown) {
    this.figures = figures;
    this.facts = facts;
    this.shown = shown;
  }

  private List<LinkageFigures.Part> of(String breakdown) {
    return figures.parts(facts.month(), breakdown);
  }

  /** Groups of five with enough records of partners other than trusts to show a share. */
  private Map<String, Long> shares() {
    Map<String, Long> shares = new TreeMap<>(Comparator.comparing(GROUPS::indexOf));
    List<LinkageFigures.Part> parts = of(ETHNIC);
    long fewest = facts.thresholds().bands(facts.month()).smallestDenominator();
    for (String group : GROUPS) {
      group(ETHNIC, parts, group);
      List<String> records = groupKey(ETHNIC, group, OTHERS, RECORDS);
      List<String> elsewhere = groupKey(ETHNIC, group, OTHERS, ELSEWHERE);
      if (shown.shown(records) >= fewest && !shown.isHidden(elsewhere)) {
        shares.put(group, Math.round(100.0 * shown.shown(elsewhere) / shown.shown(records)));
      }
    }
    return shares;
  }

  List<LinkagePage.Bar> bars() {
    return shares().entrySet().stream()
        .map(
            share ->
                new LinkagePage.Bar(share.getKey(), share.getValue() + "\u00a0%", share.getValue()))
        .toList();
  }

  /** Which groups differ most, in a sentence. */
  String gap() {
    Map<String, Long> shares = shares();
    Optional<Map.Entry<String, Long>> most =
        shares.entrySet().stream().max(Map.Entry.comparingByValue());
    Optional<Map.Entry<String, Long>> least =
        shares.entrySet().stream().min(Map.Entry.comparingByValue());
    if (shares.size() < 2 || most.isEmpty() || least.isEmpty()) {
      return "Too few records to compare ethnic groups.";
    }
    long points = most.get().getValue() - least.get().getValue();
    return points == 0
        ? "The shares of all groups are the same."
        : "The largest gap is between %s (%d\u00a0%%) and %s (%d\u00a0%%): %s."
            .formatted(
                most.get().getKey(),
                most.get().getValue(),
                least.get().getKey(),
                least.get().getValue(),
                Figures.count(points, "point", "points"));
  }

  LinkagePage.Breakdown breakdown(String title, String breakdown) {
    List<LinkageFigures.Part> parts = of(breakdown);
    List<String> values =
        parts.stream().map(LinkageFigures.Part::value).collect(Collectors.toSet()).stream()
            .sorted(Comparator.comparing(LinkageGroups::position).thenComparing(v -> v))
            .toList();
    List<LinkagePage.Group> groups =
        values.stream().map(value -> group(breakdown, parts, value)).toList();
    for (String what : List.of(RECORDS, RECOGNISED, ELSEWHERE)) {
      sums(breakdown, values, TRUSTS, what, LinkageFigures.Part::isOfTrust);
      sums(breakdown, values, OTHERS, what, part -> !part.isOfTrust());
    }
    return new LinkagePage.Breakdown(title, groups);
  }

  /** The values of every breakdown are together the records of the partners' table. */
  private void sums(
      String breakdown,
      List<String> values,
      String side,
      String what,
      Predicate<LinkageFigures.Part> isOfSide) {
    List<List<String>> groups =
        values.stream().map(value -> groupKey(breakdown, value, side, what)).toList();
    List<List<String>> senders =
        of("all").stream()
            .filter(isOfSide)
            .map(LinkageFigures.Part::sender)
            .map(sender -> LinkageSection.key(sender, what))
            .toList();
    shown.same(groups, senders);
  }

  private static List<String> groupKey(String breakdown, String value, String side, String what) {
    return List.of("group", breakdown, value, side, what);
  }

  private LinkagePage.Group group(String breakdown, List<LinkageFigures.Part> parts, String value) {
    Predicate<LinkageFigures.Part> own = part -> part.value().equals(value);
    List<LinkageFigures.Part> trusts =
        parts.stream().filter(own.and(LinkageFigures.Part::isOfTrust)).toList();
    List<LinkageFigures.Part> others =
        parts.stream().filter(own.and(part -> !part.isOfTrust())).toList();
    return new LinkagePage.Group(
        LinkageSection.words(value),
        records(breakdown, value, TRUSTS, trusts),
        share(breakdown, value, TRUSTS, ELSEWHERE, trusts, LinkageFigures.Part::elsewhere),
        records(breakdown, value, OTHERS, others),
        share(breakdown, value, OTHERS, RECOGNISED, others, LinkageFigures.Part::recognised),
        share(breakdown, value, OTHERS, ELSEWHERE, others, LinkageFigures.Part::elsewhere));
  }

  private String records(
      String breakdown, String value, String side, List<LinkageFigures.Part> parts) {
    return shown.count(
        groupKey(breakdown, value, side, RECORDS),
        parts.stream().mapToLong(LinkageFigures.Part::records).sum());
  }

  private String share(
      String breakdown,
      String value,
      String side,
      String what,
      List<LinkageFigures.Part> parts,
      ToLongFunction<LinkageFigures.Part> of) {
    List<String> whole = groupKey(breakdown, value, side, RECORDS);
    List<String> part = groupKey(breakdown, value, side, what);
    String percent =
        shown.percent(
            part,
            parts.stream().mapToLong(of).sum(),
            whole,
            parts.stream().mapToLong(LinkageFigures.Part::records).sum());
    shown.within(whole, part);
    return percent;
  }

  /** Ethnic groups in their usual order, ages from the youngest, what is not known last. */
  private static int position(String value) {
    if (GROUPS.contains(value)) {
      return GROUPS.indexOf(value);
    }
    return switch (value) {
      case "Under 18" -> 0;
      case "Not Stated" -> 1000;
      case "Not Known" -> 1001;
      case "UNKNOWN" -> 1002;
      case "none" -> 1003;
      default ->
          Character.isDigit(value.charAt(0)) ? Integer.parseInt(value.split("\\D", 2)[0]) : 500;
    };
  }
}
