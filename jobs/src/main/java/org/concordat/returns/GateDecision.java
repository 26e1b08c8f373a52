package org.concordat.returns;

import java.util.List;
import org.concordat.returns.coverage.Coverage;
import org.concordat.returns.coverage.Decision;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a month's return, by who is in it and by every check it must pass before it
 * is published.
 *
 * @param month reporting month
 * @param status Performance, Final or Provisional
 * @param decision publish, publish with caveat or hold
 * @param reasons why it is not plainly published; none for publish
 * @param expected expected partners; 0 when coverage is not judged
 * @param missing those of them without an accepted submission
 */
public record GateDecision(
    ReportingMonth month,
    String status,
    Decision decision,
    List<String> reasons,
    int expected,
    int missing) {

  /** The decision as it stands in writing: whichever gate held, it is a hold. */
  static GateDecision of(ReturnCoverage where) {
    ReturnCoverage.Written written = where.written();
    Coverage coverage = written.coverage();
    return new GateDecision(
        written.month(),
        written.status(),
        decision(written.held(), coverage),
        reasons(written.held(), coverage),
        coverage == null ? 0 : coverage.expected(),
        coverage == null ? 0 : coverage.missing().size());
  }

  /** Whether nothing may be published. */
  public boolean isHeld() {
    return decision == Decision.HOLD;
  }

  private static Decision decision(List<String> held, @Nullable Coverage coverage) {
    if (!held.isEmpty()) {
      return Decision.HOLD;
    }
    return coverage == null ? Decision.PUBLISH : coverage.decision();
  }

  private static List<String> reasons(List<String> held, @Nullable Coverage coverage) {
    if (!held.isEmpty()) {
      return List.copyOf(held);
    }
    return coverage == null ? List.of() : coverage.reasons();
  }
}
