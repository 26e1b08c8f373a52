package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.concordat.schemas.ColumnContract.Sensitivity;
import org.junit.jupiter.api.Test;

class MaskingTest {

  @Test
  void shows_the_last_three_digits_of_an_nhs_number() {
    assertThat(Masking.shown(Sensitivity.NHS_NUMBER, "9990000210")).isEqualTo("*******210");
    assertThat(Masking.shown(Sensitivity.NHS_NUMBER, "12345")).isEqualTo("***");
    assertThat(Masking.shown(Sensitivity.LOCAL_PERSON_ID, "RX4-004711")).isEqualTo("*******711");
    assertThat(Masking.shown(Sensitivity.LOCAL_PERSON_ID, "4711")).isEqualTo("***");
  }

  @Test
  void shows_the_outward_part_of_a_postcode_only_when_it_is_one() {
    assertThat(Masking.shown(Sensitivity.POSTCODE, "NE1 4LP")).isEqualTo("NE1 ***");
    assertThat(Masking.shown(Sensitivity.POSTCODE, "sw1a1aa")).isEqualTo("SW1A ***");
    assertThat(Masking.shown(Sensitivity.POSTCODE, "12 High Street")).isEqualTo("***");
  }

  @Test
  void shows_the_year_of_a_birth_date_only_where_it_is_clear() {
    assertThat(Masking.shown(Sensitivity.BIRTH_DATE, "1985-10-31")).isEqualTo("1985-**-**");
    assertThat(Masking.shown(Sensitivity.BIRTH_DATE, "31/10/1985")).isEqualTo("**/**/1985");
    assertThat(Masking.shown(Sensitivity.BIRTH_DATE, "19851031")).isEqualTo("***");
  }

  @Test
  void never_shows_a_name() {
    assertThat(Masking.shown(Sensitivity.NAME, "Quillon")).isEqualTo("***");
    assertThat(Masking.shown(Sensitivity.NAME, null)).isNull();
  }

  @Test
  void leaves_what_is_not_personal() {
    assertThat(Masking.shown((Sensitivity) null, "R-5512")).isEqualTo("R-5512");
  }
}
