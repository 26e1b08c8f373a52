package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.concordat.link.DetentionRow.ambulance;
import static org.concordat.link.DetentionRow.day;
import static org.concordat.link.DetentionRow.police;
import static org.concordat.link.DetentionRow.trust;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.concordat.schemas.EventLinkLimits;
import org.junit.jupiter.api.Test;

/** Linkage.md step 6: same place, times within 60 minutes, same sex, age within two years. */
class DetentionLinkageTest {

  private static final EventLinkLimits LIMITS = EventLinkLimits.load();

  @Test
  void joins_police_ambulance_and_trust_at_one_place_and_time() {
    assertThat(events(police("F"), ambulance("A"), trust("T"))).containsExactly("A F T");
    assertThat(events(police("F"), trust("T"))).containsExactly("F T");
    assertThat(events(ambulance("A"), trust("T"))).containsExactly("A T");
    assertThat(events(police("F"), ambulance("A"))).containsExactly("A F");
    assertThat(events(police("F"), trust("T").from("RV5"))).containsExactly("F", "T");
    assertThat(events(ambulance("A"), trust("T").from("RV5"))).containsExactly("A", "T");
  }

  @Test
  void times_may_lie_sixty_minutes_apart_but_not_sixty_one() {
    assertThat(events(police("F"), trust("T").minutesLater(60))).containsExactly("F T");
    assertThat(events(police("F"), trust("T").minutesLater(61))).containsExactly("F", "T");
    assertThat(events(police("F"), trust("T").minutesLater(-60))).containsExactly("F T");
    assertThat(events(police("F"), trust("T").minutesLater(-61))).containsExactly("F", "T");
    assertThat(events(police("F"), ambulance("A").minutesLater(60))).containsExactly("A F");
    assertThat(events(police("F"), ambulance("A").minutesLater(61))).containsExactly("A", "F");
  }

  @Test
  void without_an_arrival_the_start_is_compared() {
    // Detained 13:00, arrived nobody knows when; the trust's period began at 14:00 or 14:01.
    assertThat(events(police("F").startedOnly(-60), trust("T"))).containsExactly("F T");
    assertThat(events(police("F").startedOnly(-61), trust("T"))).containsExactly("F", "T");
    // The ambulance was called at 13:00, whenever it arrived.
    assertThat(events(police("F").startedOnly(-60), ambulance("A"))).containsExactly("A F");
    assertThat(events(police("F").startedOnly(-121), ambulance("A"))).containsExactly("A", "F");
  }

  @Test
  void ages_may_lie_two_years_apart_but_not_three() {
    assertThat(events(police("F"), trust("T").aged(38))).containsExactly("F T");
    assertThat(events(police("F"), trust("T").aged(39))).containsExactly("F", "T");
    assertThat(events(police("F"), trust("T").aged(34))).containsExactly("F T");
    assertThat(events(police("F"), trust("T").aged(33))).containsExactly("F", "T");
  }

  @Test
  void sexes_must_agree_where_both_are_known() {
    assertThat(events(police("F"), trust("T").ofSex("1"))).containsExactly("F", "T");
    assertThat(events(police("F"), trust("T").ofSex(null))).containsExactly("F T");
  }

  @Test
  void without_an_age_an_equal_number_or_postcode_must_stand_in() {
    assertThat(events(police("F").aged(null), trust("T"))).containsExactly("F", "T");
    assertThat(events(police("F").aged(null).livingAt("NE1 4ST"), trust("T").livingAt("NE1 4ST")))
        .containsExactly("F T");
    assertThat(events(police("F").aged(null).numbered("1"), trust("T").numbered("1")))
        .containsExactly("F T");
  }

  @Test
  void identifiers_that_contradict_forbid_the_link() {
    assertThat(events(police("F").numbered("1"), trust("T").numbered("2")))
        .containsExactly("F", "T");
    assertThat(events(police("F").born("1990-03-02"), trust("T").born("1989-04-05")))
        .containsExactly("F", "T");
    // One part of the birth date agrees: a slip of the pen.
    assertThat(events(police("F").born("1990-03-02"), trust("T").born("1990-04-05")))
        .containsExactly("F T");
    // The police fit the trust's row, but the ambulance they quote has another NHS number.
    assertThat(
            events(
                police("F").quoted("A", 2, true),
                ambulance("A").quoted("A", 2, true).numbered("1"),
                trust("T").numbered("2")))
        .containsExactly("A F", "T");
  }

