package org.concordat.platform;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.analyzers.InMemoryStateProvider;
import com.amazon.deequ.analyzers.NumMatches;
import com.amazon.deequ.analyzers.NumMatchesAndCount;
import com.amazon.deequ.analyzers.ScanShareableAnalyzer;
import com.amazon.deequ.analyzers.State;
import com.amazon.deequ.analyzers.StateLoader;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckResult;
import com.amazon.deequ.metrics.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.concordat.schemas.Applicability;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Deequ metrics of every group of a frame in one pass over it: Deequ's own analyzers give the
 * aggregates and the states, its VerificationSuite judges each group, and the states of all groups
 * merge into the whole without a second scan. A test compares this with direct runs, since the
 * bytecode it calls is private to Deequ in Scala.
 */
@SuppressWarnings({"unchecked", "rawtypes"})
public final class DeequMetrics {

  private static final Comparator<List<String>> BY_TEXT =
      Comparator.comparing((List<String> group) -> String.join("\u0000", group));

  /**
   * One measure of one group.
   *
   * @param name the measure's name
   * @param analyzer name of Deequ's metric: Size, Completeness, Compliance
   * @param instance what it is about: the column or the measure's name
   * @param numerator rows that count
   * @param denominator rows they are counted among; for the number of rows the same as numerator
   * @param value Deequ's value; null where the denominator is 0 or the metric failed
   * @param applicability how it stands to its limit
   * @param failure why it could not be computed; null where it could
   */
  public record Measured(
      String name,
      String analyzer,
      String instance,
      long numerator,
      long denominator,
      @Nullable Double value,
      Applicability applicability,
      @Nullable String failure) {}

  private final StructType schema;
  private final List<DeequMeasure> measures;
  private final List<Check> checks;
  private final List<ScanShareableAnalyzer> analyzers;
  private final SortedMap<List<String>, InMemoryStateProvider> states = new TreeMap<>(BY_TEXT);

  private DeequMetrics(StructType schema, List<DeequMeasure> measures) {
    this.schema = schema;
    this.measures = List.copyOf(measures);
    this.checks = measures.stream().map(DeequChecks::check).toList();
    this.analyzers = new ArrayList<>();
    for (Check check : checks) {
      Analyzer analyzer = DeequChecks.analyzer(check);
      if (!(analyzer instanceof ScanShareableAnalyzer shareable)) {
        throw new IllegalArgumentException(analyzer + " needs a pass of its own");
      }
      analyzers.add(shareable);
    }
  }

  /**
   * Computes all measures of all groups with one Spark job.
   *
   * @param rows the frame; empty texts must be null by now, Deequ counts them as complete
   * @param groupColumns columns whose values name a group; null is shown as empty text
   * @param measures what to count; names must differ
   */
  public static DeequMetrics of(
      Dataset<Row> rows, List<String> groupColumns, List<DeequMeasure> measures) {
    if (measures.stream().map(DeequMeasure::name).distinct().count() != measures.size()) {
      throw new IllegalArgumentException("Two measures have the same name");
    }
    DeequMetrics metrics = new DeequMetrics(rows.schema(), measures);
    metrics.scan(rows, groupColumns);
    return metrics;
  }

