package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class IdentifierPreparationTest {

  private static final LocalDate MONTH_END = LocalDate.parse("2026-09-30");
  private final IdentifierPreparation production = new IdentifierPreparation(false);
  private final IdentifierPreparation invented = new IdentifierPreparation(true);

  @Test
  void accepts_the_worked_example_with_spaces_or_hyphens() {
    assertThat(production.nhsNumber("943 476 5919")).isEqualTo("9434765919");
    assertThat(production.nhsNumber("943-476-5919")).isEqualTo("9434765919");
  }

  @Test
  void rejects_a_number_whose_check_digit_is_wrong() {
    assertThat(production.nhsNumber("9434765918")).isNull();
  }

  @Test
  void rejects_a_number_whose_check_digit_would_be_ten() {
    // 400 000 011: 40 + 3 + 2 = 45, remainder 1, check 10: there is no such number.
    for (int last = 0; last <= 9; last++) {
      assertThat(production.nhsNumber("400000011" + last)).isNull();
    }
  }

  @Test
  void rejects_repeated_digits_dummies_and_other_lengths() {
    assertThat(production.nhsNumber("1111111111")).isNull();
    assertThat(production.nhsNumber("0000000000")).isNull();
    assertThat(production.nhsNumber("1234567890")).isNull();
    assertThat(production.nhsNumber("943476591")).isNull();
    assertThat(production.nhsNumber("94347659190")).isNull();
    assertThat(production.nhsNumber("94347659l9")).isNull();
    assertThat(production.nhsNumber("")).isNull();
    assertThat(production.nhsNumber(null)).isNull();
  }

  @Test
  void reads_a_check_digit_of_eleven_as_nought() {
    // 400 000 016: 40 + 3 + 12 = 55, remainder 0, check 11.
    assertThat(production.nhsNumber("4000000160")).isEqualTo("4000000160");
  }

  @Test
  void takes_the_test_range_for_invented_data_only() {
    // 999 000 001: 90 + 81 + 72 + 2 = 245, remainder 3, check 8.
    assertThat(invented.nhsNumber("9990000018")).isEqualTo("9990000018");
    assertThat(production.nhsNumber("9990000018")).isNull();
  }

  @Test
  void writes_names_as_plain_letters() {
    assertThat(production.surname("O'Brien-Łucki")).isEqualTo("OBRIENLUCKI");
    assertThat(production.surname(" van der  Bérg ")).isEqualTo("VANDERBERG");
    assertThat(production.surname("Strauß")).isEqualTo("STRAUSS");
    assertThat(production.firstGivenName("Mr. José María")).isEqualTo("JOSE");
    assertThat(production.firstGivenName("Ｊane")).isEqualTo("JANE");
    assertThat(production.surname("Lord")).isEqualTo("LORD");
  }

  @Test
  void blanks_words_that_stand_for_no_name() {
    for (String none :
        new String[] {"Unknown", "BABY", "Baby of Sarah", "not given", "Male", "Doe", "123", " "}) {
      assertThat(production.firstGivenName(none)).as(none).isNull();
      assertThat(production.surname(none)).as(none).isNull();
    }
  }

  @Test
  void rejects_birth_dates_after_the_month_or_over_120_years_before_it() {
    assertThat(production.birthDate("1980-05-17", MONTH_END)).isEqualTo("1980-05-17");
    assertThat(production.birthDate("2026-09-30", MONTH_END)).isEqualTo("2026-09-30");
    assertThat(production.birthDate("2026-10-01", MONTH_END)).isNull();
    assertThat(production.birthDate("1906-09-29", MONTH_END)).isNull();
    assertThat(production.birthDate("17/05/1980", MONTH_END)).isNull();
  }

  @Test
  void marks_the_first_of_january_as_default_like() {
    assertThat(IdentifierPreparation.isDefaultLike("1900-01-01")).isTrue();
    assertThat(IdentifierPreparation.isDefaultLike("1984-01-01")).isTrue();
    assertThat(IdentifierPreparation.isDefaultLike("1984-01-02")).isFalse();
  }

  @Test
  void writes_postcodes_one_way_and_takes_pseudo_postcodes_as_missing() {
    assertThat(production.postcode("sw1a1aa")).isEqualTo("SW1A 1AA");
    assertThat(production.postcode(" M1  1AE ")).isEqualTo("M1 1AE");
    assertThat(production.postcode("ZZ99 3VZ")).isNull();
    assertThat(production.postcode("SW1A")).isNull();
    assertThat(production.postcode("12345")).isNull();
  }

  @Test
  void takes_only_codes_1_and_2_as_evidence_of_sex() {
    assertThat(production.sex("1")).isEqualTo("1");
    assertThat(production.sex(" 2 ")).isEqualTo("2");
    assertThat(production.sex("9")).isNull();
    assertThat(production.sex("X")).isNull();
  }
}
