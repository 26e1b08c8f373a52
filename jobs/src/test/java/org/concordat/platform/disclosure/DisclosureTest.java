package org.concordat.platform.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.concordat.config.Settings;
import org.junit.jupiter.api.Test;

/** The test vectors of returns-and-disclosure.md 3 that need more than one figure (D6 to D8). */
class DisclosureTest {

  private static final Settings.Disclosure DEFAULTS = Settings.defaults().disclosure();
  private final FigureTable table = new FigureTable(DEFAULTS);

  @Test
  void as_many_absent_figures_as_there_may_be_have_a_place() {
    // The table begins with 1024 places and doubles them.
    for (int i = 0; i < 5000; i++) {
      table.absent("P" + i);
    }
    assertThat(table.size()).isEqualTo(5000);
  }

  @Test
  void eight_of_four_and_four_hides_all_three() {
    family("P1", 4, 4);

    assertThat(alone("P1", "P1 a", "P1 b")).containsExactly("10", "*", "*");
    assertThat(treated("P1", "P1 a", "P1 b")).containsExactly("*", "*", "*");
  }

  /** D11: 12 exactly and 10 by 5 would tell together what rounding alone does not. */
  @Test
  void what_an_earlier_status_printed_is_printed_no_more_exactly_now() {
    table.figure("England", 12, 9, true);
    table.published("England", 12, "10");
    table.figure("P1", 7, 1, false);
    table.published("P1", 7, "*");

    assertThat(treated("England", "P1")).containsExactly("10", "*");
  }

  /** D11: 10 (8 to 12) was printed of a figure that did not change, 11 in all are told now. */
  @Test
  void what_both_statuses_tell_together_is_attacked() {
    table.figure("All", 11, 9, true);
    table.figure("P1", 9, 1, false);
    table.figure("P2", 2, 1, false);
    table.sum("providers", "All", List.of("P1", "P2"));
    assertThat(Disclosure.alone(table, DEFAULTS).unsafe()).isEmpty();

    table.published("P1", 9, "9"); // by mistake, exactly

    assertThat(Disclosure.alone(table, DEFAULTS).unsafe()).containsExactly("P2");
    assertThat(treated("All", "P1", "P2")).containsExactly("10", "10", "*");
  }

  @Test
  void nine_of_five_and_four_leaves_four_values() {
    family("P1", 5, 4);

    assertThat(treated("P1", "P1 a", "P1 b")).containsExactly("10", "5", "*");
  }

  @Test
  void five_of_five_and_nought_passes_at_three_values_and_fails_at_five() {
    family("P1", 5, 0);
    assertThat(treated("P1", "P1 a", "P1 b")).containsExactly("5", "5", "*");

    Settings.Disclosure five = new Settings.Disclosure("mhsds", 5, 5, 8, 5, 20, 20, 8);
    Disclosure strict = Disclosure.of(table, five);

    assertThat(strict.isClean()).isTrue();
    assertThat(List.of(strict.text("P1"), strict.text("P1 a"))).contains("*");
  }

  @Test
  void england_of_one_provider_is_protected_and_of_nine_is_exact() {
    england(6);
    assertThat(treated("England")).containsExactly("5");
  }

  @Test
  void england_of_nine_providers_is_exact() {
    england(1, 2, 1, 1, 1, 2, 1, 1, 2);
    assertThat(treated("England", "P1", "P2")).containsExactly("12", "*", "*");
  }

  @Test
  void england_of_one_provider_shown_exactly_would_be_found() {
    table.figure("England", 3, 8, true);
    table.figure("P1", 3, 1, false);
    table.sum("providers", "England", List.of("P1"));

    assertThat(Disclosure.alone(table, DEFAULTS).unsafe()).containsExactly("P1");
    assertThat(treated("England", "P1")).containsExactly("*", "*");
  }

  @Test
  void noughts_below_an_english_nought_are_nobody() {
    england(0, 0, 0);
    assertThat(treated("England", "P1", "P2", "P3")).containsExactly("0", "*", "*", "*");
  }

