package org.concordat.returns.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.concordat.returns.attack.Finding.Kind;
import org.concordat.returns.attack.PublishedCell.Told;
import org.junit.jupiter.api.Test;

/** The leaks of returns-and-disclosure.md 2 and the vectors of 3, worked by hand. */
class AttackerTest {

  private final List<PublishedCell> cells = new ArrayList<>();
  private final List<Relation> relations = new ArrayList<>();

  private static Key key(String month, String measure, String breakdown, String level) {
    return new Key(month, "v1", measure, breakdown, level, "NONE");
  }

  private Key provider(String measure, String code, String text) {
    return cell(key("2026-09", measure, "Provider", code), text, false);
  }

  private Key england(String measure, String text) {
    return cell(key("2026-09", measure, "England", "England"), text, true);
  }

  private Key cell(Key key, String text, boolean isEngland) {
    cells.add(PublishedCell.of(key, text, isEngland));
    return key;
  }

  /** Tells the attacker of every asterisk whether it is small. */
  private void told(Map<Key, Integer> truth) {
    cells.replaceAll(
        cell ->
            !cell.isHidden()
                ? cell
                : cell.knowing(truth.getOrDefault(cell.key(), 0) < 5 ? Told.SMALL : Told.LARGE));
  }

  private void total(Key whole, Key... parts) {
    relations.add(new Relation.Total(whole, List.of(parts), "sum"));
  }

  private List<String> leaks(Reading reading) {
    Attack.Result result = Attack.on(new PublishedTable(cells, relations), reading);
    assertThat(result.contradictions()).isEmpty();
    return result.forbidden().stream().map(AttackerTest::words).toList();
  }

  private static String words(Finding finding) {
    return "%s %s %s %s %s"
        .formatted(
            finding.outcome(),
            finding.kind(),
            finding.key().measure(),
            finding.key().primary(),
            finding.possible());
  }

  @Test
  void ten_over_two_hidden_parts_can_only_be_four_and_four() {
    Key all = provider("CCR70", "RX4", "10");
    Key adults = provider("CCR70a", "RX4", "*");
    Key children = provider("CCR70b", "RX4", "*");
    total(all, adults, children);

    assertThat(leaks(Reading.NAIVE))
        .containsExactly("LEAK HIDDEN CCR70a RX4 [4]", "LEAK HIDDEN CCR70b RX4 [4]");
  }

  @Test
  void eight_with_its_parent_hidden_tells_nothing() {
    Key all = provider("CCR70", "RX4", "*");
    Key adults = provider("CCR70a", "RX4", "*");
    Key children = provider("CCR70b", "RX4", "*");
    total(all, adults, children);
    told(Map.of(all, 8, adults, 4, children, 4));

    assertThat(leaks(Reading.NAIVE)).isEmpty();
    assertThat(leaks(Reading.CAUTIOUS)).isEmpty();
    // Told that the whole is 5 or more, each part is still any of 1 to 4.
    assertThat(leaks(Reading.INFORMED)).isEmpty();
  }

  @Test
  void nine_of_five_and_four_passes_with_four_values() {
    Key all = provider("CCR70", "RX4", "10");
    Key adults = provider("CCR70a", "RX4", "5");
    Key children = provider("CCR70b", "RX4", "*");
    total(all, adults, children);

    assertThat(leaks(Reading.NAIVE)).isEmpty();
  }

  @Test
  void five_and_nobody_passes_with_three_values() {
    Key all = provider("CCR70", "RX4", "5");
    Key adults = provider("CCR70a", "RX4", "5");
    Key children = provider("CCR70b", "RX4", "*");
    total(all, adults, children);

    assertThat(leaks(Reading.NAIVE)).isEmpty();
  }

  @Test
  void an_england_figure_of_one_provider_gives_the_provider_away() {
    Key england = england("CCR117", "6");
    Key only = provider("CCR117", "RX4", "5");
    total(england, only);

    assertThat(leaks(Reading.NAIVE)).containsExactly("LEAK EXPOSED CCR117 England [6]");
    assertThat(Attack.on(new PublishedTable(cells, relations), Reading.NAIVE).findings())
        .filteredOn(finding -> finding.kind() == Kind.ROUNDING_UNDONE)
        .singleElement()
        .satisfies(finding -> assertThat(finding.possible()).containsExactly(6));
  }

  @Test
  void an_england_figure_of_one_provider_that_is_rounded_gives_nothing_away() {
    Key england = england("CCR117", "5");
    Key only = provider("CCR117", "RX4", "5");
    total(england, only);

    assertThat(leaks(Reading.NAIVE)).isEmpty();
  }

