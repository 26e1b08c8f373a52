package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AreaRowsTest {

  private static final String HEAD =
      "practice_code,primary_care_network_code,sub_icb_code,icb_code,region_code,valid_from,valid_to\n";
  private static final String DESCRIPTOR =
      """
      kind: %s
      name: some
      invented: true
      rows: %d
      source: A test
      """;

  @Test
  void the_tables_of_the_project_are_whole_and_all_invented() {
    Areas areas = Areas.load();
    AreaKind.all()
        .forEach(
            kind -> {
              assertThat(areas.of(kind).table().invented()).as(kind.id()).isTrue();
              assertThat(areas.of(kind).rows()).as(kind.id()).isNotEmpty();
            });
    assertThat(areas.of(AreaKind.GP_PRACTICE_AREA).rows())
        .allMatch(row -> row.getOrDefault("practice_code", "").startsWith("Q"))
        .allMatch(row -> row.getOrDefault("sub_icb_code", "").startsWith("X"));
    assertThat(areas.of(AreaKind.POSTCODE_AREA).rows())
        .allMatch(row -> row.getOrDefault("local_authority_code", "").startsWith("X"));
  }

  @Test
  void the_invented_areas_of_a_trust_are_its_real_board_and_region() {
    CodeList trusts = CodeLists.load().list("mental_health_trusts");
    Areas.load().of(AreaKind.PROVIDER_AREA).rows().stream()
        .filter(row -> trusts.codes().contains(row.getOrDefault("organisation_code", "")))
        .forEach(
            row ->
                assertThat(row.getOrDefault("icb_code", ""))
                    .isEqualTo(
                        trusts
                            .text(row.getOrDefault("organisation_code", ""), "icb_code_before_2026")
                            .orElseThrow()));
  }

  @Test
  void codes_are_those_of_the_rows_in_force_on_the_day() {
    AreaRows rows =
        practices(
            "Q80001,XP1,XS1,QHM,Y63,,2026-08-31",
            "Q80001,XP1,XS2,QHM,Y63,2026-09-01,2026-09-30",
            "Q80002,XP1,XS3,QHM,Y63,2026-10-01,");
    assertThat(rows.codes("sub_icb_code", LocalDate.of(2026, 8, 31))).containsExactly("XS1");
    assertThat(rows.codes("sub_icb_code", LocalDate.of(2026, 9, 1))).containsExactly("XS2");
    assertThat(rows.codes("sub_icb_code", LocalDate.of(2026, 9, 30))).containsExactly("XS2");
    assertThat(rows.codes("sub_icb_code", LocalDate.of(2026, 10, 1))).containsExactly("XS3");
    assertThat(rows.codes("local_authority_code", LocalDate.of(2026, 9, 1))).isEmpty();
  }

  @Test
  void dates_of_one_practice_may_follow_each_other_and_leave_gaps() {
    AreaRows rows =
        practices(
            "Q80001,XP1,XS1,QHM,Y63,,2025-03-31",
            "Q80001,XP2,XS1,QHM,Y63,2025-04-01,2026-03-31",
            "Q80001,,XS1,QHM,Y63,2026-05-01,",
            "Q80002,XP1,XS1,QHM,Y63,,");
    assertThat(rows.version()).matches("some-[0-9a-f]{16}");
    assertThat(rows.rows()).hasSize(4);
    assertThat(practices("Q80002,XP1,XS1,QHM,Y63,,").version()).isNotEqualTo(rows.version());
  }

  @Test
  void two_rows_in_force_on_one_day_are_refused() {
    refused("rows of Q80001 stand there twice on every day", line(""), line(""));
    refused(
        "rows of Q80001 stand there twice on 2026-03-31",
        "Q80001,XP1,XS1,QHM,Y63,2026-03-31,",
        "Q80001,XP2,XS1,QHM,Y63,,2026-03-31");
    refused(
        "rows of XS1 have two parents on 2026-04-01",
        "Q80001,XP1,XS1,QHM,Y63,,",
        "Q80002,XP1,XS1,QOP,Y62,2026-04-01,");
    assertThat(
            practices("Q80001,XP1,XS1,QHM,Y63,,2026-03-31", "Q80002,XP1,XS1,QOP,Y62,2026-04-01,")
                .rows())
        .hasSize(2);
  }

  @Test
  void unknown_parents_and_cells_that_cannot_be_read_are_refused() {
    refused(
        "the row of Q80001 names the board QZZ, which is not known",
        line("").replace("QHM", "QZZ"));
    refused("names the region Y64, which is not known", line("").replace("Y63", "Y64"));
    refused("puts the board QHM of Y63 in Y62", line("").replace("Y63", "Y62"));
    refused("has no icb_code", line("").replace("QHM", ""));
    refused("has the practice_code \"q1\", which cannot be read", line("").replace("Q80001", "q1"));
    refused("has the valid_from \"2026-02-30\", which cannot be read", line("2026-02-30,"));
    refused("has the valid_from \"1/4/2026\", which cannot be read", line("1/4/2026,"));
    refused("ends on 2026-01-01, before it begins on 2026-01-02", line("2026-01-02,2026-01-01"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AreaRows.read(
                    declared(AreaKind.GP_PRACTICE_AREA, 2), "a.csv", HEAD + line("") + "\n"))
        .withMessage("a.csv: it has 1 rows, declared are 2");
    assertThat(practices(line("").replace("QHM", "D7T5G")).rows())
        .as("codes new in 2026")
        .hasSize(1);
  }

  @Test
  void points_are_whole_metres_and_have_two_parts() {
    assertThat(points("sub_icb,XS1,400000,500000,,").rows()).hasSize(1);
    refusedPoint("has no northing", "sub_icb,XS1,400000,,,");
    refusedPoint("has the easting \"400000.5\"", "sub_icb,XS1,400000.5,500000,,");
    refusedPoint("has the area_type \"ward\"", "ward,XS1,400000,500000,,");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AreaRows.read(
                    declared(AreaKind.PROVIDER_AREA, 1),
                    "a.csv",
                    "organisation_code,sub_icb_code,icb_code,region_code,easting,northing,"
                        + "valid_from,valid_to\nRX4,,,Y63,400000,,,\n"))
        .withMessage("a.csv: the row of RX4 has an easting or a northing without the other");
  }

  @Test
  void any_part_of_a_postcode_can_be_named() {
    for (String part : new String[] {"ZQ", "Z", "ZQ1", "ZQ12", "Z1A", "ZQ1 2", "ZQ1 2AB"}) {
      assertThat(postcodes(part).rows()).as(part).hasSize(1);
    }
    for (String part : new String[] {"ZQ12AB", "ZQ1 2A", "1AB", "zq1", "ZQ123"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> postcodes(part))
          .withMessageContaining("has the postcode_part \"" + part + "\"");
    }
  }

  @Test
  void columns_and_descriptors_are_read_strictly() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AreaRows.read(
                    declared(AreaKind.GP_PRACTICE_AREA, 1), "a.csv", HEAD.replace("icb_code,", "")))
        .withMessageContaining("column");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AreaRows.read(
                    declared(AreaKind.GP_PRACTICE_AREA, 1),
                    "a.csv",
                    "colour," + HEAD + "red," + line("") + "\n"))
        .withMessage("a.csv: column colour is not known");
    refusedDescriptor("kind \"ward\" is not known", "kind: gp_practice_area", "kind: ward");
    refusedDescriptor("invented is not declared", "invented: true\n", "");
    refusedDescriptor("rows is not declared", "rows: 1\n", "");
    refusedDescriptor("source is not declared", "source: A test\n", "");
    refusedDescriptor("name \"A\" is not known", "name: some", "name: A");
    refusedDescriptor("colour", "name: some", "name: some\ncolour: red");
    assertThat(AreaKind.declaredBy("a.yaml", "kind: population\n")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AreaKind.declaredBy("a.yaml", "kind: ward\n"))
        .withMessageEndingWith(
            "expected one of population, gp_practice_area, postcode_area, provider_area,"
                + " area_centroid");
  }

  @Test
  void a_catalogue_and_its_files_must_fit() {
    String entry =
        "- {kind: gp_practice_area, name: some, file: a.csv, invented: true, rows: 1, source: A test}\n";
    String good = HEAD + line("") + "\n";
    assertThat(
            Areas.read(entry, Map.of("a.csv", "# Invented\n" + good))
                .of(AreaKind.GP_PRACTICE_AREA)
                .rows())
        .hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Areas.read(entry, Map.of("b.csv", good)))
        .withMessageContaining("the file of some is not there");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Areas.read(entry, Map.of("a.csv", good, "b.csv", good)))
        .withMessageContaining("[b.csv]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Areas.read(entry + entry, Map.of("a.csv", good)))
        .withMessageContaining("described twice");
  }

  private static String line(String dates) {
    return "Q80001,XP1,XS1,QHM,Y63," + (dates.indexOf(',') < 0 ? dates + "," : dates);
  }

  private static AreaTable declared(AreaKind kind, int rows) {
    return AreaTable.read("a.yaml", DESCRIPTOR.formatted(kind.id(), rows));
  }

  private static AreaRows practices(String... lines) {
    return AreaRows.read(
        declared(AreaKind.GP_PRACTICE_AREA, lines.length),
        "a.csv",
        HEAD + String.join("\n", lines) + "\n");
  }

  private static AreaRows points(String line) {
    return AreaRows.read(
        declared(AreaKind.AREA_CENTROID, 1),
        "a.csv",
        "area_type,area_code,easting,northing,valid_from,valid_to\n" + line + "\n");
  }

  private static AreaRows postcodes(String part) {
    return AreaRows.read(
        declared(AreaKind.POSTCODE_AREA, 1),
        "a.csv",
        "postcode_part,local_authority_code,sub_icb_code,icb_code,region_code,valid_from,valid_to\n"
            + part
            + ",X06000001,,,Y63,,\n");
  }

  private static void refused(String message, String... lines) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AreaRows.read(
                    declared(AreaKind.GP_PRACTICE_AREA, lines.length),
                    "a.csv",
                    HEAD + String.join("\n", lines) + "\n"))
        .withMessageContaining(message);
  }

  private static void refusedPoint(String message, String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> points(line))
        .withMessageContaining(message);
  }

  private static void refusedDescriptor(String message, String text, String replacement) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AreaTable.read(
                    "a.yaml",
                    DESCRIPTOR.formatted("gp_practice_area", 1).replace(text, replacement)))
        .withMessageContaining(message);
  }
}
