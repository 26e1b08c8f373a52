package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.concordat.schemas.RetentionPolicy.Kept;
import org.junit.jupiter.api.Test;

class RetentionPolicyTest {

  private static final String LINE =
      "- {id: %s, zone: z, what: w, keep: %s, since: month_end, valid_from: '%s', authority: a, why: b}\n";

  @Test
  void terms_are_those_named_and_end_a_day_after_they_are_full() {
    RetentionPolicy policy = RetentionPolicy.load();
    LocalDate day = LocalDate.parse("2026-11-23");
    LocalDate september = LocalDate.parse("2026-09-30");
    assertThat(policy.line(Kept.INPUTS_OF_RETURNS, day).orElseThrow().dueOn(september))
        .contains(LocalDate.parse("2034-10-01"));
    assertThat(policy.line(Kept.CHECKED_MONTHS, day).orElseThrow().dueOn(september))
        .contains(LocalDate.parse("2028-10-01"));
    assertThat(policy.line(Kept.MARTS_VERSIONS, day).orElseThrow().dueOn(september))
        .contains(LocalDate.parse("2026-12-31"));
    for (Kept kept : new Kept[] {Kept.RETURNS, Kept.RUNS, Kept.REFERENCE}) {
      assertThat(policy.line(kept, day).orElseThrow().dueOn(september)).as(kept.id()).isEmpty();
    }
    assertThat(policy.line(Kept.RUNS, LocalDate.parse("2026-03-31"))).isEmpty();
  }

  @Test
  void a_later_line_takes_the_place_of_an_earlier_one_from_its_day_on() {
    RetentionPolicy policy =
        RetentionPolicy.read(
            everything() + LINE.formatted("checked-months", "36 months", "2027-01-01"));
    assertThat(policy.line(Kept.CHECKED_MONTHS, LocalDate.parse("2026-12-31")).orElseThrow().keep())
        .isEqualTo("24 months");
    assertThat(policy.line(Kept.CHECKED_MONTHS, LocalDate.parse("2027-01-01")).orElseThrow().keep())
        .isEqualTo("36 months");
  }

  @Test
  void what_is_not_well_formed_is_refused_by_name() {
    assertRefused(
        LINE.formatted("cellar", "24 months", "2027-01-01"), "cellar is nothing that is kept");
    assertRefused(LINE.formatted("runs", "2 weeks", "2027-01-01"), "runs: keep is a number");
    assertRefused(LINE.formatted("runs", "0 years", "2027-01-01"), "runs: keep is a number");
    assertRefused(LINE.formatted("runs", "2 years", "soon"), "valid_from is no day: soon");
    assertRefused(LINE.formatted("runs", "2 years", "2026-04-01"), "runs stands there twice");
    assertRefused(
        LINE.formatted("runs", "2 years", "2027-01-01").replace("why: b", "why: ''"),
        "needs zone, what, authority and why");
    assertRefused(
        LINE.formatted("runs", "2 years", "2027-01-01").replace("month_end", "birthday"),
        "birthday");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetentionPolicy.read(LINE.formatted("runs", "2 years", "2026-04-01")))
        .withMessageContaining("there is no line for inputs-of-returns");
  }

  private static void assertRefused(String line, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetentionPolicy.read(everything() + line))
        .withMessageContaining(reason);
  }

  private static String everything() {
    StringBuilder all = new StringBuilder();
    for (Kept kept : Kept.values()) {
      all.append(LINE.formatted(kept.id(), "24 months", "2026-04-01"));
    }
    return all.toString();
  }
}