  @Test
  void an_exact_england_figure_less_the_rounded_providers_leaves_the_hidden_ones() {
    Key england = england("CCR117", "24");
    Key one = provider("CCR117", "RX4", "10");
    Key two = provider("CCR117", "RXM", "10");
    Key three = provider("CCR117", "RWK", "*");
    Key four = provider("CCR117", "R1L", "*");
    total(england, one, two, three, four);

    // 24 less 8 to 12 twice: the two hidden ones are 0 to 8 together, each 0 to 4.
    assertThat(leaks(Reading.NAIVE)).isEmpty();

    // 32 less at most 24: they are 8 together.
    cells.removeIf(cell -> cell.key().equals(england));
    cell(england, "32", true);
    assertThat(leaks(Reading.NAIVE))
        .containsExactly("LEAK HIDDEN CCR117 R1L [4]", "LEAK HIDDEN CCR117 RWK [4]");
  }

  @Test
  void twelve_in_england_from_nine_providers_is_safe() {
    Key england = england("CCR117", "12");
    List<Key> providers = providers(9);
    relations.add(new Relation.Total(england, providers, "sum"));
    relations.add(new Relation.Contributors(england, providers, 8, "D6"));

    assertThat(leaks(Reading.NAIVE)).isEmpty();
  }

  @Test
  void eight_in_england_that_is_exact_is_one_at_each_of_eight() {
    // D6 itself tells: an exact figure has eight contributors, so 8 can only be eight times one.
    Key england = england("CCR117", "8");
    List<Key> providers = providers(8);
    relations.add(new Relation.Total(england, providers, "sum"));

    assertThat(leaks(Reading.NAIVE)).isEmpty();

    relations.add(new Relation.Contributors(england, providers, 8, "D6"));
    assertThat(leaks(Reading.NAIVE))
        .hasSize(8)
        .allSatisfy(leak -> assertThat(leak).startsWith("LEAK HIDDEN CCR117 P").endsWith("[1]"));
  }

  private List<Key> providers(int count) {
    return IntStream.range(0, count).mapToObj(i -> provider("CCR117", "P" + i, "*")).toList();
  }

  @Test
  void an_exact_percentage_shows_who_is_missing() {
    Key seen = provider("CCR119", "RX4", "5");
    Key all = provider("CCR118", "RX4", "10");
    relations.add(new Relation.AtMost(List.of(seen), all, "subset"));

    // D3 gives 50 % and so nothing new; the reader adds no relation for it.
    assertThat(leaks(Reading.NAIVE)).isEmpty();

    relations.add(new Relation.Percentage(List.of(seen), all, 63, true, "per cent"));
    assertThat(leaks(Reading.NAIVE)).containsExactly("LEAK COMPLEMENT CCR118 RX4 [3]");
  }

  @Test
  void two_rolling_quarters_one_month_apart_reveal_a_month() {
    List<Key> months =
        Stream.of("2026-06", "2026-07", "2026-08", "2026-09").map(this::oap).toList();
    List<String> printed = List.of("23", "31", "42", "*");
    for (int i = 0; i < 4; i++) {
      cell(months.get(i), printed.get(i), true);
    }
    // 23 + 31 + 42 = 96 is exact, 31 + 42 + 2 = 75 is rounded: 73 to 77, so the month is 1 to 4.
    Key august = cell(key("2026-08", "OAP01Q", "England", "England"), "96", true);
    Key september = cell(key("2026-09", "OAP01Q", "England", "England"), "75", true);
    total(august, months.get(0), months.get(1), months.get(2));
    total(september, months.get(1), months.get(2), months.get(3));
    assertThat(leaks(Reading.NAIVE)).isEmpty();

    // Known to be exact, the quarter leaves one value: 75 - 73 = 2.
    cells.replaceAll(
        cell ->
            cell.key().equals(september)
                ? cell.knowing(Told.EXACT)
                : cell.isHidden() ? cell.knowing(Told.SMALL) : cell);
    assertThat(leaks(Reading.INFORMED)).containsExactly("LEAK HIDDEN OAP01M England [2]");

    // An exact 76 tells even a reader of the file alone: 76 - 73 = 3.
    cells.removeIf(cell -> cell.key().equals(september));
    cell(september, "76", true);
    assertThat(leaks(Reading.NAIVE)).containsExactly("LEAK HIDDEN OAP01M England [3]");

    // Hidden, the later quarter tells nothing.
    cells.removeIf(cell -> cell.key().equals(september));
    cell(september, "*", true);
    assertThat(leaks(Reading.CAUTIOUS)).isEmpty();
  }

  private Key oap(String month) {
    return key(month, "OAP01M", "England", "England");
  }

  @Test
  void a_rounded_quarter_can_leave_one_value_for_a_month() {
    Key july = cell(key("2026-07", "OAP01M", "Provider", "RX4"), "10", false);
    Key august = cell(key("2026-08", "OAP01M", "Provider", "RX4"), "10", false);
    Key september = provider("OAP01M", "RX4", "*");
    Key quarter = provider("OAP01Q", "RX4", "30");
    total(quarter, july, august, september);

    // 28 to 32 less at most 12 and 12.
    assertThat(leaks(Reading.NAIVE)).containsExactly("LEAK HIDDEN OAP01M RX4 [4]");

    cells.removeIf(cell -> cell.key().equals(quarter));
    cell(quarter, "25", false);
    assertThat(leaks(Reading.NAIVE)).isEmpty();
  }

