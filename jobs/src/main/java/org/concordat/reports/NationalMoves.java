package org.concordat.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Questions that are open, and what entered or left the figures since the month before. */
final class NationalMoves {

  private static final String QUERY = "ACCEPTED_QUERY";

  private NationalMoves() {}

  /** Submissions in force with a question; rules of submissions as a whole ask it. */
  static List<NationalPage.Query> queries(MonthFacts facts, List<Partner> partners) {
    List<NationalPage.Query> queries = new ArrayList<>();
    for (Partner partner : partners) {
      facts
          .history()
          .inForce(partner, facts.month())
          .filter(verdict -> verdict.state().equals(QUERY))
          .ifPresent(
              verdict ->
                  queries.add(
                      new NationalPage.Query(
                          facts.names().of(partner),
                          partner.code(),
                          partner.family().title(),
                          verdict.seq(),
                          facts.causes().of(verdict.submissionId()).stream()
                              .map(Cause::ruleId)
                              .filter(rule -> rule.startsWith("SUB-"))
                              .distinct()
                              .sorted()
                              .collect(Collectors.joining(", ")))));
    }
    return queries;
  }

  /** Organisations in force last month and not this one, the reverse, and those that sent again. */
  static List<NationalPage.Move> moves(MonthFacts facts, List<Partner> partners) {
    List<NationalPage.Move> moves = new ArrayList<>();
    for (Partner partner : partners) {
      boolean was = facts.history().inForce(partner, facts.month().plusMonths(-1)).isPresent();
      boolean is = facts.history().inForce(partner, facts.month()).isPresent();
      long accepted =
          facts.history().attempts(partner, facts.month()).stream()
              .filter(verdict -> !verdict.isRejected())
              .count();
      if (is && !was) {
        moves.add(move(facts, partner, "Entered: not in last month's figures"));
      } else if (was && !is) {
        moves.add(move(facts, partner, "Left: in last month's figures, not in these"));
      }
      if (is && accepted > 1) {
        moves.add(move(facts, partner, "Sent again after an accepted submission"));
      }
    }
    return moves;
  }

  private static NationalPage.Move move(MonthFacts facts, Partner partner, String what) {
    return new NationalPage.Move(
        facts.names().of(partner), partner.code(), partner.family().title(), what);
  }
}
