package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Agreement and Cohen's kappa (Cohen 1960) of pairs of sources, worked out by hand. */
class EthnicityAgreementTest {

  private static final int PEOPLE = 4;
  private static final int COMPARED = 5;
  private static final int AGREED = 6;
  private static final int BY_CHANCE = 7;
  private static final int KAPPA = 8;

  private final EthnicityAgreement agreement = new EthnicityAgreement();

  /**
   * 50 people: 20 + 15 agree, 0.7. The trust calls 25 of them White, the police 30: by chance 25/50
   * x 30/50 + 25/50 x 20/50 = 0.5 would agree. Kappa is (0.7 - 0.5) / (1 - 0.5) = 0.4.
   */
  @Test
  void kappa_is_what_agrees_beyond_chance() {
    agreement.add("trust", "police_self_defined", "White", "White", 20);
    agreement.add("trust", "police_self_defined", "White", "Black", 5);
    agreement.add("trust", "police_self_defined", "Black", "White", 10);
    agreement.add("trust", "police_self_defined", "Black", "Black", 15);

    List<Row> cells = cells("trust", "police_self_defined");

    assertThat(cells).hasSize(25);
    assertThat(cells)
        .allSatisfy(
            cell -> {
              assertThat(cell.getLong(COMPARED)).isEqualTo(50);
              assertThat(cell.getLong(AGREED)).isEqualTo(35);
              assertThat(cell.getDouble(BY_CHANCE)).isEqualTo(0.5);
              assertThat(cell.getDouble(KAPPA)).isEqualTo(0.4);
            });
    assertThat(cells.stream().filter(cell -> cell.getLong(PEOPLE) > 0))
        .extracting(cell -> cell.get(2) + " " + cell.get(3) + " " + cell.get(PEOPLE))
        .containsExactly("White White 20", "White Black 5", "Black White 10", "Black Black 15");
  }

  @Test
  void less_than_chance_is_below_nought() {
    agreement.add("trust", "ambulance", "White", "Asian", 10);
    agreement.add("trust", "ambulance", "Asian", "White", 10);

    assertThat(cells("trust", "ambulance"))
        .allSatisfy(cell -> assertThat(cell.getDouble(KAPPA)).isEqualTo(-1.0));
  }

  @Test
  void kappa_is_unknown_where_nobody_or_one_group_only_is_compared_and_for_a_source_itself() {
    agreement.add("trust", "ambulance", "White", "White", 7);
    agreement.add("trust", "trust", "White", "Mixed", 3);
    agreement.add("trust", "trust", "White", "White", 4);

    assertThat(agreement.rows()).hasSize(21 * 25);
    assertThat(cells("trust", "ambulance"))
        .allSatisfy(cell -> assertThat(cell.getDouble(BY_CHANCE)).isEqualTo(1.0))
        .allSatisfy(cell -> assertThat(cell.isNullAt(KAPPA)).isTrue());
    assertThat(cells("trust", "trust"))
        .allSatisfy(cell -> assertThat(cell.getLong(COMPARED)).isEqualTo(7))
        .allSatisfy(cell -> assertThat(cell.getLong(AGREED)).isEqualTo(4))
        .allSatisfy(cell -> assertThat(cell.isNullAt(KAPPA)).isTrue());
    assertThat(cells("trust", "nhs_111"))
        .hasSize(25)
        .allSatisfy(cell -> assertThat(cell.getLong(COMPARED)).isZero())
        .allSatisfy(cell -> assertThat(cell.isNullAt(BY_CHANCE)).isTrue())
        .allSatisfy(cell -> assertThat(cell.isNullAt(KAPPA)).isTrue());
  }

  private List<Row> cells(String first, String second) {
    return agreement.rows().stream()
        .filter(cell -> cell.getString(0).equals(first) && cell.getString(1).equals(second))
        .toList();
  }
}