  @Test
  void equally_good_candidates_leave_all_of_them_unlinked() {
    DetentionLinkage twoTrusts = linkage(police("F"), trust("T1"), trust("T2").minutesLater(5));
    assertThat(texts(twoTrusts)).containsExactly("F", "T1", "T2");
    assertThat(doubtful(twoTrusts)).containsExactly("F", "T1", "T2");
    DetentionLinkage twoForces = linkage(police("F1"), police("F2").minutesLater(9), trust("T"));
    assertThat(texts(twoForces)).containsExactly("F1", "F2", "T");
    assertThat(doubtful(twoForces)).containsExactly("F1", "F2", "T");
    assertThat(doubtful(linkage(police("F"), trust("T")))).isEmpty();
  }

  @Test
  void the_better_candidate_wins_by_number_then_birth_date_postcode_place_and_time() {
    DetentionRow[] trusts = {
      trust("T1").numbered("1"),
      trust("T2").born("1990-03-02").livingAt("NE1 4ST"),
      trust("T3").livingAt("NE1 4ST"),
      trust("T4"),
      trust("T5").untimedOn(day())
    };
    DetentionRow force = police("F").numbered("1").born("1990-03-02").livingAt("NE1 4ST").aged(36);
    for (int best = 0; best < trusts.length; best++) {
      DetentionRow[] rest = Arrays.copyOfRange(trusts, best, trusts.length);
      DetentionRow[] all =
          Stream.concat(Stream.of(force), Arrays.stream(rest)).toArray(DetentionRow[]::new);
      assertThat(events(all)).contains("F T" + (best + 1));
    }
  }

  @Test
  void nobody_gets_a_second_choice_while_the_first_is_in_doubt() {
    // F1 and F2 both have T1's postcode; F1 would also fit T2.
    DetentionLinkage linkage =
        linkage(
            police("F1").livingAt("NE1 4ST"),
            police("F2").livingAt("NE1 4ST"),
            trust("T1").livingAt("NE1 4ST"),
            trust("T2"));
    assertThat(texts(linkage)).containsExactly("F1", "F2", "T1", "T2");
    // A candidate that has found its own is none any more.
    assertThat(
            events(
                police("F1").livingAt("NE1 4ST"), police("F2"),
                trust("T1").livingAt("NE1 4ST"), trust("T2")))
        .containsExactly("F1 T1", "F2 T2");
  }

  @Test
  void a_default_time_asks_for_the_same_day() {
    assertThat(events(police("F"), trust("T").untimedOn(day()))).containsExactly("F T");
    assertThat(events(police("F"), trust("T").untimedOn(day().plusDays(1))))
        .containsExactly("F", "T");
    assertThat(events(police("F").startedOnly(0), trust("T").untimedOn(day())))
        .containsExactly("F T");
  }

  @Test
  void a_detention_over_the_end_of_a_month_is_one_event() {
    LocalDateTime late = LocalDateTime.of(2026, 9, 30, 23, 50);
    assertThat(
            events(
                police("F").arrived(late), trust("T").in("2026-10").arrived(late.plusMinutes(20))))
        .containsExactly("F T");
  }

  @Test
  void a_place_nobody_named_must_be_one_the_sender_takes_people_to() {
    DetentionRow unknown = police("F").at(null);
    assertThat(events(unknown, trust("T"))).containsExactly("F", "T");
    assertThat(events(with(2, unknown, trust("T")))).contains("F", "T");
    assertThat(events(with(3, unknown, trust("T")))).contains("F T");
    // Another force's habits say nothing, nor do habits of taking people elsewhere.
    assertThat(events(with(3, police("F").from("01").at(null), trust("T")))).contains("F", "T");
    assertThat(events(with(3, unknown, trust("T").from("RV5")))).contains("F", "T");
    // Taken to an emergency department first: the trust's row is another stay.
    assertThat(events(with(3, police("F").at(null).ofType("emergency_department"), trust("T"))))
        .contains("F", "T");
    assertThat(events(with(3, police("F").at(null).ofType("not_known"), trust("T"))))
        .contains("F T");
  }

