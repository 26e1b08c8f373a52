package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityRulesTest {

  private static final ContractCatalogue CONTRACTS = ContractCatalogue.load();
  private static final QualityRules RULES = QualityRules.load(CONTRACTS);
  private static final TableContract PATIENTS = CONTRACTS.table("MHS001MPI");
  private static final TableContract REFERRALS = CONTRACTS.table("MHS101Referral");
  private static final TableContract DETENTIONS = CONTRACTS.table("police_mha_detention");

  private static final String GOOD =
      """
      - id: MHR-900
        version: 1
        table: MHS101Referral
        fields: [ServDischDate]
        severity: RR
        category: inconsistent
        expression: 'ServDischDate <= :month_end'
        clears: [ServDischTime]
        condition: after the month
        message: '{field} is after {period}'
        action: Send it with its own month.
        intent: Months are kept apart.
        counterpart: OUR
      """;

  private static QualityRule item(TableContract table, String field, ItemCheck check) {
    return RULES.item(table, table.column(field).orElseThrow(), check).orElseThrow();
  }

  @Test
  void all_twenty_file_rules_are_there() {
    assertThat(RULES.all())
        .extracting(QualityRule::id)
        .filteredOn(id -> id.startsWith("FIL-"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 20).mapToObj("FIL-%03d"::formatted).toList());
  }

  @Test
  void a_blank_mandatory_field_rejects_the_row_and_a_blank_required_one_warns() {
    assertThat(item(REFERRALS, "OrgIDComm", ItemCheck.BLK).severity()).isEqualTo(Severity.RR);
    assertThat(item(REFERRALS, "OrgIDComm", ItemCheck.BLK).id()).isEqualTo("MHR-03-BLK");
    assertThat(item(REFERRALS, "OrgIDReferringOrg", ItemCheck.BLK).severity())
        .isEqualTo(Severity.W1);
    assertThat(
            RULES.item(REFERRALS, REFERRALS.column("ServDischTime").orElseThrow(), ItemCheck.BLK))
        .isEmpty();
  }

  @Test
  void a_wrong_format_rejects_keys_and_clears_everything_else() {
    assertThat(item(REFERRALS, "ServiceRequestID", ItemCheck.FMT).severity())
        .isEqualTo(Severity.RR);
    QualityRule time = item(REFERRALS, "ServDischTime", ItemCheck.FMT);
    assertThat(time.severity()).isEqualTo(Severity.W1);
    assertThat(time.clears()).containsExactly("ServDischTime");
    assertThat(time.message()).isEqualTo("{field} is not a time HH:mm:ss");
  }

  @Test
  void an_unknown_code_warns_unless_a_written_rule_is_harder() {
    assertThat(item(REFERRALS, "SourceOfReferralMH", ItemCheck.COD).severity())
        .isEqualTo(Severity.W);
    QualityRule power = item(DETENTIONS, "mha_power", ItemCheck.COD);
    assertThat(power.severity()).isEqualTo(Severity.RR);
    assertThat(power.id()).isEqualTo("PFD-003");
    assertThat(power.message()).isEqualTo("{field} is not in the code list police_mha_power");
  }

  @Test
  void one_written_rule_can_judge_blank_and_invalid_differently() {
    assertThat(item(PATIENTS, "EthnicCategory", ItemCheck.BLK))
        .extracting(QualityRule::id, QualityRule::severity)
        .containsExactly("MHP-010", Severity.W1);
    assertThat(item(PATIENTS, "EthnicCategory", ItemCheck.COD))
        .extracting(QualityRule::id, QualityRule::severity)
        .containsExactly("MHP-010", Severity.W);
  }

  @Test
  void keys_and_parents_have_their_written_rule_or_a_generated_one() {
    assertThat(RULES.key(REFERRALS).orElseThrow().id()).isEqualTo("MHR-002");
    assertThat(RULES.key(CONTRACTS.table("MHS502WardStay")).orElseThrow().id())
        .isEqualTo("MHW-01-DUP");
    assertThat(RULES.key(CONTRACTS.table("MHS000Header"))).isEmpty();
    assertThat(RULES.parent(REFERRALS, REFERRALS.foreignKeys().get(0)).id()).isEqualTo("MHR-003");
    TableContract spells = CONTRACTS.table("MHS501HospProvSpell");
    assertThat(RULES.parent(spells, spells.foreignKeys().get(0)))
        .extracting(QualityRule::id, QualityRule::severity)
        .containsExactly("MHH-02-PAR", Severity.RR);
    assertThat(RULES.missingChild(PATIENTS).orElseThrow().id()).isEqualTo("MHP-012");
  }

  @Test
  void no_two_written_rules_name_the_same_item_rule() {
    for (TableContract table : CONTRACTS.landing()) {
      for (ColumnContract field : table.fields()) {
        for (ItemCheck check : ItemCheck.values()) {
          assertThat(
                  RULES.ofTable(table).stream()
                      .filter(r -> r.itemSeverity(field.name(), check).isPresent()))
              .as(table.name() + "." + field.name() + " " + check)
              .hasSizeLessThanOrEqualTo(1);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "id: MHR-900 | id: MHR-9 | the id is not like MHC-003",
        "version: 1 | version: 0 | the version is below 1",
        "table: MHS101Referral | table: MHS999 | there is no table MHS999",
        "fields: [ServDischDate] | fields: [Date] | MHS101Referral has no column Date",
        "fields: [ServDischDate] | fields: [] | it names no field",
        "clears: [ServDischTime] | clears: [Time] | MHS101Referral has no column Time",
        "clears: [ServDischTime] | items: {Time: {BLK: RR}} | MHS101Referral has no column Time",
        "clears: [ServDischTime] | items: {ServDischTime: {BLANK: RR}} | BLANK",
        "severity: RR | severity: XX | XX",
        "category: inconsistent | category: odd | the category odd is unknown",
        "action: Send it with its own month. | action: '' | the action is missing",
        "condition: after the month | colour: red | colour",
        "intent: Months are kept apart. | counterpart: OUR | Duplicate field",
      })
  void refuses(String good, String bad, String reason) {
    assertThat(GOOD).contains(good);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QualityRules.read(CONTRACTS, Map.of("a.yaml", GOOD.replace(good, bad))))
        .withMessageContaining("rules/a.yaml")
        .withMessageContaining(reason);
  }

  @Test
  void refuses_an_id_that_is_taken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QualityRules.read(CONTRACTS, Map.of("a.yaml", GOOD, "b.yaml", GOOD)))
        .withMessageContaining("rule MHR-900 stands there twice");
  }

  @Test
  void refuses_a_contract_that_names_a_rule_nobody_wrote() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QualityRules.read(CONTRACTS, Map.of("a.yaml", GOOD)))
        .withMessageContaining("names the rule MHR-003, which is not there");
  }
}
