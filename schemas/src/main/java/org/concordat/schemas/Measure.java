package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One measure of the return: counted from a mart ({@code mart}, {@code filter}, {@code count}), a
 * percentage of two others ({@code numerator}, {@code denominator}), another per so many residents
 * of England ({@code numerator}, {@code per_population}), or an average over the rows that another
 * one counts ({@code base}, {@code average}).
 *
 * @param id published id, for example MHS81, CCR117a, OAP02M
 * @param name published name
 * @param definition what is counted, in words
 * @param source where the rule stands
 * @param family family of partners whose data it counts
 * @param mart mart it is counted from; of an average, that of its base
 * @param filter SQL over the mart's columns and :month_start, :month_end; a row counts where it is
 *     true
 * @param count {@code rows}, {@code distinct COLUMN} (people: once in England, once in each
 *     organisation) or {@code sum COLUMN}
 * @param numerator id of the measure a percentage or a rate is taken of
 * @param denominator id of the measure a percentage is divided by
 * @param perPopulation for a rate, the residents it is given per, for example 1000000
 * @param base id of the measure that counts the rows an average is taken over
 * @param average {@code mean COLUMN}, {@code median COLUMN} or {@code centile_90 COLUMN}
 * @param breakdowns ids of {@link Breakdown}s it is published by
 * @param additiveParent id of the measure this one is a part of, for measures that add up
 * @param suppression suppression type: count, percentage, rate or average
 * @param unit what one is: referrals, detentions, bed days; of an average, days, hours or minutes
 * @param period what it is counted over
 * @param validFrom first reporting month
 * @param validTo last reporting month, null for open
 * @param changes what changed in its definition and when, null for nothing
 */
public record Measure(
    String id,
    String name,
    String definition,
    String source,
    Family family,
    @Nullable String mart,
    @Nullable String filter,
    @Nullable String count,
    @Nullable String numerator,
    @Nullable String denominator,
    @Nullable @JsonProperty("per_population") Long perPopulation,
    @Nullable String base,
    @Nullable String average,
    List<String> breakdowns,
    @Nullable @JsonProperty("additive_parent") String additiveParent,
    Suppression suppression,
    String unit,
    Period period,
    @JsonProperty("valid_from") String validFrom,
    @Nullable @JsonProperty("valid_to") String validTo,
    @Nullable String changes) {

  /** How a value is protected (returns-and-disclosure.md 3). */
  public enum Suppression {
    /** D1, D2 and D6. */
    @JsonProperty("count")
    COUNT("count"),
    /** D3: from the two published values. */
    @JsonProperty("percentage")
    PERCENTAGE("percentage"),
    /** D4: from the published numerator and the residents. */
    @JsonProperty("rate")
    RATE("rate"),
    /** D5: hidden with its base, or rounded to a step. */
    @JsonProperty("average")
    AVERAGE("average");

    private final String words;

    Suppression(String words) {
      this.words = words;
    }

    /** The type as the metadata file names it. */
    public String words() {
      return words;
    }
  }

  /** Span of time that ends with the reporting month. */
  public enum Period {
    @JsonProperty("month")
    MONTH(1, "month"),
    @JsonProperty("quarter")
    QUARTER(3, "three months"),
    @JsonProperty("year")
    YEAR(12, "12 months");

    private final int months;
    private final String words;

    Period(int months, String words) {
      this.months = months;
      this.words = words;
    }

    /** Its first reporting month. */
    public ReportingMonth first(ReportingMonth last) {
      return last.plusMonths(1 - months);
    }

    /** How many reporting months it has. */
    public int months() {
      return months;
    }

    /** The span as a reader calls it. */
    public String words() {
      return words;
    }
  }

  /** Where and how a counted measure is counted. */
  public record Counted(String mart, String filter, String count) {

    /** {@code rows}, {@code distinct} or {@code sum}. */
    public String kind() {
      return count.split(" ")[0];
    }

    /** The column that is counted distinct or added up. */
    public Optional<String> column() {
      return kind().equals("rows") ? Optional.empty() : Optional.of(count.split(" ")[1]);
    }
  }

  /** The two measures a percentage is made of. */
  public record Parts(String numerator, String denominator) {}

  /**
   * What a rate is made of.
   *
   * @param numerator id of the measure on top
   * @param per residents that the rate is given per
   */
  public record Rate(String numerator, long per) {}

  /** How it is counted; empty for a percentage, a rate and an average. */
  public Optional<Counted> counted() {
    return mart == null || filter == null || count == null
        ? Optional.empty()
        : Optional.of(new Counted(mart, filter, count));
  }

  /** What it averages; empty for any other measure. */
  public Optional<Average> averaged() {
    return base == null || average == null || mart == null || filter == null
        ? Optional.empty()
        : Average.of(base, mart, filter, average, unit);
  }

  /** The same counted in another way. */
  Measure counted(String otherFilter, String otherCount) {
    return with(mart, otherFilter, otherCount, average);
  }

  /** The same average of something else. */
  Measure averaging(String otherAverage) {
    return with(mart, filter, count, otherAverage);
  }

  /** The same average over the rows that a measure counts. */
  Measure over(Counted rows) {
    return with(rows.mart(), rows.filter(), count, average);
  }

  private Measure with(
      @Nullable String otherMart,
      @Nullable String otherFilter,
      @Nullable String otherCount,
      @Nullable String otherAverage) {
    return new Measure(
        id,
        name,
        definition,
        source,
        family,
        otherMart,
        otherFilter,
        otherCount,
        numerator,
        denominator,
        perPopulation,
        base,
        otherAverage,
        breakdowns,
        additiveParent,
        suppression,
        unit,
        period,
        validFrom,
        validTo,
        changes);
  }

  /** What it is a percentage of; empty for any other measure. */
  public Optional<Parts> parts() {
    return numerator == null || denominator == null
        ? Optional.empty()
        : Optional.of(new Parts(numerator, denominator));
  }

  /** What it is a rate of; empty for any other measure. */
  public Optional<Rate> rate() {
    return numerator == null || perPopulation == null
        ? Optional.empty()
        : Optional.of(new Rate(numerator, perPopulation));
  }

  /**
   * Ids of the measures that its value is made of: numerator and denominator of a percentage,
   * numerator of a rate, base of an average; none for a counted measure.
   */
  public List<String> madeOf() {
    return Stream.of(numerator, denominator, base).flatMap(Stream::ofNullable).toList();
  }

  /** Whether it is the part of another measure for an age group, such as CCR117a of CCR117. */
  public boolean isPartByAge() {
    return additiveParent != null && id.startsWith(additiveParent);
  }

  /** Whether it is published for a month. */
  public boolean isInForce(ReportingMonth month) {
    String text = month.toString();
    return validFrom.compareTo(text) <= 0 && (validTo == null || validTo.compareTo(text) >= 0);
  }
}
