package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.disclosure.FigureTable;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.Family;
import org.concordat.schemas.Measures;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;

class ReturnChecksTest {

  private static final ReportingMonth SEPTEMBER = ReportingMonth.of("2026-09");
  private static final Settings.Disclosure DISCLOSURE = Settings.defaults().disclosure();
  private static final Senders SENDERS =
      new Senders(
          Map.of(Family.MH, new TreeMap<>(Map.of("RX4", "One", "RXM", "Two"))),
          Map.of(Family.MH, Set.of("RX4")),
          Map.of(),
          new TreeMap<>());
  private static final long RESIDENTS = 53_012_456;
  private static final Measures MEASURES = Measures.load();
  private final List<ReturnRow> skeleton = Skeleton.rows(MEASURES, SEPTEMBER, SENDERS);
  private final Map<Cell, CellCount> counts = new HashMap<>();
  private final Map<Cell, ValueCounts> averages = new HashMap<>();

  private static Cell provider(String measure) {
    return new Cell(measure, "provider", "RX4", "NONE");
  }

  private static Cell england(String measure) {
    return new Cell(measure, "england", "England", "NONE");
  }

  private List<String> reasons(List<ReturnRow> published) {
    ReturnValues values = values();
    return new ReturnChecks(counts, averages, SENDERS, DISCLOSURE)
        .reasons(skeleton, published, values.exact(skeleton));
  }

  private ReturnValues values() {
    FigureTable table = new FigureTable(DISCLOSURE);
    ReturnFigures figures = new ReturnFigures(table, MEASURES, CodeLists.load(), counts);
    figures.add(skeleton, SENDERS, Set.of());
    ProtectedFigures shown = ProtectedFigures.of(table, figures, DISCLOSURE);
    return new ReturnValues(
        counts, averages, SENDERS, shown::text, new SmallNumbers(DISCLOSURE), RESIDENTS);
  }

  private List<ReturnRow> published() {
    return values().published(skeleton);
  }

  private String value(Cell cell) {
    return published().stream()
        .filter(row -> row.cell().equals(cell))
        .map(row -> row.value() + row.valueNote())
        .findFirst()
        .orElse("no such row");
  }

  /** So many detentions on admission, all at one provider and of unknown characteristics. */
  private void detentions(long figure) {
    atOne("MHS81", figure);
    atOne("CRS90", figure);
  }

  /** A figure that is all one provider's, and of unknown characteristics. */
  private void atOne(String measure, long figure) {
    counts.put(provider(measure), new CellCount(figure, 1));
    everywhere(measure, figure);
  }

  /** A snapshot is the same for a month, three months and twelve. */
  private void snapshot(String measure, long figure) {
    List.of("M", "Q", "Y").forEach(window -> atOne(measure + window, figure));
  }

  /** A figure of England, alike in every split of it. */
  private void everywhere(String measure, long figure) {
    counts.put(england(measure), new CellCount(figure, 1));
    for (String id : MEASURES.measure(measure).breakdowns()) {
      Breakdown split = MEASURES.breakdown(id);
      if (split.isByArea() || id.equals("sending_provider")) {
        counts.put(new Cell(measure, id, "UNKNOWN", "NONE"), new CellCount(figure, 1));
      } else if (!split.primary().isOrganisation() && split.secondaryLevel().isPresent()) {
        counts.put(new Cell(measure, id, "England", "UNKNOWN"), new CellCount(figure, 1));
      }
    }
  }

  @Test
  void figures_that_fit_give_no_reason() {
    detentions(4);
    assertThat(reasons(published())).isEmpty();
  }

  @Test
  void an_organisation_that_sent_nothing_is_marked_and_never_nought() {
    assertThat(value(new Cell("MHS81", "provider", "RXM", "NONE"))).isEqualTo("*:");
    assertThat(value(provider("MHS81"))).isEqualTo("*");
    assertThat(value(england("MHS81"))).isEqualTo("0");
    assertThat(value(england("CRS01"))).isEqualTo("*-");
  }

  @Test
  void detentions_that_were_active_the_month_before_may_be_of_who_fell_silent_and_no_others() {
    // Nothing came from RXM; five of its detentions were active at the end of August.
    for (String measure : List.of("CRS30", "CRS33", "MHS82")) {
      counts.put(new Cell(measure, "provider", "RXM", "NONE"), new CellCount(5, 1));
      everywhere(measure, 5);
    }
    assertThat(reasons(published()))
        .singleElement()
        .asString()
        .startsWith("figures of organisations without a submission in force: MHS82 by provider at");
    assertThat(value(new Cell("CRS33", "provider", "RXM", "NONE"))).isEqualTo("*:");
  }

  @Test
  void percentages_come_from_the_values_beside_them() {
    counts.put(provider("CCR119"), new CellCount(5, 1));
    counts.put(provider("CCR118"), new CellCount(8, 1));
    counts.put(provider("CCR117"), new CellCount(9, 1));
    assertThat(value(provider("CRS01"))).isEqualTo("50");
    assertThat(value(provider("CRS02"))).isEqualTo("50");
    assertThat(value(provider("CRS03"))).isEqualTo("*");
  }

