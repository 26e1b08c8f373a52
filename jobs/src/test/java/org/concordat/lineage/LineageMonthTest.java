package org.concordat.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openlineage.client.OpenLineage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.VersionedTree;
import org.concordat.testing.PersonalValues;
import org.concordat.testing.SampleMonth;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The events of the sample month, as a catalogue gets them. */
class LineageMonthTest {

  private static final List<String> STAGES =
      List.of("pull", "check", "link", "marts", "returns", "reports");

  /** Reads as the official client's own classes are made to be read, and refuses what they lack. */
  private static final ObjectMapper OFFICIAL =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private static Events events;

  @BeforeAll
  static void run() throws IOException {
    events = Events.read(SampleMonth.run().lineage());
  }

  @Test
  void every_event_is_one_of_the_specification_as_its_official_client_knows_it()
      throws IOException {
    assertThat(events.all()).hasSizeGreaterThan(30);
    for (ObjectNode event : events.all()) {
      OpenLineage.RunEvent read = OFFICIAL.readValue(event.toString(), OpenLineage.RunEvent.class);
      // The client writes the addresses of the specification's versions itself, and no field that
      // the specification does not have: what comes out is what went in, or one of them is wrong.
      ObjectNode again = (ObjectNode) OFFICIAL.readTree(OFFICIAL.writeValueAsString(read));
      // The same instant may have noughts at its end, or none.
      again.put("eventTime", Instant.parse(again.get("eventTime").asText()).toString());
      removeNulls(again);
      assertThat(again).isEqualTo(OFFICIAL.readTree(event.toString()));
      assertThat(read.getRun().getRunId()).isInstanceOf(UUID.class);
      assertThat(read.getRun().getFacets().getAdditionalProperties()).isEmpty();
      assertThat(read.getJob().getFacets().getAdditionalProperties()).isEmpty();
      for (OpenLineage.InputDataset input : read.getInputs()) {
        assertThat(input.getFacets().getAdditionalProperties()).isEmpty();
        if (input.getInputFacets() != null) {
          assertThat(input.getInputFacets().getAdditionalProperties()).isEmpty();
        }
      }
      for (OpenLineage.OutputDataset output : read.getOutputs()) {
        assertThat(output.getFacets().getAdditionalProperties()).isEmpty();
        if (output.getOutputFacets() != null) {
          assertThat(output.getOutputFacets().getAdditionalProperties()).isEmpty();
        }
      }
    }
  }

