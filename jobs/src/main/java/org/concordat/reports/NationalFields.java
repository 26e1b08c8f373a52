package org.concordat.reports;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.schemas.Family;
import org.concordat.schemas.QualityThresholds;

/**
 * Scored fields over all organisations in force: sums of numerators over sums of denominators,
 * never means of percentages (data-quality.md 2).
 */
final class NationalFields {

  private final MonthFacts facts;
  private final Settings.Disclosure disclosure;
  private final QualityThresholds.Bands bands;

  NationalFields(MonthFacts facts, Settings.Disclosure disclosure) {
    this.facts = facts;
    this.disclosure = disclosure;
    this.bands = facts.thresholds().bands(facts.month());
  }

  /** One line per scored field of a family. */
  List<NationalPage.FieldLine> lines(Family family, List<Partner> members) {
    return facts.scored().of(family).stream().map(field -> line(field, members)).toList();
  }

  private NationalPage.FieldLine line(ScoredFields.Field field, List<Partner> members) {
    Vodim sum = sum(field, members);
    CrisisDataQualityIndex.Item item = facts.scored().item(field, sum, facts.month());
    Band band = sum.rows() == 0 ? Band.CANNOT_TELL : Band.of(item.score(), sum.rows(), bands);
    return new NationalPage.FieldLine(
        field.table().name(),
        field.column().name(),
        field.column().title(),
        Figures.rounded(sum.rows(), disclosure),
        Figures.rounded(sum.valid(), disclosure),
        Figures.rounded(sum.other(), disclosure),
        Figures.rounded(sum.defaults(), disclosure),
        Figures.rounded(sum.invalid(), disclosure),
        Figures.rounded(sum.missing(), disclosure),
        band == Band.CANNOT_TELL
            ? "–"
            : Figures.roundedPercent(
                sum.validAndComplete() - item.excess().longValue(), sum.rows(), disclosure),
        band);
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
    List<CrisisDataQualityIndex.Item> items =
        facts.scored().of(family).stream()
            .map(field -> facts.scored().item(field, sum(field, members), facts.month()))
            .toList();
    return CrisisDataQualityIndex.score(
        items,
        members.stream().map(partner -> facts.history().coverage(partner, facts.month())).toList());
  }

  /** Most rows that any scored field of the family has. */
  long mostRows(Family family, List<Partner> members) {
    return facts.scored().of(family).stream()
        .mapToLong(field -> sum(field, members).rows())
        .max()
        .orElse(0);
  }

  private Vodim sum(ScoredFields.Field field, List<Partner> members) {
    return members.stream()
        .flatMap(partner -> facts.history().inForce(partner, facts.month()).stream())
        .map(verdict -> facts.scored().counts(verdict.submissionId(), field))
        .reduce(Vodim.NONE, Vodim::plus);
  }
}
