package org.concordat.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What goes wrong in rows, and how often. */
class ErrorRatesTest {

  private static final int ROWS = 20_000;
  private static final LocalDate DAY = LocalDate.of(2026, 9, 15);
  private static final Map<String, TableShape> SHAPES = TableShape.ofContracts();

  private static Row row(String table) {
    TableShape shape = SHAPES.get(table);
    if (shape == null) {
      throw new IllegalArgumentException(table);
    }
    return new Row(shape);
  }

  private static Person person(int place) {
    return new Register(3, ErrorRates.usual(), i -> true).person(place);
  }

  private static Recorder recorder(Person person, ErrorRates rates, int row) {
    return new Recorder(person, Dice.of(11, "row", row), Unknowns.USUAL, rates);
  }

  /** How many rows say they hold an error. */
  private static Map<String, Integer> errors(Iterable<Row> rows) {
    Map<String, Integer> errors = new HashMap<>();
    rows.forEach(row -> row.truth().errors().forEach(e -> errors.merge(e, 1, Integer::sum)));
    return errors;
  }

  private static Set<Row> police(ErrorRates rates) {
    Set<Row> rows = new HashSet<>();
    for (int i = 0; i < ROWS; i++) {
      Row row = row("police_mha_detention");
      recorder(person(i), rates, i).detainee(row, DAY);
      rows.add(row);
    }
    return rows;
  }

  private static Set<Row> ambulance(ErrorRates rates) {
    Set<Row> rows = new HashSet<>();
    for (int i = 0; i < ROWS; i++) {
      Row row = row("ambulance_incident");
      recorder(person(i), rates, i).bystander(row, DAY, ErrorRate.NUMBER_MISSING_AMBULANCE);
      rows.add(row);
    }
    return rows;
  }

  private static double share(int part, long whole) {
    return part / (double) whole;
  }

  @Test
  void police_rows_hold_the_errors_of_police_rows_as_often_as_they_should() {
    Set<Row> rows = police(ErrorRates.usual());
    Map<String, Integer> errors = errors(rows);
    int names = ROWS - count(errors, "names_missing");
    int dates = ROWS - count(errors, "age_only") - count(errors, "age_guessed");
    assertThat(share(count(errors, "number_missing"), ROWS)).isBetween(0.97, 0.98);
    assertThat(share(count(errors, "age_only"), ROWS)).isBetween(0.41, 0.43);
    assertThat(share(count(errors, "typo_given") + count(errors, "typo_family"), names))
        .isBetween(0.08, 0.09);
    assertThat(share(count(errors, "swapped"), names)).isBetween(0.01, 0.014);
    assertThat(share(count(errors, "default_date"), dates)).isBetween(0.0115, 0.017);
    assertThat(share(count(errors, "birth_date_error"), dates)).isBetween(0.017, 0.023);
    for (Row row : rows) {
      Set<String> wrong = Set.copyOf(row.truth().errors());
      assertThat(row.get("nhs_number").isEmpty()).isEqualTo(wrong.contains("number_missing"));
      assertThat(row.get("birth_date").isEmpty()).isEqualTo(wrong.contains("age_only"));
      assertThat(row.get("family_name").isEmpty()).isEqualTo(wrong.contains("names_missing"));
    }
  }

  @Test
  void ambulance_rows_say_what_is_wrong_in_them_and_nothing_else_is() {
    int moved = 0;
    int homes = 0;
    int sameDistrict = 0;
    for (Row row : ambulance(ErrorRates.usual())) {
      Truth truth = row.truth();
      Person person = truth.person();
      assertThat(person).isNotNull();
      if (person == null) {
        continue;
      }
      Set<String> wrong = Set.copyOf(truth.errors());
      boolean isSwapped = wrong.contains("swapped");
      String given = row.get(isSwapped ? "family_name" : "given_name");
      String family = row.get(isSwapped ? "given_name" : "family_name");
      if (!wrong.contains("names_missing")) {
        assertThat(given.equals(person.givenName())).isEqualTo(!wrong.contains("typo_given"));
        assertThat(family.equals(person.familyName())).isEqualTo(!wrong.contains("typo_family"));
      }
      boolean isDateRight = row.get("birth_date").equals(person.birthDate().toString());
      boolean isDateWrong =
          wrong.contains("default_date")
              || wrong.contains("birth_date_error")
              || wrong.contains("age_only")
              || wrong.contains("age_guessed");
      assertThat(isDateRight).as(row.csv()).isEqualTo(!isDateWrong);
      String home = person.postcode();
      String written = row.get("home_postcode");
      if (home != null && !wrong.contains("postcode_missing")) {
        homes++;
        assertThat(written.equals(home)).isEqualTo(!wrong.contains("moved"));
        moved += wrong.contains("moved") ? 1 : 0;
        sameDistrict += wrong.contains("moved") && district(written).equals(district(home)) ? 1 : 0;
      }
    }
    assertThat(share(moved, homes)).isBetween(0.094, 0.106);
    assertThat(share(sameDistrict, moved)).isBetween(0.45, 0.55);
  }

  private static String district(String postcode) {
    return postcode.substring(0, postcode.indexOf(' '));
  }