  /**
   * As {@link #of}, for a frame whose rows each stand for many.
   *
   * @param measures rows and compliances, without a condition on the rows that count
   * @param countColumn column that says how many
   */
  public static DeequMetrics ofCounted(
      Dataset<Row> rows,
      List<String> groupColumns,
      List<DeequMeasure> measures,
      String countColumn) {
    DeequMetrics metrics = new DeequMetrics(rows.schema(), measures);
    List<Column> sums = new ArrayList<>();
    sums.add(functions.sum(countColumn));
    for (DeequMeasure measure : measures) {
      if (measure.where() != null || measure.kind() == DeequMeasure.Kind.COMPLETENESS) {
        throw new IllegalArgumentException(measure.name() + " cannot be counted row by row");
      }
      String condition = measure.kind() == DeequMeasure.Kind.ROWS ? "true" : measure.subject();
      sums.add(functions.expr("sum(if(" + condition + ", " + countColumn + ", 0L))"));
    }
    Column[] groups = groupColumns.stream().map(functions::col).toArray(Column[]::new);
    for (Row row :
        rows.groupBy(groups)
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(new Column[0]))
            .collectAsList()) {
      long all = row.getLong(groups.length);
      InMemoryStateProvider provider = new InMemoryStateProvider();
      for (int i = 0; i < measures.size(); i++) {
        long some = row.getLong(groups.length + 1 + i);
        State state =
            measures.get(i).kind() == DeequMeasure.Kind.ROWS
                ? new NumMatches(some)
                : new NumMatchesAndCount(some, all, Option.empty());
        provider.persist((Analyzer) metrics.analyzers.get(i), state);
      }
      metrics.states.put(group(row, groups.length), provider);
    }
    return metrics;
  }

  private static List<String> group(Row row, int columns) {
    List<String> group = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      group.add(row.isNullAt(i) ? "" : String.valueOf(row.get(i)));
    }
    return List.copyOf(group);
  }

  private void scan(Dataset<Row> rows, List<String> groupColumns) {
    List<Column> aggregates = new ArrayList<>();
    int[] first = new int[analyzers.size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = groupColumns.size() + aggregates.size();
      for (Object aggregate :
          JavaConverters.seqAsJavaList(analyzers.get(i).aggregationFunctions())) {
        aggregates.add(((Column) aggregate).as("aggregate_" + aggregates.size()));
      }
    }
    if (aggregates.isEmpty()) {
      return;
    }
    Column[] groups = groupColumns.stream().map(functions::col).toArray(Column[]::new);
    List<Row> found =
        rows.groupBy(groups)
            .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(new Column[0]))
            .collectAsList();
    for (Row row : found) {
      InMemoryStateProvider provider = new InMemoryStateProvider();
      for (int i = 0; i < first.length; i++) {
        Option<State> state = analyzers.get(i).fromAggregationResult(row, first[i]);
        if (state.isDefined()) {
          provider.persist(analyzers.get(i), state.get());
        }
      }
      states.put(group(row, groupColumns.size()), provider);
    }
  }

  /** The groups found, in order of their names. */
  public List<List<String>> groups() {
    return List.copyOf(states.keySet());
  }

  /** The measures of one group, in the order asked; empty where there is no such group. */
  public List<Measured> of(List<String> group) {
    InMemoryStateProvider provider = states.get(group);
    return provider == null ? List.of() : judged(List.of(provider));
  }

  /**
   * The measures of some groups taken together, from their states, without a scan; groups that are
   * not there change nothing.
   */
  public List<Measured> merged(Collection<List<String>> groups) {
    List<InMemoryStateProvider> providers =
        groups.stream().filter(states::containsKey).map(states::get).toList();
    return providers.isEmpty() ? List.of() : judged(providers);
  }

  /** The measures of all groups taken together. */
  public List<Measured> whole() {
    return merged(states.keySet());
  }

  private List<Measured> judged(List<InMemoryStateProvider> providers) {
    List<StateLoader> loaders = new ArrayList<>(providers);
    VerificationResult result =
        VerificationSuite.apply()
            .runOnAggregatedStates(
                schema,
                DeequChecks.seq(checks),
                DeequChecks.seq(loaders),
                DeequChecks.noAnalysis(),
                DeequChecks.none(),
                DeequChecks.none(),
                DeequChecks.none());
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      CheckResult outcome = result.checkResults().apply(checks.get(i));
      measured.add(measured(measures.get(i), analyzers.get(i), outcome, providers));
    }
    return measured;
  }

  private static Measured measured(
      DeequMeasure measure,
      ScanShareableAnalyzer analyzer,
      CheckResult outcome,
      List<InMemoryStateProvider> providers) {
    State state = null;
    for (InMemoryStateProvider provider : providers) {
      Option<State> part = provider.load(analyzer);
      if (part.isDefined()) {
        state = state == null ? part.get() : state.sumUntyped(part.get());
      }
    }
    long numerator = 0;
    long denominator = 0;
    if (state instanceof NumMatchesAndCount share) {
      numerator = share.numMatches();
      denominator = share.count();
    } else if (state instanceof NumMatches count) {
      numerator = count.numMatches();
      denominator = numerator;
    }
    Metric given = DeequChecks.metric(outcome);
    Metric metric = given == null ? analyzer.computeMetricFrom(DeequChecks.none()) : given;
    if (denominator == 0) {
      return new Measured(
          measure.name(),
          metric.name(),
          metric.instance(),
          0,
          0,
          null,
          Applicability.NOT_APPLICABLE,
          null);
    }
    boolean computed = metric.value().isSuccess();
    return new Measured(
        measure.name(),
        metric.name(),
        metric.instance(),
        numerator,
        denominator,
        computed ? ((Number) metric.value().get()).doubleValue() : null,
        applicability(computed, DeequChecks.succeeded(outcome), numerator == denominator),
        computed ? null : DeequChecks.message(outcome));
  }

  private static Applicability applicability(boolean computed, boolean passed, boolean all) {
    if (!computed) {
      return Applicability.ERROR;
    }
    if (!passed) {
      return Applicability.FAIL;
    }
    return all ? Applicability.PASS : Applicability.PASS_WITH_FAILURES;
  }
}