  @Test
  void one_hidden_group_among_exact_ones_takes_the_smallest_with_it_rounded() {
    table.figure("England", 60, 12, true);
    table.figure("White", 41, 10, true);
    table.figure("Asian", 16, 9, true);
    table.figure("Mixed", 3, 2, true);
    table.sum("ethnicity", "England", List.of("White", "Asian", "Mixed"));

    assertThat(Disclosure.alone(table, DEFAULTS).unsafe()).containsExactly("Mixed");
    assertThat(treated("England", "White", "Asian", "Mixed"))
        .containsExactly("60", "41", "15", "*");
  }

  @Test
  void two_quarters_one_month_apart_may_not_tell_a_hidden_month() {
    table.published("July", 3, "*");
    table.published("August", 20, "20");
    table.published("September", 31, "30");
    table.published("July to September", 54, "54");
    table.figure("October", 22, 9, true);
    table.figure("August to October", 73, 9, true);
    table.sum("quarter", "July to September", List.of("July", "August", "September"));
    table.sum("quarter", "August to October", List.of("August", "September", "October"));

    assertThat(Disclosure.alone(table, DEFAULTS).unsafe()).containsExactly("July");
    Disclosure treated = Disclosure.of(table, DEFAULTS);
    assertThat(treated.isClean()).isTrue();
    assertThat(List.of(treated.text("October"), treated.text("August to October")))
        .isNotEqualTo(List.of("22", "73"));
  }

  @Test
  void what_was_hidden_before_stays_hidden() {
    table.published("England", 3, "*");
    table.figure("England", 3, 9, true);

    assertThat(treated("England")).containsExactly("*");
  }

  @Test
  void a_region_of_two_boards_may_not_tell_both() {
    family("Region", 4, 4);
    table.figure("England", 8, 2, true);
    table.sum("regions", "England", List.of("Region"));

    assertThat(alone("England", "Region")).containsExactly("10", "10");
    assertThat(treated("England", "Region", "Region a", "Region b"))
        .containsExactly("*", "*", "*", "*");
  }

  @Test
  void sums_that_do_not_hold_are_told_and_never_clean() {
    table.figure("P1", 9, 1, false);
    table.figure("P1 a", 5, 1, false);
    table.sum("age of P1", "P1", List.of("P1 a"));

    assertThat(table.broken()).containsExactly("age of P1");
    assertThat(Disclosure.of(table, DEFAULTS).isClean()).isFalse();
  }

  @Test
  void by_the_rule_of_hes_nought_is_shown_and_seven_is_hidden() {
    ProtectedCount hes = new ProtectedCount(new Settings.Disclosure("hes", 5, 5, 8, 3, 20, 20, 8));

    assertThat(List.of(hes.text(0), hes.text(1), hes.text(7), hes.text(8), hes.text(13)))
        .containsExactly("0", "*", "*", "10", "15");
  }

  /** The table grows at its 1025th figure, whatever that figure is. */
  @Test
  void a_table_grows_at_a_figure_that_was_not_received() {
    for (int figure = 0; figure < 1024; figure++) {
      table.figure(figure, 40, 1, false);
    }
    table.absent("not received");

    assertThat(Disclosure.of(table, DEFAULTS).text("not received")).isEqualTo("*");
    assertThat(treated(1023)).containsExactly("40");
  }

  private void family(String whole, long a, long b) {
    table.figure(whole, a + b, 1, false);
    table.figure(whole + " a", a, 1, false);
    table.figure(whole + " b", b, 1, false);
    table.sum("age of " + whole, whole, List.of(whole + " a", whole + " b"));
  }

  private void england(long... providers) {
    List<String> keys = new ArrayList<>();
    long sum = 0;
    int contributors = 0;
    for (long provider : providers) {
      keys.add("P" + (keys.size() + 1));
      table.figure(keys.get(keys.size() - 1), provider, 1, false);
      sum += provider;
      contributors += provider > 0 ? 1 : 0;
    }
    table.figure("England", sum, contributors, true);
    table.sum("providers", "England", keys);
  }

  private List<String> alone(String... keys) {
    Disclosure alone = Disclosure.alone(table, DEFAULTS);
    return List.of(keys).stream().map(alone::text).toList();
  }

  private List<String> treated(Object... keys) {
    Disclosure treated = Disclosure.of(table, DEFAULTS);
    assertThat(treated.isClean()).isTrue();
    return List.of(keys).stream().map(treated::text).toList();
  }
}