  @Test
  void a_rate_asked_for_is_the_rate_there_is() {
    Map<ErrorRate, Double> asked = new EnumMap<>(ErrorRate.class);
    asked.put(ErrorRate.NAMES_MISSING, 0.0);
    asked.put(ErrorRate.NAME_TYPO, 0.3);
    asked.put(ErrorRate.NAMES_SWAPPED, 1.0);
    Map<String, Integer> errors = errors(ambulance(ErrorRates.of(Unknowns.USUAL, asked)));
    assertThat(share(count(errors, "typo_given") + count(errors, "typo_family"), ROWS))
        .isCloseTo(0.3, Offset.offset(0.01));
    assertThat(count(errors, "swapped")).isEqualTo(ROWS);
    assertThat(errors).doesNotContainKey("names_missing");
  }

  @Test
  void levels_of_unknowns_move_the_gaps_and_none_switches_mistakes_off_unless_asked_for() {
    ErrorRates none = ErrorRates.of(Unknowns.NONE, Map.of(ErrorRate.NAME_TYPO, 0.1));
    ErrorRates low = ErrorRates.of(Unknowns.LOW, Map.of());
    ErrorRates high = ErrorRates.of(Unknowns.HIGH, Map.of());
    for (ErrorRate rate : ErrorRate.values()) {
      boolean isOff = rate.kind() != ErrorRate.Kind.PEOPLE && rate != ErrorRate.NAME_TYPO;
      assertThat(none.share(rate) == 0).as(rate.option()).isEqualTo(isOff);
    }
    assertThat(none.share(ErrorRate.NAME_TYPO)).isEqualTo(0.1);
    assertThat(low.share(ErrorRate.NUMBER_MISSING_111)).isCloseTo(0.1, Offset.offset(1e-9));
    assertThat(high.share(ErrorRate.NUMBER_MISSING_111)).isCloseTo(0.625, Offset.offset(1e-9));
    assertThat(high.share(ErrorRate.NUMBER_MISSING_AMBULANCE)).isEqualTo(0.95);
    assertThat(high.share(ErrorRate.NUMBER_MISSING_POLICE)).isEqualTo(0.975);
    assertThat(high.share(ErrorRate.MOVED_HOUSE)).isEqualTo(ErrorRate.MOVED_HOUSE.usual());
  }

  @Test
  void no_usual_rate_is_below_what_linkage_has_to_bear() {
    assertThat(ErrorRate.NUMBER_MISSING_TRUST.usual()).isGreaterThanOrEqualTo(0.02);
    assertThat(ErrorRate.NUMBER_MISSING_AMBULANCE.usual()).isGreaterThanOrEqualTo(0.35);
    assertThat(ErrorRate.NUMBER_MISSING_POLICE.usual()).isGreaterThanOrEqualTo(0.97);
    assertThat(ErrorRate.AGE_ONLY_POLICE.usual()).isGreaterThanOrEqualTo(0.4);
    assertThat(ErrorRate.NAME_TYPO.usual()).isGreaterThanOrEqualTo(0.03);
    assertThat(ErrorRate.NAME_TYPO_POLICE.usual()).isGreaterThanOrEqualTo(0.08);
    assertThat(ErrorRate.BIRTH_DATE_ERROR.usual()).isGreaterThanOrEqualTo(0.015);
    assertThat(ErrorRate.MOVED_HOUSE.usual()).isGreaterThanOrEqualTo(0.08);
    assertThat(ErrorRate.NAMES_SWAPPED.usual()).isGreaterThanOrEqualTo(0.01);
    assertThat(ErrorRate.DEFAULT_DATE.usual()).isGreaterThanOrEqualTo(0.01);
  }

  @Test
  void a_slip_of_the_finger_is_one_letter_swapped_dropped_doubled_or_beside_the_key() {
    Set<String> typed = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      typed.add(TypingErrors.name("Qab", Dice.of(1, "slip", i)));
    }
    assertThat(typed)
        .containsExactlyInAnyOrder(
            "Aqb", "Qba", "Ab", "Qb", "Qa", "Qqab", "Qaab", "Qabb", "Wab", "Qsb", "Qav", "Qan");
  }

  @Test
  void a_wrong_date_is_turned_round_or_has_one_wrong_digit() {
    for (int i = 0; i < 2_000; i++) {
      Dice dice = Dice.of(1, "date", i);
      assertThat(TypingErrors.date(LocalDate.of(1984, 3, 5), dice)).isEqualTo("1984-05-03");
      String wrong = TypingErrors.date(LocalDate.of(1984, 3, 25), dice).toString();
      int different = 0;
      for (int at = 0; at < 10; at++) {
        different += wrong.charAt(at) == "1984-03-25".charAt(at) ? 0 : 1;
      }
      assertThat(different).as(wrong).isEqualTo(1);
    }
  }

  @Test
  void a_trust_repeats_its_record_each_month_while_a_force_asks_anew_for_every_row() {
    Plan plan = Plan.of(1);
    World world = new World(9, plan, Unknowns.USUAL, ErrorRates.usual(), SHAPES);
    Partner trust = plan.partners().get(0);
    Set<String> told = new HashSet<>();
    for (int month = 0; month < 12; month++) {
      Row record = row("MHS001MPI");
      world.patientRecord(world.person(5), trust).patient(record);
      told.add(record.csv());
    }
    assertThat(told).hasSize(1);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      Row detention = row("police_mha_detention");
      world.recorder(world.person(5), world.dice("detainee", i)).detainee(detention, DAY);
      names.add(detention.get("given_name") + " " + detention.get("family_name"));
    }
    assertThat(names).hasSizeGreaterThan(20);
  }

  private static int count(Map<String, Integer> errors, String name) {
    return errors.getOrDefault(name, 0);
  }
}
