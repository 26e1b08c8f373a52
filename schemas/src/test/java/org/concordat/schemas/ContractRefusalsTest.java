package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.concordat.schemas.ContractCatalogue.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractRefusalsTest {

  private static final CodeLists LISTS = CodeLists.load();

  private static final String GOOD =
      """
      name: visit
      title: Visit
      description: Visits of one provider.
      grain: one row per visit
      family: MH
      rule_prefix: VIS
      presence: OPTIONAL
      period_field: visit_date
      fields:
        - name: visit_id
          title: Visit id
          type: string
          description: Number of the visit.
          requirement: M
        - name: visit_date
          title: Visit date
          type: date
          description: Day of the visit.
          requirement: R
          required_when: 'team is not null'
        - name: team
          title: Team type
          type: string
          description: Kind of team.
          codelist: team_type
          other_codes: [Z01]
      primaryKey: [visit_id]
      foreignKeys:
        - fields: [visit_id]
          reference: {resource: visit, fields: [visit_id]}
          enforced: true
      """;

  private static ContractCatalogue read(String... texts) {
    return texts.length == 1
        ? ContractCatalogue.read(Map.of(Layer.LANDING, Map.of("a.yaml", texts[0])), LISTS)
        : ContractCatalogue.read(
            Map.of(Layer.LANDING, Map.of("a.yaml", texts[0], "b.yaml", texts[1])), LISTS);
  }

  @Test
  void a_whole_contract_is_taken() {
    assertThat(read(GOOD).table("visit").fieldNumber("team")).isEqualTo(3);
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "title: Visit id | colour: red | colour",
        "title: Visit id | title: '' | field visit_id: the title is missing",
        "description: Number of the visit. | description: ' ' | field visit_id: the description is missing",
        "description: Visits of one provider. | description: '' | table visit: the description is missing",
        "grain: one row per visit | grain: visits | the grain is not one row per",
        "type: date | type: day | the type day is unknown",
        "codelist: team_type | codelist: teams | there is no code list teams",
        "other_codes: [Z01] | other_codes: [Z77] | team_type has no code Z77",
        "codelist: team_type | code_match: sometimes | the code_match is not known: sometimes",
        "- name: team | - name: visit_id | it stands there twice",
        "primaryKey: [visit_id] | primaryKey: [id] | primaryKey names id",
        "period_field: visit_date | period_field: day | period_field names day",
        "resource: visit, | resource: person, | there is no landing table person",
        "{resource: visit, fields: [visit_id]} | {resource: visit, fields: [id]} | reference names id",
        "- fields: [visit_id] | - fields: [id] | foreignKeys names id",
        "requirement: R | requirement: O | only a required field (R) can have a required_when",
        "family: MH | title: MH | Duplicate field",
        "rule_prefix: VIS | rule_prefix: VISIT | the rule_prefix is not 3 letters",
        "presence: OPTIONAL | presence: SOMETIMES | SOMETIMES",
      })
  void refuses(String good, String bad, String reason) {
    assertThat(GOOD).contains(good);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(GOOD.replace(good, bad)))
        .withMessageContaining(reason);
  }

  @Test
  void refuses_two_tables_of_one_name_and_two_of_one_prefix() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(GOOD, GOOD))
        .withMessageContaining("table visit is described twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(GOOD, GOOD.replace("name: visit\n", "name: stay\n")))
        .withMessageContaining("the rule_prefix VIS is taken");
  }

  @Test
  void every_table_and_field_of_every_layer_is_described() {
    ContractCatalogue catalogue = ContractCatalogue.load();
    for (Layer layer : Layer.values()) {
      for (TableContract table : catalogue.tables(layer)) {
        assertThat(table.grain()).startsWith("one row per ");
        assertThat(table.primaryKey()).allMatch(k -> table.column(k).isPresent());
      }
    }
  }
}
