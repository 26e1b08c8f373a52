package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.concordat.schemas.Family;
import org.concordat.schemas.QualityThresholds;

/**
 * Scored fields over all organisations in force: sums of numerators over sums of denominators,
 * never means of percentages (data-quality.md 2). Scores and bands are of the counts as published,
 * where a hidden one counts as none.
 */
final class NationalFields {

  private static final String ROWS = "Rows";
  private static final String VALID = "Valid";
  private static final String OTHER = "Other";
  private static final String DEFAULT = "Default";
  private static final String INVALID = "Invalid";
  private static final String MISSING = "Missing";

  /** Figures of a field, by the words of the published VODIM file. */
  private static final SortedMap<String, ToLongFunction<Vodim>> CLASSES =
      new TreeMap<>(
          Map.of(
              ROWS, Vodim::rows,
              VALID, Vodim::valid,
              OTHER, Vodim::other,
              DEFAULT, Vodim::defaults,
              INVALID, Vodim::invalid,
              MISSING, Vodim::missing));

  private final MonthFacts facts;
  private final PublicFigures figures;
  private final QualityThresholds.Bands bands;

  NationalFields(MonthFacts facts, PublicFigures figures) {
    this.facts = facts;
    this.figures = figures;
    this.bands = facts.thresholds().bands(facts.month());
  }

  /** One line per scored field of a family. */
  List<NationalPage.FieldLine> lines(Family family, List<Partner> members) {
    return facts.scored().of(family).stream().map(field -> line(field, members)).toList();
  }

  private NationalPage.FieldLine line(ScoredFields.Field field, List<Partner> members) {
    Map<String, String> texts = texts(field, members);
    Vodim shown = shown(field);
    CrisisDataQualityIndex.Item item = facts.scored().item(field, shown, facts.month());
    Band band = shown.rows() == 0 ? Band.CANNOT_TELL : Band.of(item.score(), shown.rows(), bands);
    return new NationalPage.FieldLine(
        field.table().name(),
        field.column().name(),
        field.column().title(),
        texts.getOrDefault(ROWS, "–"),
        texts.getOrDefault(VALID, "–"),
        texts.getOrDefault(OTHER, "–"),
        texts.getOrDefault(DEFAULT, "–"),
        texts.getOrDefault(INVALID, "–"),
        texts.getOrDefault(MISSING, "–"),
        band == Band.CANNOT_TELL
            ? "–"
            : item.score().setScale(0, RoundingMode.HALF_UP).toPlainString() + "\u00a0%",
        band);
  }

  /** The counts of a field as published, by class. */
  private Map<String, String> texts(ScoredFields.Field field, List<Partner> members) {
    List<Vodim> parts = parts(field, members);
    Map<String, String> texts = new HashMap<>();
    CLASSES.forEach(
        (what, of) ->
            texts.put(
                what,
                figures.free(
                    key(field, what),
                    parts.stream().mapToLong(of).sum(),
                    (int) parts.stream().filter(part -> of.applyAsLong(part) > 0).count())));
    figures.sum(
        key(field, ROWS),
        Stream.of(VALID, OTHER, DEFAULT, INVALID, MISSING).map(what -> key(field, what)).toList());
    return texts;
  }

  private static List<String> key(ScoredFields.Field field, String what) {
    return ToldByReturn.field(field.table().name(), field.column().name(), what);
  }

  private Vodim shown(ScoredFields.Field field) {
    return new Vodim(
        figures.shown(key(field, VALID)),
        figures.shown(key(field, OTHER)),
        figures.shown(key(field, DEFAULT)),
        figures.shown(key(field, INVALID)),
        figures.shown(key(field, MISSING)));
  }

  /** The scores of all families beside each other: one line per title of a field. */
  static NationalPage.Crossed crossed(List<NationalPage.FieldGroup> groups) {
    Map<String, Map<String, String>> byTitle = new TreeMap<>();
    for (NationalPage.FieldGroup group : groups) {
      for (NationalPage.FieldLine line : group.fields()) {
        byTitle
            .computeIfAbsent(line.title(), title -> new HashMap<>())
            .merge(
                group.family(),
                line.score() + " " + line.band().word(),
                (one, more) -> one + ", " + more);
      }
    }
    List<String> families = groups.stream().map(NationalPage.FieldGroup::family).toList();
    return new NationalPage.Crossed(
        families,
        byTitle.entrySet().stream()
            .map(
                title ->
                    new NationalPage.CrossedLine(
                        title.getKey(),
                        families.stream()
                            .map(
                                family ->
                                    new NationalPage.CrossedCell(
                                        family, title.getValue().getOrDefault(family, "–")))
                            .toList()))
            .toList());
  }

  /** Index of a family: the same arithmetic on the sums, coverage over all its organisations. */
  Optional<BigDecimal> index(Family family, List<Partner> members) {
    return CrisisDataQualityIndex.score(
        facts.scored().of(family).stream()
            .map(field -> facts.scored().item(field, published(field, members), facts.month()))
            .toList(),
        members.stream().map(partner -> facts.history().coverage(partner, facts.month())).toList());
  }

  /** Most rows that any scored field of the family has. */
  long mostRows(Family family, List<Partner> members) {
    return facts.scored().of(family).stream()
        .mapToLong(field -> published(field, members).rows())
        .max()
        .orElse(0);
  }

  private Vodim published(ScoredFields.Field field, List<Partner> members) {
    texts(field, members);
    return shown(field);
  }

  private List<Vodim> parts(ScoredFields.Field field, List<Partner> members) {
    return members.stream()
        .flatMap(partner -> facts.history().inForce(partner, facts.month()).stream())
        .map(verdict -> facts.scored().counts(verdict.submissionId(), field))
        .toList();
  }
}
