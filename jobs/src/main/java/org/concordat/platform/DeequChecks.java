package org.concordat.platform;

import com.amazon.deequ.analyzers.Analysis;
import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckLevel;
import com.amazon.deequ.checks.CheckResult;
import com.amazon.deequ.checks.CheckStatus;
import com.amazon.deequ.checks.CheckWithLastConstraintFilterable;
import com.amazon.deequ.constraints.ConstraintResult;
import com.amazon.deequ.metrics.Metric;
import java.io.Serializable;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Deequ's Scala types seen from Java: every optional argument given, every list converted, every
 * assertion serializable.
 */
@SuppressWarnings({"unchecked", "rawtypes"})
final class DeequChecks {

  private DeequChecks() {}

  /** A condition that can travel to executors. */
  interface Assertion extends DoublePredicate, Serializable {}

  /** One check with one constraint, so that its outcome and its analyzer are known by name. */
  static Check check(DeequMeasure measure) {
    Double limit = measure.atLeast();
    Assertion assertion = limit == null ? value -> true : value -> value >= limit;
    Check empty = empty(measure.name());
    CheckWithLastConstraintFilterable check =
        switch (measure.kind()) {
          case ROWS -> empty.hasSize(function(assertion), none());
          case COMPLETENESS ->
              empty.hasCompleteness(measure.subject(), function(assertion), none(), none());
          case COMPLIANCE -> compliance(empty, measure.subject(), measure.name(), assertion);
        };
    String where = measure.where();
    return where == null ? check : check.where(where);
  }

  static Check empty(String name) {
    return new Check(CheckLevel.Error(), name, scalaList(List.of()));
  }

  static CheckWithLastConstraintFilterable compliance(
      Check check, String condition, String name, Assertion assertion) {
    return check.satisfies(
        condition, name, function(assertion), none(), scalaList(List.of()), none());
  }

  static CheckWithLastConstraintFilterable uniqueness(Check check, List<String> columns) {
    return check.hasUniqueness(seq(columns), function(value -> value == 1.0));
  }

  static Function1<Object, Object> function(Assertion assertion) {
    return (Function1<Object, Object> & Serializable)
        value -> assertion.test(((Number) value).doubleValue());
  }

  /** The one analyzer a check with one constraint needs. */
  static Analyzer analyzer(Check check) {
    return check.requiredAnalyzers().head();
  }

  static Analysis noAnalysis() {
    return new Analysis((Seq) scalaList(List.of()));
  }

  static boolean succeeded(CheckResult result) {
    return CheckStatus.Success().equals(result.status());
  }

  /** The metric of a check's one constraint; null when Deequ computed none. */
  static @Nullable Metric metric(CheckResult result) {
    Option<Metric<?>> metric = constraint(result).metric();
    return metric.isDefined() ? metric.get() : null;
  }

  /** Deequ's words about a check's one constraint; empty where it passed. */
  static String message(CheckResult result) {
    Option<String> message = constraint(result).message();
    return message.isDefined() ? message.get() : "";
  }

  private static ConstraintResult constraint(CheckResult result) {
    return result.constraintResults().head();
  }

  static <T> Option<T> none() {
    return Option.empty();
  }

  static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }

  static <T> scala.collection.immutable.List<T> scalaList(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }
}