  /**
   * 36 of 53.0 million residents are 0.68 per million. Of 6 with no known area, shown as 5, regions
   * could be told to have 2 at most: the 6 are hidden (D8), and their rate with them.
   */
  @Test
  void a_rate_comes_from_the_count_beside_it_and_is_hidden_with_it() {
    counts.put(england("OAP01M"), new CellCount(36, 9));
    snapshot("OAP03", 6);
    assertThat(value(england("OAP05M"))).isEqualTo("0.7");
    assertThat(value(england("OAP06M"))).isEqualTo("*");
    snapshot("OAP03a", 4); // a small part
    assertThat(value(england("OAP06aM"))).isEqualTo("*");
    assertThat(value(england("OAP07M"))).isEqualTo("0.0");
    assertThat(values().exact(skeleton))
        .filteredOn(row -> row.cell().equals(england("OAP06aM")))
        .extracting(ReturnRow::value)
        .containsExactly("0.1");
    assertThatCode(() -> gate(published())).doesNotThrowAnyException();
    assertThat(reasons(published())).noneMatch(reason -> reason.matches(".*OAP0[567].*"));
    List<ReturnRow> whole =
        published().stream()
            .map(
                row ->
                    row.cell().equals(england("OAP05M"))
                        ? row.withValue("36", "")
                        : row.cell().equals(england("MHS81")) ? row.withValue("0.7", "") : row)
            .toList();
    assertThat(reasons(whole))
        .contains(
            "protected values that are not protected: MHS81 by england at England/NONE,"
                + " OAP05M by england at England/NONE");
  }

  @Test
  void england_is_exact_from_nine_providers_and_protected_from_one() {
    counts.put(england("MHS81"), new CellCount(12, 9));
    atOne("MHS82", 6);
    assertThat(value(england("MHS81"))).isEqualTo("12");
    assertThat(value(england("MHS82"))).isEqualTo("5");
  }

  @Test
  void a_row_that_is_missing_or_stands_twice_is_named() {
    List<ReturnRow> short1 = new ArrayList<>(published());
    short1.remove(0);
    assertThat(reasons(short1)).containsExactly("the file's rows are not the skeleton's rows");
    skeleton.add(skeleton.get(0));
    assertThat(reasons(published()))
        .anyMatch(reason -> reason.startsWith("rows with a key that stands twice"));
  }

  @Test
  void exact_small_and_unrounded_values_are_held_back_and_not_quoted() {
    detentions(3);
    counts.put(provider("MHS82"), new CellCount(13, 1));
    everywhere("MHS82", 13);
    List<ReturnRow> leaking =
        published().stream()
            .map(
                row ->
                    row.cell().equals(provider("MHS81"))
                        ? row.withValue("3", "")
                        : row.cell().equals(provider("MHS82")) ? row.withValue("13", "") : row)
            .toList();
    assertThat(reasons(leaking))
        .containsExactly(
            "protected values that are not protected: MHS81 by provider at RX4/NONE,"
                + " MHS82 by provider at RX4/NONE");
  }

  @Test
  void parts_that_exceed_their_whole_are_held_back() {
    counts.put(provider("CCR70"), new CellCount(5, 1));
    counts.put(provider("CCR70a"), new CellCount(4, 1));
    counts.put(provider("CCR70b"), new CellCount(2, 1));
    everywhere("CCR70", 6);
    everywhere("CCR70a", 4);
    everywhere("CCR70b", 2);
    assertThat(reasons(published()))
        .containsExactly(
            "parts that do not add up to their whole: CCR70 by provider at RX4/NONE",
            "splits that do not add up to England: CCR70 by provider at England/NONE");
  }

  @Test
  void an_unknown_age_may_be_missing_from_the_parts_but_a_way_into_detention_may_not() {
    counts.put(provider("CCR70"), new CellCount(5, 1));
    counts.put(provider("CCR70a"), new CellCount(4, 1));
    everywhere("CCR70", 5);
    everywhere("CCR70a", 4);
    detentions(12);
    counts.put(provider("CRS90"), new CellCount(11, 1));
    counts.put(england("CRS90"), new CellCount(11, 1));
    assertThat(reasons(published()))
        .containsExactly(
            "parts that do not add up to their whole: MHS81 by england at England/NONE,"
                + " MHS81 by provider at RX4/NONE");
  }

  @Test
  void splits_that_do_not_add_up_to_england_are_held_back() {
    detentions(12);
    counts.put(new Cell("MHS81", "gender", "England", "2"), new CellCount(1, 1));
    counts.put(provider("MHS09"), new CellCount(2, 1));
    counts.put(england("MHS09"), new CellCount(1, 1));
    assertThat(reasons(published()))
        .containsExactly("splits that do not add up to England: MHS81 by gender at England/NONE");
  }

