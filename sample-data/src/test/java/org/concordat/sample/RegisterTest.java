package org.concordat.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Who lives in the country, and who is hard to tell from whom. */
class RegisterTest {

  private static final int PEOPLE = 60_000;

  private static Register register(Map<ErrorRate, Double> asked) {
    return new Register(7, ErrorRates.of(Unknowns.USUAL, asked), place -> place % 2_000 < 900);
  }

  private static List<Person> everybody(Register register) {
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      people.add(register.person(i));
    }
    return people;
  }

  @Test
  void a_person_follows_from_seed_and_place_whoever_was_asked_for_before() {
    List<Person> people = everybody(register(Map.of()));
    for (int place : List.of(59_999, 4_001, 31, 30, 0)) {
      assertThat(register(Map.of()).person(place)).isEqualTo(people.get(place));
    }
  }

  @Test
  void three_people_of_two_hundred_have_a_twin_who_differs_in_number_and_given_name() {
    List<Person> people = everybody(register(Map.of()));
    int twins = 0;
    int ofOneSex = 0;
    for (int i = 0; i < PEOPLE; i += 2) {
      Person elder = people.get(i);
      Person younger = people.get(i + 1);
      if (elder.birthDate().equals(younger.birthDate())
          && elder.familyName().equals(younger.familyName())) {
        twins += 2;
        ofOneSex += elder.sex().equals(younger.sex()) ? 2 : 0;
        assertThat(younger.postcode()).isEqualTo(elder.postcode());
        assertThat(younger.ethnicGroup()).isEqualTo(elder.ethnicGroup());
        assertThat(younger.givenName()).isNotEqualTo(elder.givenName());
        assertThat(younger.nhsNumber()).isNotEqualTo(elder.nhsNumber());
      }
    }
    assertThat(twins / (double) PEOPLE).isCloseTo(0.015, Offset.offset(0.002));
    assertThat(ofOneSex / (double) twins).isCloseTo(0.5, Offset.offset(0.07));
  }

  @Test
  void households_share_a_postcode_and_mostly_a_family_name() {
    // Nobody has a twin, nobody lives in a hostel, everybody with others: two, three or four of
    // each four places share.
    List<Person> people =
        everybody(
            register(
                Map.of(ErrorRate.TWINS, 0.0, ErrorRate.HOSTELS, 0.0, ErrorRate.HOUSEHOLDS, 0.75)));
    int sharing = 0;
    int named = 0;
    for (int i = 0; i < PEOPLE; i += 4) {
      Person first = people.get(i);
      Person second = people.get(i + 1);
      if (first.postcode() != null && first.postcode().equals(second.postcode())) {
        sharing++;
        named += second.familyName().equals(first.familyName()) ? 1 : 0;
        assertThat(second.ethnicGroup()).isEqualTo(first.ethnicGroup());
      }
    }
    assertThat(sharing).isGreaterThan(PEOPLE / 4 * 9 / 10);
    assertThat(named / (double) sharing).isBetween(0.78, 0.88);
  }

  @Test
  void the_usual_country_has_three_people_of_twenty_under_a_roof_with_another() {
    Map<String, Integer> byPostcode = new HashMap<>();
    List<Person> people = everybody(register(Map.of()));
    for (Person person : people) {
      byPostcode.merge(String.valueOf(person.postcode()), 1, Integer::sum);
    }
    byPostcode.remove("null");
    int sharing = byPostcode.values().stream().filter(n -> n > 1).mapToInt(n -> n).sum();
    int inHostels = byPostcode.values().stream().filter(n -> n >= 30).mapToInt(n -> n).sum();
    // 1.5 % twins, 12 % households, 2 % hostels, and strangers of one of three million postcodes.
    assertThat(sharing / (double) PEOPLE).isCloseTo(0.165, Offset.offset(0.025));
    assertThat(inHostels / (double) PEOPLE).isCloseTo(0.02, Offset.offset(0.01));
  }

  @Test
  void a_hostel_is_thirty_neighbours_of_the_register_with_one_postcode() {
    List<Person> people = everybody(register(Map.of(ErrorRate.HOSTELS, 0.9375)));
    for (int i = 0; i < PEOPLE; i += 32) {
      assertThat(people.subList(i, i + 30))
          .extracting(Person::postcode)
          .containsOnly(people.get(i).postcode());
      assertThat(people.get(i + 31).postcode()).isNotEqualTo(people.get(i).postcode());
    }
  }

  @Test
  void the_commonest_family_name_is_borne_by_8_in_100_of_some_communities_and_1_of_others() {
    assertThat(commonest(Community.SOUTH_ASIAN)).isBetween(0.07, 0.09);
    assertThat(commonest(Community.CHINESE)).isBetween(0.07, 0.09);
    assertThat(commonest(Community.ARAB)).isBetween(0.05, 0.08);
    assertThat(commonest(Community.AFRICAN)).isBetween(0.02, 0.03);
    assertThat(commonest(Community.CARIBBEAN)).isBetween(0.02, 0.03);
    assertThat(commonest(Community.BRITISH)).isBetween(0.008, 0.015);
    assertThat(commonest(Community.EUROPEAN)).isBetween(0.007, 0.013);
  }

  private static double commonest(Community community) {
    Dice dice = Dice.of(5, "names", community.ordinal());
    Map<String, Integer> borne = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      borne.merge(community.familyName(dice), 1, Integer::sum);
    }
    return Collections.max(borne.values()) / 20_000.0;
  }

  @Test
  void a_pool_begins_with_its_commonest_name_and_spells_every_fifth_like_the_fourth() {
    NamePool pool = new NamePool(0, 10, 0, new String[] {"Zvor", "Qwel"}, Names.SHORT_TAILS);
    // 7,919 places on each time, of 2 x 32 combinations, is 47: the second head, the 24th tail.
    assertThat(pool.at(0)).isEqualTo("Zvorqi");
    assertThat(pool.at(1)).isEqualTo("Qweltva");
    assertThat(pool.at(3)).isEqualTo("Qwelzzo");
    assertThat(pool.at(4)).isEqualTo("Qwelzso");
    // Shares 1, 1/2, 1/3 ... 1/10 add up to 2.929: the first name is borne by 34 in 100.
    Dice dice = Dice.of(1, "pool");
    int first = 0;
    for (int i = 0; i < 10_000; i++) {
      first += pool.draw(dice) == 0 ? 1 : 0;
    }
    assertThat(first).isBetween(3_300, 3_530);
  }
}
