package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.returns.coverage.Coverage;
import org.concordat.returns.coverage.Decision;
import org.concordat.schemas.ReportingMonth;

/**
 * What is to become of a month's return, by who is in it and by every check it must pass before it
 * is published.
 *
 * @param month reporting month
 * @param status Performance, Final or Provisional
 * @param decision publish, publish with caveat or hold
 * @param isHeld whether it is held; a provisional return that would be is not
 * @param reasons why it is not plainly published; none for publish
 * @param expected expected partners; 0 when coverage is not judged
 * @param missing those of them without an accepted submission
 */
public record GateDecision(
    ReportingMonth month,
    String status,
    Decision decision,
    @JsonProperty("held") boolean isHeld,
    List<String> reasons,
    int expected,
    int missing) {

  /** The decision for a reader. */
  public String words() {
    return decision.words();
  }

  /**
   * Makes the return of a month with every check, without publishing it, and writes down what is to
   * become of it. Whichever gate held, it is a hold with every reason.
   *
   * @param lake the lake that the stage works on
   * @param status performance, final or provisional
   * @throws org.concordat.config.WrongRequestException as {@link MonthlyReturn#run}
   */
  public static GateDecision judged(
      MonthlyReturn stage, Lake lake, ReportingMonth month, String status) {
    List<String> held = List.of();
    try {
      stage.run(month, status, true, false);
    } catch (GateHeldException gate) {
      held = gate.reasons();
    }
    ReturnStatus cut = ReturnStatus.of(status);
    Coverage coverage = new ReturnCoverage(lake.root(Zone.RUNS), month, cut).written().coverage();
    Decision decision = coverage == null ? Decision.PUBLISH : coverage.decision();
    List<String> reasons = coverage == null ? List.of() : coverage.reasons();
    return new GateDecision(
        month,
        cut.published(),
        held.isEmpty() ? decision : Decision.HOLD,
        !held.isEmpty(),
        held.isEmpty() ? reasons : held,
        coverage == null ? 0 : coverage.expected(),
        coverage == null ? 0 : coverage.missing().size());
  }
}
