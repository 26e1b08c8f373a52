package org.concordat.returns.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.junit.jupiter.api.Test;

/**
 * Three trusts, one of which sent nothing, and an ambulance trust that sent only as a provider of
 * NHS 111. The table MHS002GP has one scored field, GMPReg.
 */
class QualityFiguresTest {

  private static final ContractCatalogue CONTRACTS = ContractCatalogue.load();
  private static final List<QualitySender> SENDERS =
      List.of(
          new QualitySender(Family.MH, "RX4", "First", true),
          new QualitySender(Family.MH, "RXM", "Second", true),
          new QualitySender(Family.MH, "RV5", "Silent", false),
          new QualitySender(Family.AM, "RX6", "Ambulance", false),
          new QualitySender(Family.UC, "RX6", "Ambulance", true));

  private final SortedMap<QualityPlace, Long> counts = new TreeMap<>();

  @Test
  void england_is_the_sum_of_the_organisations_and_any_that_of_the_tables() {
    QualityFigures figures = figures();
    assertThat(figures.reasons(measured())).isEmpty();
    assertThat(cell(figures, QualityPlace.ENGLAND, "MHS002GP")).isEqualTo("16 of 2, free");
    assertThat(cell(figures, QualityPlace.ENGLAND, "MHS903WardDetails")).isEqualTo("3 of 1, free");
    assertThat(cell(figures, "RX4", QualityPlace.ANY)).isEqualTo("15 of 1"); // 12 + 3
    assertThat(cell(figures, "RXM", QualityPlace.ANY)).isEqualTo("4 of 1");
    assertThat(cell(figures, "RX6", QualityPlace.ANY)).isEqualTo("6 of 1"); // of NHS 111 alone
    assertThat(cell(figures, QualityPlace.ENGLAND, QualityPlace.ANY))
        .isEqualTo("25 of 3, free"); // 15 + 4 + 6
    QualityPlace valid = gpPractice(QualityPlace.ENGLAND, QualityResult.VALID);
    assertThat(figures.cells().get(valid)).isEqualTo(new QualityCell(valid, 11, 2, true));
    assertThat(figures.cells().get(gpPractice("RXM", QualityResult.OTHER)))
        .isEqualTo(new QualityCell(gpPractice("RXM", QualityResult.OTHER), 0, 0, false));
  }

  @Test
  void every_sum_is_told_as_data() {
    List<QualitySum> sums = figures().sums();
    assertThat(sums)
        .contains(
            new QualitySum(
                QualityPlace.rows(QualityPlace.ENGLAND, "MHS002GP"),
                List.of(
                    QualityPlace.rows("RX4", "MHS002GP"), QualityPlace.rows("RXM", "MHS002GP"))),
            new QualitySum(
                QualityPlace.rows(QualityPlace.ENGLAND, QualityPlace.ANY),
                List.of(
                    QualityPlace.rows("RX4", QualityPlace.ANY),
                    QualityPlace.rows("RX6", QualityPlace.ANY),
                    QualityPlace.rows("RXM", QualityPlace.ANY))),
            new QualitySum(
                QualityPlace.rows("RX6", QualityPlace.ANY),
                List.of(QualityPlace.rows("RX6", "nhs111_call"))),
            new QualitySum(
                QualityPlace.rows("RX4", "MHS002GP"),
                QualityResult.CLASSES.stream().map(r -> gpPractice("RX4", r)).toList()),
            new QualitySum(
                gpPractice(QualityPlace.ENGLAND, QualityResult.INVALID),
                List.of(
                    gpPractice("RX4", QualityResult.INVALID),
                    gpPractice("RXM", QualityResult.INVALID))));
    // England's tables of trusts that sent, and of NHS 111; nobody sent ambulance incidents.
    assertThat(sums)
        .filteredOn(
            sum ->
                sum.whole().equals(QualityPlace.rows(QualityPlace.ENGLAND, QualityPlace.ANY))
                    && sum.parts().get(0).organisation().equals(QualityPlace.ENGLAND))
        .singleElement()
        .satisfies(sum -> assertThat(sum.parts()).hasSize(CONTRACTS.landing(Family.MH).size() + 1));
  }

  @Test
  void who_sent_nothing_has_every_row_and_no_cell() {
    QualityFigures figures = figures();
    assertThat(figures.coverage())
        .filteredOn(row -> row.place().organisation().equals("RV5"))
        .hasSize(CONTRACTS.landing(Family.MH).size() + 1)
        .noneMatch(row -> figures.isReceived(row.place()));
    assertThat(figures.isReceived(QualityPlace.rows("RX6", "ambulance_incident"))).isFalse();
    assertThat(figures.isReceived(QualityPlace.rows(QualityPlace.ENGLAND, "ambulance_incident")))
        .isFalse();
    assertThat(figures.isReceived(QualityPlace.rows("RXM", "MHS903WardDetails"))).isTrue();
    assertThat(figures.coverage().get(0).place())
        .isEqualTo(QualityPlace.rows(QualityPlace.ENGLAND, QualityPlace.ANY));
    assertThat(figures.coverage()).noneMatch(row -> row.place().table().startsWith("police"));
  }

  @Test
  void figures_that_do_not_fit_are_named_without_the_figures() {
    QualityFigures figures = figures();
    counts.put(gpPractice("RX4", QualityResult.VALID), 8L);
    assertThat(figures().reasons(measured()))
        .containsExactly(
            "not as check measured it: MHS002GP.GMPReg Valid of England",
            "parts that do not add up to MHS002GP of England",
            "parts that do not add up to MHS002GP of RX4");
    counts.put(QualityPlace.rows("RV5", "MHS002GP"), 7L);
    assertThat(figures.reasons(measured()))
        .contains(
            "measured, but no row shows it: MHS002GP of RV5",
            "not as check measured it: MHS002GP.GMPReg Valid of RX4");
  }

  private QualityFigures figures() {
    if (counts.isEmpty()) {
      count("RX4", 12, 7, 2, 1, 1, 1);
      count("RXM", 4, 4, 0, 0, 0, 0);
      count(QualityPlace.ENGLAND, 16, 11, 2, 1, 1, 1);
      counts.put(QualityPlace.rows("RX4", "MHS903WardDetails"), 3L);
      counts.put(QualityPlace.rows(QualityPlace.ENGLAND, "MHS903WardDetails"), 3L);
      counts.put(QualityPlace.rows("RX6", "nhs111_call"), 6L);
      counts.put(QualityPlace.rows(QualityPlace.ENGLAND, "nhs111_call"), 6L);
    }
    return QualityFigures.of(CONTRACTS, SENDERS, measured());
  }

  private void count(String organisation, long rows, long... classes) {
    counts.put(QualityPlace.rows(organisation, "MHS002GP"), rows);
    for (int i = 0; i < classes.length; i++) {
      counts.put(gpPractice(organisation, QualityResult.CLASSES.get(i)), classes[i]);
    }
  }

  private MeasuredQuality measured() {
    return new MeasuredQuality(new TreeSet<>(List.of("v")), new TreeMap<>(counts));
  }

  private static QualityPlace gpPractice(String organisation, QualityResult result) {
    return new QualityPlace(organisation, "MHS002GP", "GMPReg", result);
  }

  private static String cell(QualityFigures figures, String organisation, String table) {
    QualityCell cell = figures.cells().get(QualityPlace.rows(organisation, table));
    return cell == null
        ? "not received"
        : cell.value() + " of " + cell.contributors() + (cell.free() ? ", free" : "");
  }
}