  @Test
  void an_ambulance_without_a_destination_must_be_one_the_force_works_with() {
    DetentionRow nowhere = ambulance("A").at(null);
    assertThat(events(police("F"), nowhere)).containsExactly("A", "F");
    DetentionRow[] habit =
        IntStream.range(0, 3)
            .mapToObj(i -> police("H" + i).arrived(LocalDateTime.of(2026, 9, 1 + i, 9, 0)))
            .map(row -> row.naming("RX6"))
            .toArray(DetentionRow[]::new);
    assertThat(events(joined(habit, police("F"), nowhere))).contains("A F");
    assertThat(events(joined(habit, police("F").at(null).ofType("police_station"), nowhere)))
        .contains("A", "F");
    assertThat(events(police("F").naming("RYA"), ambulance("A"))).containsExactly("A", "F");
    assertThat(events(police("F"), ambulance("A").naming("01"))).containsExactly("A", "F");
    assertThat(events(police("F").naming("RX6"), ambulance("A").naming("10")))
        .containsExactly("A F");
  }

  @Test
  void what_is_quoted_stays_and_is_joined_to_the_trust_as_one_event() {
    // The police did not write the arrival down; the ambulance they quote did.
    DetentionLinkage linkage =
        linkage(
            police("F").startedOnly(-90).at(null).quoted("A", 2, true),
            ambulance("A").quoted("A", 2, true),
            trust("T"));
    assertThat(texts(linkage)).containsExactly("A F T");
    DetentionEvent event = linkage.events().get(0);
    assertThat(event.root()).isEqualTo("A");
    assertThat(event.size()).isEqualTo(3);
    // An ambulance of the event that is no candidate itself still fills its place.
    assertThat(events(police("F").quoted("A9", 2, true), ambulance("A"))).containsExactly("A", "F");
    // References that contradict: which record is meant is not guessed.
    assertThat(events(police("F").contradicted(), trust("T"))).containsExactly("F", "T");
  }

  @Test
  void a_period_sent_again_or_under_two_ids_is_one_record() {
    DetentionRow august =
        trust("T1").in("2026-08").quoted("period", 2, false).ofPatient("P").minutesLater(300);
    DetentionRow september = trust("T2").quoted("period", 2, false).ofPatient("P");
    // Rows of the last month count; of two ids the greater.
    DetentionRow twin = trust("T3").quoted("twin", 1, false).ofPatient("P");
    DetentionLinkage linkage = linkage(police("F"), august, september, twin);
    assertThat(texts(linkage)).containsExactly("F T3");
    assertThat(linkage.events().get(0).size()).isEqualTo(4);
    assertThat(linkage.events().get(0).roots()).isEqualTo(Set.of("F", "period", "twin"));
    DetentionEvent alone = linkage(september, twin).events().get(0);
    assertThat(alone.isLinked()).isFalse();
    assertThat(alone.root()).isEqualTo("period");
  }

  @Test
  void the_order_of_the_rows_changes_nothing() {
    List<Sighting> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      rows.add(police("F" + i).minutesLater(i * 13).aged(30 + i).row());
      rows.add(ambulance("A" + i).minutesLater(i * 17).aged(31 + i).row());
      rows.add(trust("T" + i).minutesLater(i * 11).aged(32 + i).row());
    }
    List<String> first = texts(new DetentionLinkage(rows, LIMITS));
    Random random = new Random(4);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(rows, random);
      assertThat(texts(new DetentionLinkage(rows, LIMITS))).isEqualTo(first);
    }
  }

  /** The rows, and some earlier detentions that force 10 took to RX4. */
  private static DetentionRow[] with(int habits, DetentionRow... rows) {
    DetentionRow[] earlier =
        IntStream.range(0, habits)
            .mapToObj(i -> police("H" + i).arrived(LocalDateTime.of(2026, 9, 1 + i, 9, 0)))
            .toArray(DetentionRow[]::new);
    return joined(earlier, rows);
  }

  private static DetentionRow[] joined(DetentionRow[] some, DetentionRow... others) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(others)).toArray(DetentionRow[]::new);
  }

  private static DetentionLinkage linkage(DetentionRow... rows) {
    return new DetentionLinkage(Arrays.stream(rows).map(DetentionRow::row).toList(), LIMITS);
  }

  /** Each event as the names of its records, sorted. */
  private static List<String> events(DetentionRow... rows) {
    return texts(linkage(rows));
  }

  private static List<String> texts(DetentionLinkage linkage) {
    return linkage.events().stream()
        .map(e -> String.join(" ", e.sightings().stream().map(Sighting::rowId).sorted().toList()))
        .sorted()
        .toList();
  }

  private static List<String> doubtful(DetentionLinkage linkage) {
    return linkage.events().stream()
        .flatMap(event -> event.roots().stream().filter(event::isDoubtful))
        .sorted()
        .toList();
  }
}
