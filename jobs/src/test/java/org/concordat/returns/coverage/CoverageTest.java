package org.concordat.returns.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.config.CoverageSettings;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.Family;
import org.junit.jupiter.api.Test;

/**
 * The decision by hand. A country of six trusts, two ambulance services, three forces and one
 * department: 12 partners. The limits are 3 missing or 51 % of a family for a caveat, 40 % of all
 * (5 of 12, since 4 of 12 are 33 %) or a whole family for a hold.
 */
class CoverageTest {

  private static final CoverageSettings LIMITS = new CoverageSettings(3, 51, 40, 100);
  private static final SortedMap<Family, SortedSet<String>> FED =
      new TreeMap<>(
          Map.of(
              Family.MH, new TreeSet<>(List.of("CCR117", "MHS81", "MHS82", "CRS80")),
              Family.AM, new TreeSet<>(List.of("CRS40", "CRS80")),
              Family.PF, new TreeSet<>(List.of("CRS20", "CRS80")),
              Family.ED, new TreeSet<>(List.of("CRS80"))));
  private static final SortedSet<Family> OWN =
      new TreeSet<>(List.of(Family.MH, Family.AM, Family.PF));

  @Test
  void with_everybody_in_it_is_published_and_nothing_is_missing() {
    Coverage coverage = judged(0, 0, 0, 0);
    assertThat(coverage.decision()).isEqualTo(Decision.PUBLISH);
    assertThat(coverage.reasons()).isEmpty();
    assertThat(coverage.missing()).isEmpty();
    assertThat(coverage.expected()).isEqualTo(12);
    assertThat(coverage.accepted()).isEqualTo(12);
    assertThat(coverage.families()).allMatch(family -> family.measures().isEmpty());
  }

  @Test
  void one_or_two_missing_are_named_and_hold_nothing_up() {
    Coverage coverage = judged(1, 0, 1, 0);
    assertThat(coverage.decision()).isEqualTo(Decision.PUBLISH);
    assertThat(new CoverageText(coverage).account())
        .contains(
            "Decision: publish.",
            "Mental health trust: 5 of 6 expected organisations have an accepted submission.",
            "  MH0 Name of MH0: not received",
            "  PF0 Name of PF0: not received");
  }

  @Test
  void the_third_that_is_missing_gives_a_caveat_that_says_which_figures_lack_it() {
    Coverage coverage = judged(3, 0, 0, 0);
    assertThat(coverage.decision()).isEqualTo(Decision.CAVEAT);
    assertThat(coverage.reasons())
        .containsExactly(
            "3 of 12 expected partners are missing; from 3 on a return carries a caveat (returns.coverage.caveat-missing)");
    assertThat(coverage.families())
        .filteredOn(family -> family.missing() > 0)
        .singleElement()
        .satisfies(
            family ->
                assertThat(family.measures()).containsExactly("CCR117", "CRS80", "MHS81", "MHS82"));
    assertThat(String.join(" ", new CoverageText(coverage).caveat()))
        .contains(
            "Missing:   MH MH0 Name of MH0 (not received)   MH MH1",
            "Mental health trust, 3 of 6 missing: not in the figures of crisis referrals, liaison"
                + " psychiatry, the Mental Health Act and out-of-area placements (1 CCR measure,"
                + " 1 CRS measure, 2 MHS measures).",
            "Counts of England and of areas are too low by what the missing would have told;");
    assertThat(new CoverageText(coverage).caveat()).allMatch(line -> line.length() <= 92);
  }

  @Test
  void most_of_one_family_gives_a_caveat_though_few_are_missing() {
    // 2 of 3 forces are 67 % of theirs; 1 of 2 ambulance services is 50 %, below 51.
    assertThat(judged(0, 0, 2, 0).decision()).isEqualTo(Decision.CAVEAT);
    assertThat(judged(0, 0, 2, 0).reasons())
        .containsExactly(
            "2 of 3 of the family Police force are missing; from 51 % of a family on a return carries a caveat (returns.coverage.caveat-family-percent)");
    assertThat(judged(0, 1, 0, 0).decision()).isEqualTo(Decision.PUBLISH);
  }

