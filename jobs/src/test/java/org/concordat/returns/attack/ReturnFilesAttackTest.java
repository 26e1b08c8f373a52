package org.concordat.returns.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.concordat.returns.attack.ReturnFilesAttack.Read;
import org.concordat.returns.attack.ReturnFilesAttack.ReturnFile;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.Measures;
import org.junit.jupiter.api.Test;

/** The attacker on files of a few rows, knowing of the measures what the project's pages say. */
class ReturnFilesAttackTest {

  private static final Measures MEASURES = Measures.load();
  private static final CodeLists CODE_LISTS = CodeLists.load();

  /** Rows as {@code measure|breakdown|primary|secondary|value|note}; the note may be left out. */
  private static byte[] csv(String month, String... rows) {
    StringBuilder text =
        new StringBuilder(
            "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,"
                + "PRIMARY_LEVEL_DESCRIPTION,SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,MEASURE_ID,"
                + "MEASURE_NAME,MEASURE_VALUE,VALUE_NOTE,REVISION_NOTE\n");
    for (String row : rows) {
      String[] parts = row.split("\\|");
      text.append(
          "%s-01,%s-28,Performance,%s,%s,x,%s,x,%s,x,%s,%s,\n"
              .formatted(
                  month,
                  month,
                  parts[1],
                  parts[2],
                  parts[3],
                  parts[0],
                  parts[4],
                  parts.length > 5 ? parts[5] : ""));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Read read(boolean isUnrevised, byte[]... files) {
    List<ReturnFile> all =
        java.util.Arrays.stream(files).map(file -> new ReturnFile("v1", file, null, null)).toList();
    return ReturnFilesAttack.read(all, MEASURES, CODE_LISTS, isUnrevised, true);
  }

  private static List<String> leaks(Read read) {
    Attack.Result result = Attack.on(read.table(), Reading.NAIVE);
    assertThat(result.contradictions()).isEmpty();
    assertThat(result.unjudged()).isZero();
    return result.forbidden().stream()
        .map(
            f ->
                "%s %s %s %s %s"
                    .formatted(
                        f.outcome(), f.kind(), f.key().measure(), f.key().primary(), f.possible()))
        .toList();
  }

  private static byte[] emergencies(String whole, String unknownAge) {
    return csv(
        "2026-09",
        "CCR70|England|England|NONE|10",
        "CCR70|England; Age Band|England|18 and over|5",
        "CCR70|England; Age Band|England|Under 18|5",
        "CCR70|England; Age Band|England|UNKNOWN|" + unknownAge,
        "CCR70a|England|England|NONE|5",
        "CCR70b|England|England|NONE|5",
        "CCR70|Provider|RX4|NONE|" + whole,
        "CCR70a|Provider|RX4|NONE|*",
        "CCR70b|Provider|RX4|NONE|*",
        "CCR70|Provider|RXM|NONE|*",
        "CCR70a|Provider|RXM|NONE|*",
        "CCR70b|Provider|RXM|NONE|*",
        "CCR70|Provider|RWK|NONE|*",
        "CCR70a|Provider|RWK|NONE|*",
        "CCR70b|Provider|RWK|NONE|*");
  }

  @Test
  void ten_over_two_hidden_parts_leaks_when_england_knows_every_age() {
    assertThat(leaks(read(false, emergencies("10", "0"))))
        .contains("LEAK HIDDEN CCR70a RX4 [4]", "LEAK HIDDEN CCR70b RX4 [4]");
  }

  @Test
  void ten_over_two_hidden_parts_is_safe_when_an_age_may_be_unknown() {
    // Up to 4 of unknown age in England: the parts at the provider may be as small as 0 and 4.
    assertThat(leaks(read(false, emergencies("10", "*")))).noneMatch(leak -> leak.contains("RX4"));
  }

  @Test
  void ten_with_its_whole_hidden_is_safe() {
    assertThat(leaks(read(false, emergencies("*", "0")))).noneMatch(leak -> leak.contains("RX4"));
  }

  private static byte[] veryUrgent(String percent) {
    return csv(
        "2026-09",
        "CCR118|England|England|NONE|10",
        "CCR119|England|England|NONE|5",
        "CRS01|England|England|NONE|50",
        "CCR118|Provider|RX4|NONE|10",
        "CCR119|Provider|RX4|NONE|5",
        "CRS01|Provider|RX4|NONE|" + percent,
        "CCR118|Provider|RXM|NONE|*",
        "CCR119|Provider|RXM|NONE|*",
        "CRS01|Provider|RXM|NONE|*");
  }

  @Test
  void percentages_of_printed_values_tell_nothing_more() {
    Read read = read(false, veryUrgent("50"));
    assertThat(read.exactPercentages()).isEmpty();
    assertThat(leaks(read)).isEmpty();
  }

  @Test
  void percentages_of_exact_values_are_noticed_and_used() {
    Read read = read(false, veryUrgent("63"));
    assertThat(read.exactPercentages())
        .singleElement()
        .satisfies(key -> assertThat(key.primary()).isEqualTo("RX4"));
    // 5 of 8 is the only way to 63 %, so three of the provider's people were not seen in time.
    assertThat(leaks(read)).contains("LEAK COMPLEMENT CCR118 RX4 [3]");
  }

  @Test
  void a_quarter_with_two_earlier_months_reveals_the_third() {
    byte[] july = csv("2026-07", "OAP01M|England|England|NONE|31");
    byte[] august = csv("2026-08", "OAP01M|England|England|NONE|42");
    byte[] september =
        csv("2026-09", "OAP01M|England|England|NONE|*", "OAP01Q|England|England|NONE|76");

    assertThat(leaks(read(true, july, august, september)))
        .containsExactly("LEAK HIDDEN OAP01M England [3]");
    // Whoever does not take earlier months to be unrevised knows only that 1 to 4 are within 76.
    assertThat(leaks(read(false, july, august, september))).isEmpty();
  }

  @Test
  void a_second_version_that_prints_what_the_first_hid_is_used() {
    byte[] first = csv("2026-09", "MHS82|England|England|NONE|5", "MHS82|Provider|RX4|NONE|*");
    byte[] second =
        csv(
            "2026-09",
            "MHS82|England|England|NONE|5",
            "MHS82|Provider|RX4|NONE|*",
            "MHS83|England|England|NONE|5",
            "MHS149|England|England|NONE|*",
            "MHS83|Provider|RX4|NONE|*",
            "MHS149|Provider|RX4|NONE|*");
    List<ReturnFile> files =
        List.of(new ReturnFile("v1", first, null, null), new ReturnFile("v2", second, null, null));
    Read read = ReturnFilesAttack.read(files, MEASURES, CODE_LISTS, true, true);

    // One provider only: its 0 to 4 cannot be England's 5 to 7, so the reading fits nothing.
    assertThat(Attack.on(read.table(), Reading.NAIVE).unjudged()).isPositive();
    // Read cautiously, version 1 already shows that the asterisk of version 2 is 5 to 7; England's
    // hidden part is then at least 1 and at most 2, because its other part is 5 or more.
    assertThat(Attack.on(read.table(), Reading.CAUTIOUS).leaks())
        .anySatisfy(
            leak -> {
              assertThat(leak.key().measure()).isEqualTo("MHS149");
              assertThat(leak.possible()).containsExactly(1, 2);
            });
  }

  @Test
  void categories_of_ethnicity_that_are_each_somebody_give_a_small_group_away() {
    // A group of 5 to 7 with A printed 5: B and C are at least 1 each, so 1 and 1 only.
    Read read =
        read(
            false,
            csv(
                "2026-09",
                "CCR70|England|England|NONE|5",
                "CCR70|England; Ethnicity|England|White|5",
                "CCR70|England; Ethnicity (16 groups)|England|A|5",
                "CCR70|England; Ethnicity (16 groups)|England|B|*",
                "CCR70|England; Ethnicity (16 groups)|England|C|*"));

    assertThat(Attack.on(read.table(), Reading.NAIVE).leaks())
        .extracting(leak -> leak.key().secondary() + leak.possible())
        .containsExactly("B[1]", "C[1]");
  }

  @Test
  void a_force_that_sent_nothing_is_no_secret() {
    Read read =
        read(
            false,
            csv(
                "2026-09",
                "CRS60|England|England|NONE|10",
                "CRS60|Police force|42|NONE|*|:",
                "CRS60|Police force|10|NONE|*",
                "CRS60|Police force|01|NONE|5"));

    Attack.Result result = Attack.on(read.table(), Reading.NAIVE);
    assertThat(result.exempt()).isEqualTo(1);
    assertThat(result.forbidden()).isEmpty();
  }

  @Test
  void measures_are_compared_by_the_rows_they_count() {
    assertThat(PublicRelations.isPart(MEASURES, "CCR119", "CCR118")).isTrue();
    assertThat(PublicRelations.isPart(MEASURES, "CCR118", "CCR119")).isFalse();
    assertThat(PublicRelations.isPart(MEASURES, "CRS48", "CRS49")).isTrue();
    assertThat(PublicRelations.isPart(MEASURES, "MHS143", "MHS81")).isTrue();
    // Changes from section 2 to 3 are no new detention.
    assertThat(PublicRelations.isPart(MEASURES, "MHS144", "MHS81")).isFalse();
    assertThat(PublicRelations.isPart(MEASURES, "OAP01M", "OAP01Y")).isTrue();
    assertThat(PublicRelations.isPart(MEASURES, "OAP02M", "OAP02Q")).isTrue();
    assertThat(PublicRelations.isPart(MEASURES, "OAP01M", "CRS110M")).isFalse();
  }
}
