package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceDataTest {

  private static final ReportingMonth SEPTEMBER = ReportingMonth.of("2026-09");

  @Test
  void every_code_list_can_be_read() {
    assertThat(CodeLists.load().all()).hasSizeGreaterThan(80);
  }

  @Test
  void a_code_that_ended_with_version_5_is_retired_and_not_valid() {
    CodeList teams = CodeLists.load().list("team_type");
    assertThat(teams.isValid("A03", SEPTEMBER)).isFalse();
    assertThat(teams.isRetired("A03", SEPTEMBER)).isTrue();
    assertThat(teams.isValid("A03", ReportingMonth.of("2021-09"))).isTrue();
    assertThat(teams.isValid("A02", SEPTEMBER)).isTrue();
    assertThat(CodeLists.load().list("legal_status").isRetired("34", SEPTEMBER)).isTrue();
  }

  @Test
  void a_derived_response_category_is_no_valid_code() {
    assertThat(CodeLists.load().list("ambulance_response_category").codes())
        .containsExactly("C1", "C2", "C3", "C4");
  }

  @Test
  void a_code_without_a_sourced_label_has_none() {
    CodeList reasons = CodeLists.load().list("referral_closure_reason");
    assertThat(reasons.codes()).hasSize(9).contains("01");
    assertThat(reasons.label("01")).isEmpty();
  }

  @Test
  void refuses_a_file_no_list_uses_a_doubled_code_and_an_unknown_column() {
    String catalogue =
        "- {name: colours, title: Colours, file: a.csv, key: code, label: description}";
    String good = "code,description\n1,Red\n";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeLists.read(catalogue, Map.of("a.csv", good, "b.csv", good)))
        .withMessageContaining("b.csv");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeLists.read(catalogue, Map.of("a.csv", good + "1,Blue\n")))
        .withMessageContaining("code 1 stands there twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeLists.read(catalogue, Map.of("a.csv", "code,words\n1,Red\n")))
        .withMessageContaining("no column description");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeLists.read(catalogue, Map.of()))
        .withMessageContaining("no file codelists/a.csv");
  }

  @Test
  void the_cut_is_late_in_the_evening_of_the_21st_london_time() {
    SubmissionCalendar calendar = SubmissionCalendar.load();
    assertThat(calendar.performanceCut(SEPTEMBER)).isEqualTo(Instant.parse("2026-10-21T22:59:59Z"));
    assertThat(calendar.performanceCut(ReportingMonth.of("2026-10")))
        .isEqualTo(Instant.parse("2026-11-21T23:59:59Z"));
    assertThat(calendar.serviceStart()).isEqualTo(ReportingMonth.of("2024-04"));
    assertThat(calendar.months()).hasSize(60); // April 2024 to March 2029
    assertThat(calendar.find(ReportingMonth.of("2024-03"))).isEmpty();
  }

  @Test
  void organisations_are_open_only_between_their_dates() {
    Organisations all = Organisations.load();
    Organisation closed = all.find(Family.MH, "RRP").orElseThrow();
    assertThat(closed.isLiveIn(ReportingMonth.of("2024-10"))).isTrue();
    assertThat(closed.isLiveIn(ReportingMonth.of("2024-11"))).isFalse();
    Organisation successor = all.find(Family.MH, "G6V2S").orElseThrow();
    assertThat(successor.isLiveIn(ReportingMonth.of("2024-10"))).isFalse();
    assertThat(successor.isLiveIn(SEPTEMBER)).isTrue();
  }

  @Test
  void an_organisation_sends_only_for_its_families() {
    Organisations all = Organisations.load();
    assertThat(all.find(Family.AM, "R1F")).isPresent();
    assertThat(all.find(Family.MH, "R1F")).isPresent();
    assertThat(all.find(Family.MH, "NTN")).isPresent();
    assertThat(all.find(Family.AM, "RX4")).isEmpty();
    assertThat(all.all(Family.PF)).hasSize(39);
  }
}
