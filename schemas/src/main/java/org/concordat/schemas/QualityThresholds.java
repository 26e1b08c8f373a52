package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds of the Crisis Data Quality Index and of the bands on the pages, by month
 * (data-quality.md 3.8, 3.9, 4).
 *
 * @param bands limits of the bands, oldest first
 * @param defaults accepted share of default codes by field
 * @param metrics limits of metrics
 */
public record QualityThresholds(List<Bands> bands, List<Defaults> defaults, List<Limit> metrics) {

  private static final String FILE = "quality.yaml";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * Limits of the bands from a month on.
   *
   * @param validFrom first reporting month
   * @param good lowest percentage that is good
   * @param watch lowest percentage that is worth watching; below it something must be done
   * @param smallestDenominator fewest rows that can be given a band
   * @param note why
   */
  public record Bands(
      @JsonProperty("valid_from") ReportingMonth validFrom,
      BigDecimal good,
      BigDecimal watch,
      @JsonProperty("smallest_denominator") int smallestDenominator,
      String note) {}

  /**
   * Share of a field's rows that may hold a default code without costing score, from a month on.
   *
   * @param table contract name
   * @param field column name
   * @param validFrom first reporting month
   * @param percent accepted share; 100 means that a default is a full answer
   * @param note why
   */
  public record Defaults(
      String table,
      String field,
      @JsonProperty("valid_from") ReportingMonth validFrom,
      BigDecimal percent,
      String note) {}

  /**
   * Limit of a metric from a month on.
   *
   * @param metric id of the metric
   * @param table table it holds for; null for all
   * @param field field it holds for; null for all
   * @param validFrom first reporting month
   * @param percent lowest share that passes where more is better, highest where less is better
   * @param smallestDenominator fewest rows that can fail
   * @param note why
   */
  public record Limit(
      String metric,
      @Nullable String table,
      @Nullable String field,
      @JsonProperty("valid_from") ReportingMonth validFrom,
      BigDecimal percent,
      @JsonProperty("smallest_denominator") int smallestDenominator,
      String note) {

    private boolean holdsFor(
        String metricId, @Nullable String ofTable, @Nullable String ofField, ReportingMonth month) {
      return metric.equals(metricId)
          && (table == null || table.equals(ofTable))
          && (field == null || field.equals(ofField))
          && validFrom.compareTo(month) <= 0;
    }

    /** The more it names, the more it weighs. */
    private int closeness() {
      return (table == null ? 0 : 1) + (field == null ? 0 : 1);
    }
  }

  public QualityThresholds {
    bands = bands.stream().sorted(Comparator.comparing(Bands::validFrom)).toList();
    defaults = List.copyOf(defaults);
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
    if (bands.isEmpty()) {
      throw new IllegalArgumentException("thresholds/" + FILE + " has no bands");
    }
    for (Bands band : bands) {
      if (band.watch().compareTo(band.good()) >= 0 || band.good().compareTo(HUNDRED) > 0) {
        throw new IllegalArgumentException(
            "thresholds/" + FILE + ": the bands from " + band.validFrom() + " are not in order");
      }
    }
    Set<String> seen = new HashSet<>();
    for (Defaults entry : defaults) {
      if (entry.percent().signum() < 0 || entry.percent().compareTo(HUNDRED) > 0) {
        throw new IllegalArgumentException(
            "thresholds/" + FILE + ": " + name(entry) + " is not between 0 and 100");
      }
      if (!seen.add(name(entry) + entry.validFrom())) {
        throw new IllegalArgumentException(
            "thresholds/" + FILE + ": " + name(entry) + " stands there twice");
      }
    }
    for (Limit limit : metrics) {
      if (limit.percent().signum() < 0
          || limit.percent().compareTo(HUNDRED) > 0
          || limit.note().isBlank()) {
        throw new IllegalArgumentException(
            "thresholds/"
                + FILE
                + ": the limit of "
                + limit.metric()
                + " needs a share between 0 and 100 and a note");
      }
      if (!seen.add(
          List.of(limit.metric(), "" + limit.table(), "" + limit.field()).toString()
              + limit.validFrom())) {
        throw new IllegalArgumentException(
            "thresholds/" + FILE + ": the limit of " + limit.metric() + " stands there twice");
      }
    }
  }

  /**
   * Reads the thresholds of this module and compares them with the contracts.
   *
   * @throws IllegalArgumentException naming the field, when an entry names no scored field with
   *     default codes, or such a field has no entry
   */
  public static QualityThresholds load(ContractCatalogue contracts) {
    Map<String, String> texts = ResourceFolder.texts("thresholds", ".yaml");
    String text = texts.get(FILE);
    if (text == null) {
      throw new IllegalStateException("thresholds/" + FILE + " is not there");
    }
    return read("thresholds/" + FILE, text, contracts);
  }

  /**
   * Reads thresholds from a text and compares them with the contracts and the metrics.
   *
   * @param file name to show in a refusal
   * @throws IllegalArgumentException as {@link #load}
   */
  public static QualityThresholds read(String file, String text, ContractCatalogue contracts) {
    QualityThresholds thresholds = StrictYaml.read(file, text, new TypeReference<>() {});
    MetricDefinitions definitions = MetricDefinitions.load(contracts);
    thresholds.metrics().forEach(limit -> definitions.metric(limit.metric()));
    Set<String> named = new HashSet<>();
    thresholds.defaults().forEach(entry -> named.add(name(entry)));
    for (TableContract table : contracts.landing()) {
      for (ColumnContract column : table.fields()) {
        String name = table.name() + "." + column.name();
        boolean needed = column.isScored() && hasDefaults(column);
        boolean given = named.remove(name);
        if (needed && !given) {
          throw new IllegalArgumentException(
              "thresholds/" + FILE + ": no entry for " + name + ", which has default codes");
        }
        if (given && !needed) {
          throw new IllegalArgumentException(
              "thresholds/" + FILE + ": " + name + " is not scored or has no default codes");
        }
      }
    }
    if (!named.isEmpty()) {
      throw new IllegalArgumentException("thresholds/" + FILE + ": there is no field " + named);
    }
    return thresholds;
  }

  /** The bands in force for a month; months before the first entry use the first. */
  public Bands bands(ReportingMonth month) {
    return bands.stream()
        .filter(band -> band.validFrom().compareTo(month) <= 0)
        .reduce((earlier, later) -> later)
        .orElseGet(() -> bands.get(0));
  }

  /**
   * Accepted share of default codes of a field in a month, in percent; empty where no default
   * exists.
   */
  public Optional<BigDecimal> acceptedDefaults(String table, String field, ReportingMonth month) {
    return defaults.stream()
        .filter(entry -> entry.table().equals(table) && entry.field().equals(field))
        .filter(entry -> entry.validFrom().compareTo(month) <= 0)
        .max(Comparator.comparing(Defaults::validFrom))
        .map(Defaults::percent);
  }

  /**
   * The limit of a metric in a month: the one that names most of table and field, then the latest;
   * empty where none was set.
   */
  public Optional<Limit> limit(
      String metric, @Nullable String table, @Nullable String field, ReportingMonth month) {
    return metrics.stream()
        .filter(limit -> limit.holdsFor(metric, table, field, month))
        .max(Comparator.comparingInt(Limit::closeness).thenComparing(Limit::validFrom));
  }

  private static boolean hasDefaults(ColumnContract column) {
    return column.defaultCodes() != null || column.defaultPattern() != null;
  }

  private static String name(Defaults entry) {
    return entry.table() + "." + entry.field();
  }
}
