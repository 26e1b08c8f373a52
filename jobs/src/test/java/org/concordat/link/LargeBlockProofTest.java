package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.concordat.config.Settings;
import org.concordat.schemas.EventLinkLimits;
import org.concordat.schemas.MatchModel;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A system that wrote one birth date for 50,000 people: their block would hold 1.25 thousand
 * million pairs.
 */
@Tag("proof")
class LargeBlockProofTest {

  private static final int PEOPLE = 50_000;
  private static final int TWICE = 200;
  private static final String[] SYLLABLES = {
    "ba", "che", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pra", "re", "si", "to", "wu", "ya"
  };

  @TempDir Path folder;

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void one_birth_date_of_50_000_people_is_left_out_and_counted_and_other_blocks_still_work() {
    Settings.Linkage settings = Settings.defaults().linkage();
    PseudonymKey key = PseudonymKey.of(settings, folder, true);
    IdentifierPreparation preparation = new IdentifierPreparation(true);
    CheckedFrames frames = people();
    PersonLinkage linkage =
        new PersonLinkage(SharedSpark.session(), settings, MatchModel.load(), key);

    try (EventLinkage events =
            new EventLinkage(frames::table, preparation, EventLinkLimits.load());
        PersonLinkage.Linked linked =
            linkage.link(
                PersonRecords.of(frames::table, preparation),
                events::personLinks,
                new PersonIndex(SharedSpark.session(), key, null),
                ReportingMonth.of("2026-09"))) {
      Map<String, Long> counts = linked.matches().counts();
      // Women and men: two blocks, each of 25,000 x 24,999 / 2 pairs and those of the second
      // records.
      assertThat(counts).containsEntry("blocks_left_out.birth_date_sex", 2L);
      assertThat(counts.get("pairs_left_out.birth_date_sex")).isBetween(620_000_000L, 640_000_000L);
      assertThat(counts.get("pairs_looked_at")).isLessThan(2_000_000L);

      Map<Long, String> first = keys(linked, "police_mha_detention");
      Map<Long, String> second = keys(linked, "ambulance_incident");
      long found =
          second.entrySet().stream()
              .filter(entry -> entry.getValue().equals(first.get(entry.getKey())))
              .count();
      assertThat(found).as("people found again by postcode and sex").isGreaterThan(TWICE * 9 / 10);
    }
  }

  private static Map<Long, String> keys(PersonLinkage.Linked linked, String table) {
    Map<Long, String> keys = new HashMap<>();
    for (Row row :
        linked
            .people()
            .filter("source_table = '" + table + "' and record <= " + TWICE)
            .select("record", "person_key")
            .collectAsList()) {
      keys.put(row.getLong(0), row.getString(1));
    }
    return keys;
  }

  /** The first people have a second record with one letter of the surname wrong. */
  private static CheckedFrames people() {
    Random random = new Random(11);
    CheckedFrames frames = new CheckedFrames();
    for (int i = 1; i <= PEOPLE; i++) {
      String surname = word(random, 4);
      String given = word(random, 2);
      String postcode = "NE%d %d%s".formatted(1 + i / 2500, i % 10, letters(i));
      String rest =
          ", 'given_name': '%s', 'birth_date': '1980-06-15', 'sex_code': '%d', 'home_postcode': '%s'"
              .formatted(given, 1 + i % 2, postcode);
      frames.with(
          "police_mha_detention 10 2026-09 " + i, "'family_name': '%s'".formatted(surname) + rest);
      if (i <= TWICE) {
        String typo = surname.substring(0, 3) + "x" + surname.substring(4);
        frames.with(
            "ambulance_incident RX6 2026-09 " + i, "'family_name': '%s'".formatted(typo) + rest);
      }
    }
    return frames;
  }

  private static String word(Random random, int syllables) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    return word.toString();
  }

  private static String letters(int number) {
    String alphabet = "ABDEFGHJLNPQRSTUWXYZ";
    int rest = number / 10;
    return "" + alphabet.charAt(rest % 20) + alphabet.charAt(rest / 20 % 20);
  }
}
