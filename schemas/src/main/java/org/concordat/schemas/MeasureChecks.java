package org.concordat.schemas;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether measures and breakdowns name only what exists and say all that a reader needs. */
final class MeasureChecks {

  /** Columns of area tables that may be levels. */
  private static final Set<String> AREA_COLUMNS = Set.of("sub_icb_code");

  private final Measures measures;
  private final ContractCatalogue contracts;
  private final CodeLists codeLists;

  MeasureChecks(Measures measures, ContractCatalogue contracts, CodeLists codeLists) {
    this.measures = measures;
    this.contracts = contracts;
    this.codeLists = codeLists;
  }

  /**
   * @throws IllegalArgumentException naming the first measure or breakdown that does not fit
   */
  void require() {
    measures.breakdowns().forEach(this::requireBreakdown);
    measures.all().forEach(this::requireMeasure);
  }

  private void requireBreakdown(Breakdown breakdown) {
    String where = "Breakdown " + breakdown.id() + ": ";
    require(!breakdown.label().isBlank(), where + "has no label");
    require(!breakdown.description().isBlank(), where + "has no description");
    breakdown.levels().forEach(level -> requireLevel(where, level));
    require(
        !breakdown.isByArea() || breakdown.secondaryLevel().isEmpty() && !breakdown.free(),
        where + "a primary level of codes stands alone and is not free");
    require(
        breakdown
            .secondaryLevel()
            .map(level -> level.column() != null && !level.isOrganisation())
            .orElse(true),
        where + "the secondary level is a column that holds codes");
  }

  private void requireLevel(String where, Breakdown.Level level) {
    require(
        (level.column() == null) != (level.constant() == null),
        where + "a level is either a column or a constant");
    boolean hasCodes =
        level.codelist() != null
            || level.ageBands() != null
            || level.codes() != null
            || level.areas() != null;
    require(
        level.constant() == null ? hasCodes != level.isOrganisation() : !hasCodes,
        where + "a column's levels are either organisations or codes, a constant has neither");
    require(
        !level.hasOthers() || isAlone(level),
        where + "another breakdown reads column " + level.column() + " without its others_unknown");
    require(
        level.areas() == null || AREA_COLUMNS.contains(level.areas()),
        where + "no area table has the column " + level.areas());
    String list = level.codelist();
    require(list == null || codeLists.has(list), where + "there is no code list " + list);
    require(
        level.codes() == null || level.codes().stream().allMatch(code -> code.indexOf('=') > 0),
        where + "codes are written code=words");
    String bands = level.ageBands();
    require(
        bands == null || measures.codes(level).size() > 1,
        where + "the code list age_bands has no family " + bands);
  }

  /** A column is read in one way: rows are grouped by it once for all breakdowns. */
  private boolean isAlone(Breakdown.Level level) {
    return measures.breakdowns().stream()
        .flatMap(Breakdown::levels)
        .filter(other -> Objects.equals(other.column(), level.column()))
        .allMatch(other -> other.equals(level));
  }

  private void requireMeasure(Measure measure) {
    String where = "Measure " + measure.id() + ": ";
    require(
        measure.id().matches("[A-Z]{3}[0-9]{2,3}[a-z]?[MQY]?"),
        where
            + "an id is three capitals, two or three digits, at most one small letter and at most one"
            + " of M, Q, Y");
    require(!measure.name().isBlank(), where + "has no name");
    require(!measure.definition().isBlank(), where + "has no definition");
    require(!measure.source().isBlank(), where + "has no source");
    requireMonth(where, measure.validFrom());
    requireMonth(where, measure.validTo());
    require(!measure.breakdowns().isEmpty(), where + "has no breakdown");
    requireBreakdowns(where, measure);
    requireParent(where, measure);
    switch (measure.suppression()) {
      case COUNT -> requireCounted(where, measure);
      case PERCENTAGE -> requirePercentage(where, measure);
      case RATE -> requireRate(where, measure);
      case AVERAGE -> requireAverage(where, measure);
    }
  }

  private static void requireMonth(String where, @Nullable String month) {
    if (month != null) {
      try {
        ReportingMonth.of(month);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(where + e.getMessage(), e);
      }
    }
  }

  private void requireBreakdowns(String where, Measure measure) {
    Set<String> labels = new HashSet<>();
    for (String id : measure.breakdowns()) {
      require(measures.hasBreakdown(id), where + "there is no breakdown " + id);
      Breakdown breakdown = measures.breakdown(id);
      require(
          labels.add(breakdown.label()),
          where + "two of its breakdowns are published as " + breakdown.label());
      require(
          breakdown
              .levels()
              .allMatch(l -> !l.isOrganisation() || l.organisations() == measure.family()),
          where + "breakdown " + id + " is not of its family " + measure.family());
    }
  }

  private void requireParent(String where, Measure measure) {
    String parent = measure.additiveParent();
    if (parent == null) {
      return;
    }
    require(measures.has(parent), where + "there is no measure " + parent + " to be a part of");
    require(!parent.equals(measure.id()), where + "cannot be a part of itself");
    require(
        measures.measure(parent).unit().equals(measure.unit()),
        where + "counts " + measure.unit() + " but " + parent + " does not");
  }

