package org.concordat.platform;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckResult;
import com.amazon.deequ.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The last look before something is published: all conditions hold, or nothing goes out. */
@SuppressWarnings("rawtypes")
public final class DeequGate {

  private static final String ROWS = "rows";

  private DeequGate() {}

  /** How a condition came out. */
  public enum Outcome {
    PASS,
    FAIL,
    /** There were no rows to judge. */
    NOT_APPLICABLE
  }

  /**
   * One condition and its outcome.
   *
   * @param words what was asked and, where it failed, how many rows failed it
   */
  public record Result(GateCheck check, Outcome outcome, String words) {}

  /**
   * Judges rows with Deequ and lets them pass, or not. Without rows only {@link GateCheck#notEmpty}
   * can fail; the other conditions are then not applicable, which is no pass.
   *
   * @param what what would be published, for example {@code mart mha_detentions 2026-09}
   * @return every condition with its outcome
   * @throws GateHeldException naming each condition that failed
   */
  public static List<Result> require(String what, Dataset<Row> rows, List<GateCheck> checks) {
    List<Result> results = results(rows, checks);
    List<String> reasons =
        results.stream().filter(r -> r.outcome() == Outcome.FAIL).map(Result::words).toList();
    if (!reasons.isEmpty()) {
      throw new GateHeldException(what, reasons);
    }
    return results;
  }

  /** Judges rows without holding them. */
  public static List<Result> results(Dataset<Row> rows, List<GateCheck> checks) {
    Check size = DeequChecks.check(DeequMeasure.rows(ROWS));
    Map<Check, GateCheck> asked = new LinkedHashMap<>();
    for (int i = 0; i < checks.size(); i++) {
      add(asked, checks.get(i), "condition " + i);
    }
    List<Check> all = new ArrayList<>(asked.keySet());
    all.add(size);
    VerificationResult result =
        VerificationSuite.apply()
            .run(
                rows,
                DeequChecks.seq(all),
                DeequChecks.noAnalysis(),
                DeequChecks.none(),
                DeequChecks.none(),
                DeequChecks.none(),
                DeequChecks.none());
    double count = Objects.requireNonNull(value(result.checkResults().apply(size)), ROWS);
    List<Result> results = new ArrayList<>();
    for (GateCheck check : checks) {
      if (check.kind() == GateCheck.Kind.NOT_EMPTY) {
        results.add(
            new Result(
                check,
                count > 0 ? Outcome.PASS : Outcome.FAIL,
                count > 0 ? check.name() : "there are no rows"));
      }
    }
    asked.forEach(
        (deequ, check) -> results.add(judged(check, result.checkResults().apply(deequ), count)));
    return List.copyOf(results);
  }

  /** One Deequ check per constraint, since checks are told apart by their description. */
  private static void add(Map<Check, GateCheck> asked, GateCheck check, String name) {
    switch (check.kind()) {
      case NOT_EMPTY -> {}
      case COMPLETE -> addComplete(asked, check.columns().get(0), name);
      case UNIQUE -> {
        check.columns().forEach(column -> addComplete(asked, column, name + " " + column));
        asked.put(DeequChecks.uniqueness(DeequChecks.empty(name), check.columns()), check);
      }
      case CONTAINED -> {
        String column = check.columns().get(0);
        addComplete(asked, column, name + " " + column);
        asked.put(
            DeequChecks.empty(name)
                .isContainedIn(
                    column,
                    check.values().toArray(new String[0]),
                    DeequChecks.function(value -> value == 1.0),
                    DeequChecks.none(),
                    DeequChecks.none()),
            check);
      }
      case SATISFIES ->
          asked.put(
              DeequChecks.compliance(
                  DeequChecks.empty(name), check.condition(), name, value -> value == 1.0),
              check);
    }
  }

  private static void addComplete(Map<Check, GateCheck> asked, String column, String name) {
    asked.put(
        DeequChecks.check(DeequMeasure.completeness(name + " complete", column).atLeast(1)),
        GateCheck.complete(column));
  }

  private static Result judged(GateCheck check, CheckResult outcome, double count) {
    if (count == 0) {
      return new Result(check, Outcome.NOT_APPLICABLE, check.name() + ": no rows to judge");
    }
    if (DeequChecks.succeeded(outcome)) {
      return new Result(check, Outcome.PASS, check.name());
    }
    Double share = value(outcome);
    String failed =
        share == null
            ? DeequChecks.message(outcome).lines().findFirst().orElse("could not be judged")
            : String.format(
                Locale.ROOT,
                "not so for %d of %d rows",
                Math.round((1 - share) * count),
                Math.round(count));
    return new Result(check, Outcome.FAIL, check.name() + ": " + failed);
  }

  private static @Nullable Double value(CheckResult outcome) {
    Metric metric = DeequChecks.metric(outcome);
    return metric == null || metric.value().isFailure()
        ? null
        : ((Number) metric.value().get()).doubleValue();
  }
}
