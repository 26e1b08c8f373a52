package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every metric of the quality of the data, read from {@code metrics/*.yaml}. */
public final class MetricDefinitions {

  private final SortedMap<String, MetricDefinition> byId;

  private MetricDefinitions(SortedMap<String, MetricDefinition> byId) {
    this.byId = byId;
  }

  /**
   * Reads the metrics of this module.
   *
   * @throws IllegalArgumentException naming the file and the metric, when one is not well-formed,
   *     stands there twice or is about a table that no contract describes
   */
  public static MetricDefinitions load(ContractCatalogue contracts) {
    return read(ResourceFolder.texts("metrics", ".yaml"), contracts);
  }

  static MetricDefinitions read(Map<String, String> texts, ContractCatalogue contracts) {
    SortedMap<String, MetricDefinition> byId = new TreeMap<>();
    texts.forEach(
        (file, text) -> {
          List<MetricDefinition> metrics =
              StrictYaml.read("metrics/" + file, text, new TypeReference<>() {});
          for (MetricDefinition metric : metrics) {
            String what = "metrics/" + file + ": " + metric.id();
            refuse(what, metric, contracts);
            if (byId.put(metric.id(), metric) != null) {
              throw new IllegalArgumentException(what + " stands there twice");
            }
          }
        });
    return new MetricDefinitions(byId);
  }

  private static void refuse(String what, MetricDefinition metric, ContractCatalogue contracts) {
    if (metric.id() == null || !metric.id().matches("[a-z_]+(\\.[a-z0-9_]+){0,2}")) {
      throw new IllegalArgumentException(what + " is not written dimension.measure.category");
    }
    if (metric.version() < 1 || metric.dimension() == null || metric.wanted() == null) {
      throw new IllegalArgumentException(what + " needs a version, a dimension and what is wanted");
    }
    for (String words :
        new String[] {metric.name(), metric.definition(), metric.source(), metric.unit()}) {
      if (words == null || words.isBlank()) {
        throw new IllegalArgumentException(what + " needs a name, definition, source and unit");
      }
    }
    boolean hasTable = metric.table() != null;
    if (hasTable != (metric.among() != null) || hasTable != (metric.counts() != null)) {
      throw new IllegalArgumentException(what + " needs all of table, among and counts, or none");
    }
    metric.rowConditions().ifPresent(conditions -> contracts.table(conditions.table()));
    MetricForm form = metric.form();
    if (form != null) {
      refuse(what, metric, form, contracts);
    }
  }

  private static void refuse(
      String what, MetricDefinition metric, MetricForm form, ContractCatalogue contracts) {
    long forms =
        Stream.of(form.sum(), form.ratio(), form.limit(), form.lag())
            .filter(Objects::nonNull)
            .count();
    MetricForm.Sum sum = form.sum();
    if (forms != 1 || (sum != null) != (metric.table() != null)) {
      throw new IllegalArgumentException(
          what + " needs one of sum, ratio, limit and lag, and a table of its own for a sum");
    }
    if (sum != null && metric.table() != null) {
      requireColumns(what, contracts.table(metric.table()), sum.key());
      requireColumns(what, contracts.table(sum.in()), sum.as());
    }
    if (form.ratio() != null) {
      form.ratio().forEach(contracts::table);
    }
    if (form.lag() != null) {
      form.lag()
          .events()
          .forEach((table, field) -> requireColumns(what, contracts.table(table), List.of(field)));
    }
  }

  private static void requireColumns(String what, TableContract table, List<String> columns) {
    for (String column : columns) {
      if (table.column(column).isEmpty()) {
        throw new IllegalArgumentException(
            what + " names " + column + ", which " + table.name() + " does not have");
      }
    }
  }

  /** Metrics that count several rows together, in order of id. */
  public List<MetricDefinition> withForm() {
    return byId.values().stream().filter(metric -> metric.form() != null).toList();
  }

  /** All metrics in order of id. */
  public List<MetricDefinition> all() {
    return List.copyOf(byId.values());
  }

  /** Metrics counted by conditions over the rows of a table, in order of id. */
  public List<MetricDefinition> ofTable(String table) {
    return byId.values().stream().filter(metric -> table.equals(metric.table())).toList();
  }

  /**
   * @throws IllegalArgumentException when there is no such metric
   */
  public MetricDefinition metric(String id) {
    MetricDefinition metric = byId.get(id);
    if (metric == null) {
      throw new IllegalArgumentException("There is no metric " + id);
    }
    return metric;
  }
}
