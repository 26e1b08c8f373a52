package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberBlockTest {

  @Test
  void joins_an_equal_birth_date_in_step_1() {
    assertThat(identities("2026-08:1980-05-17,|", "2026-09:1980-05-17,|KHAN"))
        .containsExactly(
            "1980-05-17 nhs_number_birth_date null", "1980-05-17 nhs_number_birth_date null");
  }

  @Test
  void joins_two_of_three_birth_date_parts_in_step_2_under_the_date_seen_first() {
    assertThat(identities("2026-08:1980-05-17,|", "2026-09:1980-05-11,|"))
        .containsExactly(
            "1980-05-17 nhs_number_birth_date null",
            "1980-05-17 nhs_number_partial_birth_date null");
    assertThat(identities("2026-09:1980-05-17,|", "2026-08:1990-05-17,|").get(0))
        .isEqualTo("1990-05-17 nhs_number_partial_birth_date null");
  }

  @Test
  void does_not_accept_the_number_alone_when_all_parts_disagree() {
    assertThat(identities("2026-08:1980-05-17,|KHAN", "2026-09:1951-11-02,|KHAN"))
        .containsExactly(
            "1980-05-17 nhs_number_birth_date nhs_number_other_birth_date",
            "1951-11-02 nhs_number_birth_date nhs_number_other_birth_date");
  }

  @Test
  void does_not_accept_one_agreeing_part_without_a_like_family_name() {
    assertThat(identities("2026-08:1980-05-17,|", "2026-09:1980-11-02,|KHAN").get(1))
        .startsWith("1980-11-02");
    assertThat(identities("2026-08:1980-05-17,|KHAN", "2026-09:1980-11-02,|KHANN").get(1))
        .isEqualTo("1980-05-17 nhs_number_partial_birth_date null");
  }

  @Test
  void takes_day_and_month_of_the_first_of_january_as_no_evidence() {
    assertThat(identities("2026-08:1980-01-01,|", "2026-09:1955-01-01,|").get(1))
        .startsWith("1955-01-01");
  }

  @Test
  void joins_through_a_third_date_while_no_two_disagree_in_all_parts() {
    assertThat(identities("2026-08:1980-05-17,|", "2026-08:1980-06-17,|", "2026-08:1980-06-20,|"))
        .allMatch(identity -> identity.startsWith("1980-05-17"));
  }

  @Test
  void takes_birth_dates_of_one_local_patient_number_as_one_person() {
    assertThat(identities("2026-08:1980-05-17,2026-09:1951-11-02,|", "2026-09:1951-11-02,|OSEI"))
        .containsExactly(
            "1980-05-17 nhs_number_birth_date null", "1980-05-17 nhs_number_birth_date null");
  }

  @Test
  void leaves_dates_unmatched_that_only_a_chain_joins_across_a_contradiction() {
    assertThat(
            identities(
                "2026-08:1980-05-17,|",
                "2026-08:1980-06-17,|",
                "2026-08:1981-06-17,|",
                "2026-08:1981-06-18,|"))
        .containsExactly(
            "1980-05-17 nhs_number_birth_date ambiguous_birth_date",
            "1980-06-17 nhs_number_birth_date ambiguous_birth_date",
            "1981-06-17 nhs_number_birth_date ambiguous_birth_date",
            "1981-06-18 nhs_number_birth_date ambiguous_birth_date");
  }

  @Test
  void needs_a_like_family_name_where_there_is_no_birth_date() {
    assertThat(identities("2026-08:1980-05-17,|KHAN", "|KHAHN", "|", "|OSEI"))
        .containsExactly(
            "1980-05-17 nhs_number_birth_date null",
            "1980-05-17 nhs_number_partial_birth_date null",
            "null null nhs_number_alone",
            "OSEI nhs_number_partial_birth_date null");
  }

  @Test
  void takes_an_age_where_there_is_no_birth_date_and_no_other_family_name() {
    // Born in 1980 or 1981 by the age, which may be two years wrong.
    assertThat(identities("2026-08:1980-05-17,|", "||1980", "|KHAN|1978", "||1983", "|OSEI|1985"))
        .containsExactly(
            "1980-05-17 nhs_number_birth_date null",
            "1980-05-17 nhs_number_partial_birth_date null",
            "1980-05-17 nhs_number_partial_birth_date null",
            "null null nhs_number_alone",
            "OSEI nhs_number_partial_birth_date null");
    assertThat(identities("2026-08:1980-05-17,|KHAN", "|OSEI|1980").get(1)).startsWith("OSEI");
    assertThat(identities("2026-08:1980-05-17,|", "2026-09:1981-11-02,|", "||1980").get(2))
        .isEqualTo("null null ambiguous_age");
  }

  @Test
  void takes_day_and_month_in_each_others_place_and_the_year_of_a_default_date() {
    assertThat(identities("2026-08:1980-05-07,|", "2026-09:1980-07-05,|").get(1))
        .isEqualTo("1980-05-07 nhs_number_partial_birth_date null");
    assertThat(identities("2026-08:1980-05-07,|", "2026-09:1980-01-01,|").get(1))
        .isEqualTo("1980-05-07 nhs_number_partial_birth_date null");
  }

  @Test
  void chooses_none_of_two_relatives_for_a_record_without_a_birth_date() {
    assertThat(identities("2026-08:1980-05-17,|KHAN", "2026-09:1951-11-02,|KHAN", "|KHAN").get(2))
        .isEqualTo("null null ambiguous_surname");
  }

  @Test
  void does_not_depend_on_the_order_of_evidence() {
    List<String> evidence =
        new ArrayList<>(
            List.of(
                "2026-08:1980-05-17,|KHAN",
                "2026-09:1980-05-27,|",
                "2026-09:1951-11-02,|OSEI",
                "2026-07:1951-11-20,|",
                "|KHAHN",
                "|OSEY"));
    List<String> expected = identities(evidence.toArray(String[]::new));
    for (int i = 0; i < 20; i++) {
      List<String> shuffled = new ArrayList<>(evidence);
      Collections.rotate(shuffled, i);
      List<String> found = identities(shuffled.toArray(String[]::new));
      for (int j = 0; j < evidence.size(); j++) {
        assertThat(found.get(shuffled.indexOf(evidence.get(j)))).isEqualTo(expected.get(j));
      }
    }
  }

  @Test
  void takes_a_number_with_too_many_birth_dates_for_nobody_in_particular() {
    String[] evidence =
        IntStream.range(0, NumberBlock.LARGEST + 1)
            .mapToObj(i -> "2026-08:%d-05-17,|".formatted(1700 + i))
            .toArray(String[]::new);
    assertThat(identities(evidence))
        .allMatch(identity -> identity.endsWith("nhs_number_too_common"))
        .doesNotHaveDuplicates();
  }

  private static List<String> identities(String... texts) {
    List<NumberEvidence> evidence = Arrays.stream(texts).map(NumberEvidence::parse).toList();
    NumberBlock block = new NumberBlock(evidence);
    return evidence.stream()
        .map(block::identity)
        .map(
            identity -> {
              LinkStep step = identity.step();
              return identity.person()
                  + " "
                  + (step == null ? null : step.text())
                  + " "
                  + identity.problem();
            })
        .toList();
  }
}
