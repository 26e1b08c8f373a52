package org.concordat.schemas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.concordat.schemas.ContractCatalogue;
import org.junit.jupiter.api.Test;

class DataPackagesTest {

  private final DataPackages packages = new DataPackages(ContractCatalogue.load());

  private JsonNode descriptor(Map<String, String> paths) throws IOException {
    return new ObjectMapper().readTree(packages.descriptor("MH-RX4-2026-09-001", paths));
  }

  @Test
  void names_are_in_lower_case_and_schemas_stand_inside() throws IOException {
    JsonNode json = descriptor(Map.of("MHS001MPI", "MHS001MPI.csv"));
    assertThat(json.get("name").asText()).isEqualTo("mh-rx4-2026-09-001");
    JsonNode resource = json.get("resources").get(0);
    assertThat(resource.get("name").asText()).isEqualTo("mhs001mpi");
    assertThat(resource.at("/schema/fields")).hasSize(13);
    assertThat(resource.at("/schema/fields/0/constraints/required").asBoolean()).isTrue();
    assertThat(resource.at("/schema/primaryKey/0").asText()).isEqualTo("LocalPatientID");
  }

  @Test
  void only_enforced_parents_that_were_sent_are_named() throws IOException {
    JsonNode both =
        descriptor(Map.of("MHS001MPI", "MHS001MPI.csv", "MHS101Referral", "MHS101Referral.csv"));
    JsonNode keys = both.at("/resources/1/schema/foreignKeys");
    assertThat(keys).hasSize(1);
    assertThat(keys.at("/0/reference/resource").asText()).isEqualTo("mhs001mpi");
    JsonNode alone = descriptor(Map.of("MHS101Referral", "MHS101Referral.csv"));
    assertThat(alone.at("/resources/0/schema").has("foreignKeys")).isFalse();
  }

  @Test
  void no_key_of_our_own_is_in_it() throws IOException {
    JsonNode json = descriptor(Map.of("police_mha_detention", "police_mha_detention.csv"));
    assertThat(json.toString())
        .doesNotContain("requirement")
        .doesNotContain("codelist")
        .doesNotContain("sensitive")
        .doesNotContain("scored");
  }
}