  private void requireCounted(String where, Measure measure) {
    Optional<Measure.Counted> counted = measure.counted();
    require(
        counted.isPresent()
            && measure.madeOf().isEmpty()
            && isNoRate(measure)
            && isNoAverage(measure),
        where + "a count needs mart, filter and count, and no numerator, denominator or base");
    counted.ifPresent(count -> requireColumns(where, measure, count));
  }

  private void requireColumns(String where, Measure measure, Measure.Counted counted) {
    TableContract mart = mart(where, counted.mart());
    require(!counted.filter().isBlank(), where + "has no filter");
    require(
        counted.count().matches("rows|(distinct|sum) \\w+"),
        where + "cannot count \"" + counted.count() + "\"; rows, distinct COLUMN or sum COLUMN");
    counted.column().ifPresent(column -> requireColumn(where, mart, column));
    for (Breakdown breakdown : measures.breakdowns(measure)) {
      breakdown
          .levels()
          .flatMap(level -> Optional.ofNullable(level.column()).stream())
          .forEach(c -> requireColumn(where + "breakdown " + breakdown.id() + ": ", mart, c));
    }
  }

  private TableContract mart(String where, String name) {
    return contracts.tables(ContractCatalogue.Layer.MARTS).stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(where + "there is no mart " + name));
  }

  private static void requireColumn(String where, TableContract mart, String column) {
    require(
        mart.column(column).isPresent(),
        where + "mart " + mart.name() + " has no column " + column);
  }

  private void requirePercentage(String where, Measure measure) {
    Optional<Measure.Parts> parts = measure.parts();
    require(
        parts.isPresent()
            && isNoRate(measure)
            && isNoAverage(measure)
            && measure.mart() == null
            && measure.filter() == null,
        where + "a percentage needs numerator and denominator, and no mart, filter or base");
    parts.ifPresent(
        p -> {
          requirePart(where, measure, p.numerator());
          requirePart(where, measure, p.denominator());
        });
  }

  /** Residents are known of England only; a rate of a split would need those of each level. */
  private void requireRate(String where, Measure measure) {
    Optional<Measure.Rate> rate = measure.rate();
    require(
        rate.isPresent()
            && rate.get().per() > 0
            && isNoAverage(measure)
            && measure.mart() == null
            && measure.filter() == null
            && measure.denominator() == null,
        where + "a rate needs numerator and per_population, and no mart, filter or denominator");
    require(
        measures.breakdowns(measure).stream()
            .allMatch(b -> b.primary().constant() != null && b.secondaryLevel().isEmpty()),
        where + "a rate per resident can only be published for England as a whole");
    rate.ifPresent(
        r -> {
          requirePart(where, measure, r.numerator());
          require(
              measures.measure(r.numerator()).period() == measure.period(),
              where + "has another period than " + r.numerator());
        });
  }

  private void requirePart(String where, Measure measure, String part) {
    require(measures.has(part), where + "there is no measure " + part);
    Measure of = measures.measure(part);
    require(of.counted().isPresent(), where + part + " is not a count");
    require(
        of.breakdowns().containsAll(measure.breakdowns()),
        where + "is published by breakdowns that " + part + " is not published by");
    require(of.validFrom().compareTo(measure.validFrom()) <= 0, where + "starts before " + part);
  }

  private static boolean isNoPercentage(Measure measure) {
    return measure.numerator() == null && measure.denominator() == null;
  }

  private static boolean isNoRate(Measure measure) {
    return measure.perPopulation() == null;
  }

  private static boolean isNoAverage(Measure measure) {
    return measure.base() == null && measure.average() == null;
  }

  private void requireAverage(String where, Measure measure) {
    String base = measure.base() == null ? "" : measure.base();
    require(
        !base.isEmpty()
            && measure.average() != null
            && measure.count() == null
            && isNoPercentage(measure)
            && isNoRate(measure)
            && measure.additiveParent() == null,
        where + "an average needs base and average, and no count, numerator or additive_parent");
    requirePart(where, measure, base);
    Measure of = measures.measure(base);
    require(
        of.counted().orElseThrow().kind().equals("rows"), where + base + " does not count rows");
    require(
        of.family() == measure.family() && of.period() == measure.period(),
        where + "is of other partners or another period than " + base);
    Average average =
        measure
            .averaged()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        where
                            + "cannot average \""
                            + measure.average()
                            + "\"; mean COLUMN, median COLUMN or centile_90 COLUMN, in days, hours"
                            + " or minutes"));
    TableContract mart = mart(where, average.mart());
    requireColumn(where, mart, average.column());
    require(
        mart.column(average.column()).orElseThrow().type().equals("integer")
            && average.column().contains(average.unit().columnHolds()),
        where + average.column() + " does not hold whole " + average.unit().columnHolds());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("measures/: " + otherwise);
    }
  }
}