  @Test
  void deequ_holds_a_return_with_a_missing_row_or_an_unprotected_value() {
    List<ReturnRow> good = published();
    assertThatCode(() -> gate(good)).doesNotThrowAnyException();
    List<ReturnRow> leaking = new ArrayList<>(good.subList(1, good.size()));
    int last = leaking.size() - 1; // the last row is protected
    leaking.set(last, leaking.get(last).withValue("3", ""));
    assertThatExceptionOfType(GateHeldException.class)
        .isThrownBy(() -> gate(leaking))
        .satisfies(
            held ->
                assertThat(held.reasons())
                    .anyMatch(r -> r.startsWith("MEASURE_VALUE is never blank: not so for 1 of"))
                    .anyMatch(r -> r.startsWith("a protected count is hidden or rounded: not so")));
  }

  /** So many detentions of one day, two days and so on, ended at one provider. */
  private void ended(int number) {
    ValueCounts lengths = new ValueCounts();
    for (int days = 1; days <= number; days++) {
      lengths.add("RX4", days, 1);
    }
    counts.put(provider("MHS150"), new CellCount(number, 1));
    everywhere("MHS150", number);
    for (String id : List.of("MHS150a", "MHS150b")) {
      averages.put(provider(id), lengths);
      averages.put(england(id), lengths);
    }
  }

  @Test
  void an_average_of_seven_is_hidden_of_eight_is_rounded_and_of_none_not_applicable() {
    assertThat(value(england("MHS150a"))).isEqualTo("*-");
    ended(7);
    assertThat(value(provider("MHS150"))).isEqualTo("5");
    assertThat(value(provider("MHS150a"))).isEqualTo("*");
    assertThat(value(england("MHS150b"))).isEqualTo("*");
    ended(8);
    assertThat(value(provider("MHS150a"))).isEqualTo("4.5");
    assertThat(value(england("MHS150b"))).isEqualTo("4.5");
    assertThat(value(new Cell("MHS150a", "provider", "RXM", "NONE"))).isEqualTo("*:");
    assertThat(reasons(published())).isEmpty();
  }

  @Test
  void an_average_of_seven_or_beside_a_hidden_base_or_too_fine_is_held_back() {
    ended(7);
    assertThat(reasons(shown(provider("MHS150a"), "4.0")))
        .containsExactly("averages that are not protected: MHS150a by provider at RX4/NONE");
    ended(8);
    assertThat(reasons(shown(provider("MHS150a"), "4.5"))).isEmpty();
    for (String finer : List.of("4.4", "4", "4.50")) {
      assertThat(reasons(shown(provider("MHS150a"), finer)))
          .containsExactly("averages that are not protected: MHS150a by provider at RX4/NONE");
    }
    List<ReturnRow> withoutBase =
        published().stream()
            .map(row -> row.cell().equals(provider("MHS150")) ? row.withValue("*", "") : row)
            .toList();
    assertThat(reasons(withoutBase))
        .containsExactly(
            "averages that are not protected: MHS150a by provider at RX4/NONE,"
                + " MHS150b by provider at RX4/NONE");
  }

  @Test
  void values_that_the_base_does_not_count_are_held_back() {
    ended(8);
    // The values are shared with MHS150b and with England.
    Objects.requireNonNull(averages.get(provider("MHS150a"))).add("RX4", 9, 1);
    assertThat(reasons(published()))
        .singleElement()
        .asString()
        .startsWith("averages of more rows than their base: MHS150a by england");
    averages.clear();
    averages.put(provider("MHS150x"), new ValueCounts());
    assertThat(reasons(published()))
        .containsExactly(
            "counted figures without a row in the skeleton: MHS150x by provider at RX4/NONE");
  }

  @Test
  void deequ_holds_an_average_that_is_not_rounded_and_a_count_with_a_decimal() {
    ended(8);
    assertThatCode(() -> gate(published())).doesNotThrowAnyException();
    assertThatExceptionOfType(GateHeldException.class)
        .isThrownBy(() -> gate(shown(provider("MHS150a"), "4.4")))
        .satisfies(
            held ->
                assertThat(held.reasons())
                    .singleElement()
                    .asString()
                    .startsWith("a protected average is hidden or rounded: not so for 1 of"));
    assertThatExceptionOfType(GateHeldException.class)
        .isThrownBy(() -> gate(shown(england("MHS150"), "10.0")))
        .satisfies(
            held ->
                assertThat(held.reasons())
                    .singleElement()
                    .asString()
                    .startsWith("the value is a whole number"));
  }

  private List<ReturnRow> shown(Cell cell, String value) {
    return published().stream()
        .map(row -> row.cell().equals(cell) ? row.withValue(value, "") : row)
        .toList();
  }

  private void gate(List<ReturnRow> rows) {
    ReturnGate.require(SharedSpark.session(), "return", skeleton, rows, 5, 5);
  }
}
