package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LandingContractsTest {

  private final ContractCatalogue catalogue = ContractCatalogue.load();

  @Test
  void a_trust_sends_19_tables_with_173_fields() {
    assertThat(catalogue.landing(Family.MH)).hasSize(19);
    assertThat(catalogue.landing(Family.MH).stream().mapToInt(t -> t.fields().size()).sum())
        .isEqualTo(173);
  }

  @Test
  void the_other_families_send_five_tables() {
    assertThat(catalogue.landing()).hasSize(24);
    assertThat(catalogue.landing(Family.PF)).hasSize(2);
  }

  @Test
  void every_mandatory_field_is_required_for_other_validators_too() {
    for (TableContract table : catalogue.landing()) {
      for (ColumnContract field : table.fields()) {
        boolean required =
            field.constraints() != null && Boolean.TRUE.equals(field.constraints().required());
        assertThat(required).as(table.name() + "." + field.name()).isEqualTo(field.isMandatory());
      }
    }
  }
}
