package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.concordat.link.Agreement.Birth;
import org.concordat.link.Agreement.Name;
import org.concordat.link.Agreement.Postcode;
import org.concordat.link.Agreement.Sex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Levels of linkage.md, "Probabilistic step". */
class AgreementTest {

  @Test
  void names_agree_exactly_closely_somewhat_swapped_or_not() {
    // Jaro-Winkler as published: MARTHA and MARHTA 0.961, DWAYNE and DUANE 0.84, ABROMS and
    // ABRAMS 0.92.
    assertThat(Agreement.name("KHAN", "KHAN")).isEqualTo(Name.EXACT);
    assertThat(Agreement.name("MARTHA", "MARHTA")).isEqualTo(Name.CLOSE);
    assertThat(Agreement.name("DWAYNE", "DUANE")).isEqualTo(Name.SIMILAR);
    assertThat(Agreement.name("A", "ANN")).as("an initial").isEqualTo(Name.SIMILAR);
    assertThat(Agreement.name("KHAN", "OSEI")).isEqualTo(Name.DIFFERENT);
    assertThat(Agreement.name(null, "OSEI")).isNull();

    Agreement swapped =
        Agreement.of(
            profile("KHAN", "AYESHA", null, 0, null), profile("AYESHA", "KHAN", null, 0, null));
    assertThat(swapped.surname()).isEqualTo(Name.SWAPPED);
    assertThat(swapped.given()).isEqualTo(Name.SWAPPED);
  }

  @Test
  void birth_dates_agree_down_to_the_month() {
    assertThat(Agreement.dates("1980-05-17", "1980-05-17")).isEqualTo(Birth.EXACT);
    assertThat(Agreement.dates("1980-05-07", "1980-07-05")).isEqualTo(Birth.DAY_MONTH_SWAPPED);
    assertThat(Agreement.dates("1980-05-17", "1980-05-71")).isEqualTo(Birth.ONE_EDIT);
    assertThat(Agreement.dates("1980-05-17", "1986-05-17")).isEqualTo(Birth.ONE_EDIT);
    assertThat(Agreement.dates("1980-05-17", "1980-05-28")).isEqualTo(Birth.SAME_YEAR_AND_MONTH);
    assertThat(Agreement.dates("1980-05-17", "1981-06-17")).isEqualTo(Birth.DIFFERENT);
  }

  @Test
  void a_default_date_and_an_age_speak_of_years_only() {
    Profile dated = profile("KHAN", "ANN", "1980-05-17", 0, null);
    assertThat(birth(dated, profile("KHAN", "ANN", "1980-01-01", 0, null)))
        .isEqualTo(Birth.YEAR_AGREES);
    assertThat(birth(dated, profile("KHAN", "ANN", "1981-01-01", 0, null)))
        .isEqualTo(Birth.YEAR_DIFFERS);
    // Aged 45 in 2026: born in 1980 or 1981, and two years of error.
    assertThat(birth(dated, profile("KHAN", "ANN", null, 1980, null))).isEqualTo(Birth.YEAR_AGREES);
    assertThat(birth(dated, profile("KHAN", "ANN", null, 1982, null))).isEqualTo(Birth.YEAR_AGREES);
    assertThat(birth(dated, profile("KHAN", "ANN", null, 1983, null)))
        .isEqualTo(Birth.YEAR_DIFFERS);
    assertThat(birth(dated, profile("KHAN", "ANN", null, 0, null))).isNull();
  }

  @Test
  void postcodes_agree_down_to_the_area() {
    assertThat(postcode("NE1 4ST", "NE1 4ST")).isEqualTo(Postcode.FULL);
    assertThat(postcode("NE1 4ST", "NE1 4ZZ")).isEqualTo(Postcode.SECTOR);
    assertThat(postcode("NE1 4ST", "NE1 5ST")).isEqualTo(Postcode.DISTRICT);
    assertThat(postcode("NE1 4ST", "NE12 4ST")).isEqualTo(Postcode.AREA);
    assertThat(postcode("NE1 4ST", "N1 4ST")).isEqualTo(Postcode.DIFFERENT);
    assertThat(postcode("NE1 4ST", null)).isNull();
  }

  @Test
  void a_pattern_is_read_as_it_was_written() {
    Agreement some =
        new Agreement(Name.CLOSE, null, Birth.YEAR_DIFFERS, Sex.SAME, Postcode.DIFFERENT);
    assertThat(Agreement.of(some.pattern())).isEqualTo(some);
  }

  private static @Nullable Birth birth(Profile one, Profile other) {
    return Agreement.of(one, other).birth();
  }

  private static @Nullable Postcode postcode(String one, @Nullable String other) {
    return Agreement.of(
            profile("KHAN", "ANN", null, 0, one), profile("KHAN", "ANN", null, 0, other))
        .postcode();
  }

  /** A field that is not known speaks against nobody: it must not keep two records apart either. */
  @Test
  void a_record_without_sex_meets_records_of_both() {
    String date = "1980-05-17";
    assertThat(blocks(date, null)).containsAll(blocks(date, "1")).containsAll(blocks(date, "2"));
    assertThat(blocks(date, "1")).doesNotContainAnyElementsOf(blocks(date, "2"));
  }

  /** Blocks of a record that holds no name. */
  private static List<String> blocks(String date, @Nullable String sex) {
    return new Profile("e", false, null, null, date, 0, 0, sex, "NE1 4ST", 0, 0).blocks();
  }

  private static Profile profile(
      String surname, String given, @Nullable String date, int born, @Nullable String postcode) {
    return new Profile(
        surname + given,
        false,
        surname,
        given,
        date,
        born,
        born == 0 ? 0 : born + 1,
        "1",
        postcode,
        0,
        0);
  }
}