  private static void removeNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.removeIf(name -> !object.get(name).isNull());
      object.remove(names);
    }
    node.forEach(LineageMonthTest::removeNulls);
  }

  @Test
  void every_stage_starts_and_completes_once_and_so_does_every_part_of_one() {
    Map<String, String> ended = new HashMap<>();
    Set<String> started = new HashSet<>();
    for (ObjectNode event : events.all()) {
      String run = event.at("/run/runId").asText();
      String job = event.at("/job/name").asText();
      if (event.get("eventType").asText().equals("START")) {
        assertThat(started.add(run)).as(job).isTrue();
      } else {
        assertThat(event.get("eventType").asText()).isEqualTo("COMPLETE");
        assertThat(started).as(job).contains(run);
        assertThat(ended.put(run, job)).as(job).isNull();
      }
    }
    assertThat(ended.keySet()).isEqualTo(started);
    assertThat(new TreeSet<>(ended.values()))
        .containsAll(STAGES)
        .contains("check.MH", "check.PF", "marts.mha_detentions", "marts.linkage_quality")
        .hasSize(ended.size());
  }

  @Test
  void a_figure_is_followed_from_the_return_to_what_partners_sent() {
    assertThat(events.writers("returns/monthly_return")).containsExactly("returns");
    assertThat(events.names("returns", "inputs")).contains("marts/mha_detentions");
    // mha_detentions.sql and its steps name periods, spells, orders and people, and nothing of
    // other partners.
    SortedSet<String> detentions = events.names("marts.mha_detentions", "inputs");
    assertThat(detentions)
        .contains("checked/MHS401MHActPeriod", "checked/MHS501HospProvSpell", "linked/people")
        .doesNotContain("checked/ambulance_incident", "checked/nhs111_call");
    assertThat(events.writers("checked/MHS401MHActPeriod")).containsExactly("check.MH");
    assertThat(events.names("check.MH", "inputs")).containsExactly("landing/MH");
    assertThat(events.names("pull", "inputs")).contains("sent/MH", "sent/PF");

    assertThat(events.madeFrom("returns/monthly_return"))
        .contains("marts/crisis_presentations", "linked/events", "checked/police_mha_detention")
        .contains("landing/AM", "landing/ED", "landing/MH", "landing/PF", "landing/UC", "sent/UC")
        .noneMatch(name -> name.startsWith("reports/"));
    assertThat(events.madeFrom("checked/ambulance_incident"))
        .containsExactly("landing/AM", "sent/AM", "sent/ED", "sent/MH", "sent/PF", "sent/UC");
  }

  @Test
  void datasets_carry_columns_versions_and_numbers_of_rows() throws IOException {
    JsonNode mart = events.one("COMPLETE", "marts.mha_detentions").get("outputs").get(0);
    VersionedTree marts = new VersionedTree(SampleMonth.run().lake().resolve("marts"));
    assertThat(mart.at("/facets/version/datasetVersion").asText())
        .isEqualTo(marts.liveVersion().orElseThrow());
    assertThat(mart.at("/facets/schema/fields").findValuesAsText("name"))
        .contains("person_key", "merged_episode_ids");
    assertThat(mart.at("/outputFacets/outputStatistics/rowCount").asLong()).isEqualTo(991);
    assertThat(mart.at("/outputFacets/outputStatistics/fileCount").asLong()).isEqualTo(1);

    JsonNode landed = input(events.one("COMPLETE", "check.PF"), "landing/PF");
    long bytes =
        new Deliveries(SampleMonth.run().lake().resolve("landing"))
            .all().stream()
                .filter(delivery -> delivery.family().name().equals("PF"))
                .filter(delivery -> delivery.month().toString().equals(SampleMonth.MONTH))
                .flatMap(delivery -> delivery.files().stream())
                .mapToLong(Delivery.DeliveredFile::bytes)
                .sum();
    assertThat(landed.at("/inputFacets/dataQualityMetrics/bytes").asLong())
        .isEqualTo(bytes)
        .isPositive();

    JsonNode people = input(events.one("COMPLETE", "marts.mha_detentions"), "linked/people");
    JsonNode metrics = people.at("/inputFacets/dataQualityMetrics");
    assertThat(metrics.at("/rowCount").asLong()).isPositive();
    assertThat(metrics.at("/columnMetrics/person_key/nullCount").asLong(-1)).isZero();
    assertThat(metrics.findValues("min")).isEmpty();
    assertThat(events.one("COMPLETE", "marts.mha_detentions").at("/job/facets/sql/query").asText())
        .contains("select");
  }

  private static JsonNode input(JsonNode event, String name) {
    for (JsonNode input : event.get("inputs")) {
      if (input.get("name").asText().equals(name)) {
        return input;
      }
    }
    throw new AssertionError(name + " is not read");
  }

  @Test
  void no_person_no_partner_no_submission_and_no_folder_is_named() throws IOException {
    String text = Files.readString(SampleMonth.run().lineage());
    assertThat(PersonalValues.of(SampleMonth.extracts()).in(text)).isEmpty();
    assertThat(text).doesNotContain(SampleMonth.run().lake().toString());
    for (Delivery delivery : new Deliveries(SampleMonth.run().lake().resolve("landing")).all()) {
      assertThat(text)
          .doesNotContain(
              delivery.submissionId(), delivery.family() + "/" + delivery.organisationCode());
      if (delivery.organisationCode().length() > 2) {
        assertThat(text).doesNotContain("\"" + delivery.organisationCode() + "\"");
      }
    }
  }
}