  @Test
  void a_region_over_two_hidden_boards() {
    Key region = cell(key("2026-09", "MHS81", "Commissioning Region", "Y56"), "10", false);
    Key one = cell(key("2026-09", "MHS81", "ICB", "QKK"), "*", false);
    Key two = cell(key("2026-09", "MHS81", "ICB", "QMF"), "*", false);
    total(region, one, two);
    assertThat(leaks(Reading.NAIVE))
        .containsExactly("LEAK HIDDEN MHS81 QKK [4]", "LEAK HIDDEN MHS81 QMF [4]");

    cells.removeIf(cell -> cell.key().equals(region));
    cell(region, "*", false);
    assertThat(leaks(Reading.NAIVE)).isEmpty();
  }

  @Test
  void a_provider_alone_in_its_board_is_seen_through_the_boards() {
    Key region = cell(key("2026-09", "MHS81", "Commissioning Region", "Y56"), "10", false);
    Key board = cell(key("2026-09", "MHS81", "ICB", "QKK"), "*", false);
    Key other = cell(key("2026-09", "MHS81", "ICB", "QMF"), "*", false);
    total(region, board, other);
    Key alone = provider("MHS81", "RX4", "*");
    total(board, alone);
    assertThat(leaks(Reading.NAIVE)).contains("LEAK HIDDEN MHS81 RX4 [4]").hasSize(3);

    // Hiding the provider's figure does not help while the region is printed; hiding that does.
    cells.removeIf(cell -> cell.key().equals(region));
    cell(region, "*", false);
    assertThat(leaks(Reading.NAIVE)).isEmpty();
  }

  @Test
  void noughts_below_an_england_nought_hide_nobody() {
    Key england = england("CCR70b", "0");
    Key one = provider("CCR70b", "RX4", "*");
    Key two = provider("CCR70b", "RXM", "*");
    total(england, one, two);

    Attack.Result result = Attack.on(new PublishedTable(cells, relations), Reading.NAIVE);
    assertThat(result.forbidden()).isEmpty();
    assertThat(result.exempt()).isEqualTo(2);
  }

  @Test
  void a_provider_that_sent_nothing_adds_nothing() {
    Key england = england("CCR117", "10");
    Key silent = key("2026-09", "CCR117", "Provider", "RXM");
    cells.add(new PublishedCell(silent, "*", false, true, Told.NOTHING));
    Key one = provider("CCR117", "RX4", "*");
    Key two = provider("CCR117", "RWK", "*");
    total(england, silent, one, two);

    assertThat(leaks(Reading.NAIVE))
        .containsExactly("LEAK HIDDEN CCR117 RWK [4]", "LEAK HIDDEN CCR117 RX4 [4]");
  }

  @Test
  void a_subset_of_a_small_figure_and_its_whole_squeeze_it() {
    // 5 to 7 in all, two parts that exclude one another are 5 to 7 and hidden: 0 to 2.
    Key all = provider("MHS82", "RX4", "5");
    Key uses = provider("MHS83", "RX4", "5");
    Key others = provider("MHS149", "RX4", "*");
    relations.add(new Relation.AtMost(List.of(uses, others), all, "disjoint"));
    assertThat(leaks(Reading.NAIVE)).isEmpty();

    // A second name for the hidden one, known to be at least 2, leaves one value.
    Key known = cell(key("2026-09", "CRS1", "England", "England"), "2", true);
    relations.add(new Relation.AtMost(List.of(known), others, "subset"));
    assertThat(leaks(Reading.NAIVE))
        .containsExactlyInAnyOrder("LEAK EXPOSED CRS1 England [2]", "LEAK HIDDEN MHS149 RX4 [2]");
  }

  @Test
  void a_number_printed_exactly_below_england_is_exposed() {
    provider("CCR117", "RX4", "3");
    provider("CCR117", "RXM", "0");
    provider("CCR117", "RWK", "7");
    provider("CCR117", "R1L", "5");

    assertThat(leaks(Reading.NAIVE))
        .containsExactly(
            "LEAK EXPOSED CCR117 RWK [7]",
            "LEAK EXPOSED CCR117 RX4 [3]",
            "LEAK EXPOSED CCR117 RXM [0]");
  }

  @Test
  void a_reading_that_fits_nothing_is_not_judged() {
    Key all = provider("CCR70", "RX4", "20");
    Key adults = provider("CCR70a", "RX4", "*");
    Key children = provider("CCR70b", "RX4", "*");
    total(all, adults, children);
    told(Map.of(adults, 17, children, 3));

    Attack.Result naive = Attack.on(new PublishedTable(cells, relations), Reading.NAIVE);
    assertThat(naive.findings()).isEmpty();
    assertThat(naive.unjudged()).isEqualTo(1);
    // Told which is small: 18 to 22 less something of 5 or more leaves all of 0 to 4.
    assertThat(leaks(Reading.INFORMED)).isEmpty();
  }
}