  @Test
  void two_in_five_of_all_hold_it_and_one_fewer_does_not() {
    assertThat(judged(3, 1, 0, 0).decision()).isEqualTo(Decision.CAVEAT);
    Coverage coverage = judged(3, 1, 1, 0);
    assertThat(coverage.decision()).isEqualTo(Decision.HOLD);
    assertThat(new CoverageText(coverage).held())
        .containsExactly(
            "5 of 12 expected partners are missing; from 40 % on a return is held (returns.coverage.hold-percent)",
            "missing are MH MH0 Name of MH0 (not received), MH MH1 Name of MH1 (not received), MH MH2 Name of MH2 (not received), AM AM0 Name of AM0 (not received), PF PF0 Name of PF0 (not received)");
  }

  @Test
  void a_share_of_exactly_the_limit_reaches_it() {
    // 2 of 5 are 40 %.
    List<Sender> five = new ArrayList<>();
    add(five, Family.MH, 5, 2);
    assertThat(Coverage.judge(five, FED, OWN, LIMITS).decision()).isEqualTo(Decision.HOLD);
    assertThat(Coverage.judge(five, FED, OWN, new CoverageSettings(3, 51, 41, 100)).decision())
        .isEqualTo(Decision.PUBLISH);
  }

  @Test
  void a_whole_family_that_is_missing_holds_it_since_its_england_figures_would_be_noughts() {
    Coverage coverage = judged(0, 2, 0, 0);
    assertThat(coverage.decision()).isEqualTo(Decision.HOLD);
    assertThat(coverage.reasons())
        .containsExactly(
            "2 of 2 of the family Ambulance trust are missing; from 100 % of a family on a return is held (returns.coverage.hold-family-percent)");
  }

  @Test
  void a_family_without_measures_of_its_own_counts_in_the_whole_only() {
    Coverage coverage = judged(0, 0, 0, 1);
    assertThat(coverage.decision()).isEqualTo(Decision.PUBLISH);
    assertThat(new CoverageText(coverage).effects())
        .hasSize(2)
        .contains(
            "Emergency department, 1 of 1 missing: not in crisis presentations across services (1 CRS measure); no other figure stands on this family.");
  }

  @Test
  void who_was_rejected_is_missing_and_is_not_called_not_received() {
    List<Sender> senders =
        List.of(
            new Sender(Family.MH, "RX4", "One", Sender.Outcome.ACCEPTED),
            new Sender(Family.MH, "RXM", "Two", Sender.Outcome.REJECTED),
            new Sender(Family.MH, "RV5", "Three", Sender.Outcome.NOT_RECEIVED));
    Coverage coverage = Coverage.judge(senders, FED, OWN, new CoverageSettings(2, 90, 90, 100));
    assertThat(coverage.decision()).isEqualTo(Decision.CAVEAT);
    assertThat(coverage.accepted()).isEqualTo(1);
    assertThat(new CoverageText(coverage).names())
        .containsExactly("MH RXM Two (rejected)", "MH RV5 Three (not received)");
  }

  @Test
  void nobody_expected_is_nobody_missing_and_a_limit_of_nought_is_refused() {
    assertThat(Coverage.judge(List.of(), FED, OWN, LIMITS).decision()).isEqualTo(Decision.PUBLISH);
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> new CoverageSettings(0, 51, 40, 100));
  }

  private static Coverage judged(int trusts, int ambulances, int forces, int departments) {
    List<Sender> senders = new ArrayList<>();
    add(senders, Family.MH, 6, trusts);
    add(senders, Family.AM, 2, ambulances);
    add(senders, Family.PF, 3, forces);
    add(senders, Family.ED, 1, departments);
    return Coverage.judge(senders, FED, OWN, LIMITS);
  }

  private static void add(List<Sender> senders, Family family, int expected, int missing) {
    for (int i = 0; i < expected; i++) {
      senders.add(
          new Sender(
              family,
              family + "" + i,
              "Name of " + family + i,
              i < missing ? Sender.Outcome.NOT_RECEIVED : Sender.Outcome.ACCEPTED));
    }
  }
}
