package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.concordat.returns.quality.QualityPlace.ENGLAND;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.config.Settings;
import org.concordat.returns.quality.MeasuredQuality;
import org.concordat.returns.quality.QualityCell;
import org.concordat.returns.quality.QualityFigures;
import org.concordat.returns.quality.QualityPlace;
import org.concordat.returns.quality.QualityResult;
import org.concordat.returns.quality.QualitySender;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.junit.jupiter.api.Test;

/** The quality files of returns-and-disclosure.md 1.3, treated by D1, D2, D3, D6 and D13. */
class QualityFilesTest {

  private static final ContractCatalogue CONTRACTS = ContractCatalogue.load();
  private static final ReturnStatus PERFORMANCE = ReturnStatus.PERFORMANCE;
  private static final Settings.Disclosure DISCLOSURE = Settings.defaults().disclosure();

  private final List<QualitySender> senders = new ArrayList<>();
  private final SortedMap<QualityPlace, Long> counts = new TreeMap<>();

  @Test
  void figures_of_organisations_are_hidden_or_rounded_and_not_received_is_no_figure() {
    QualityFiles files = threeTrusts();
    assertThat(files.reasons(DISCLOSURE)).isEmpty();
    List<String> coverage = lines(files.open(CONTRACTS, SmallLake.SEPTEMBER, PERFORMANCE), "cov");
    assertThat(coverage.get(0))
        .isEqualTo(
            "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,ORGANISATION_CODE,"
                + "ORGANISATION_NAME,TABLE_NAME,COVERAGE_COUNT,VALUE_NOTE");
    assertThat(coverage)
        .filteredOn(line -> line.contains(",MHS002GP,"))
        .containsExactly(
            // 12 + 4 of two organisations only: protected, so rounded (D6).
            "2026-09-01,2026-09-30,Performance,England,England,MHS002GP,15,",
            "2026-09-01,2026-09-30,Performance,RV5,Silent,MHS002GP,*,:",
            "2026-09-01,2026-09-30,Performance,RX4,First,MHS002GP,10,",
            "2026-09-01,2026-09-30,Performance,RXM,Second,MHS002GP,*,");
    assertThat(coverage)
        .filteredOn(line -> line.contains(",MHS903WardDetails,"))
        .extracting(line -> line.substring(line.indexOf("Details,")))
        .containsExactly("Details,0,", "Details,*,:", "Details,*,", "Details,*,");
    assertThat(coverage).contains("2026-09-01,2026-09-30,Performance,RV5,Silent,Any,*,:");
    assertThat(lines(files.raw(CONTRACTS, SmallLake.SEPTEMBER, PERFORMANCE), "cov"))
        .filteredOn(line -> line.contains(",MHS002GP,"))
        .extracting(line -> line.substring(line.indexOf("GP,")))
        .containsExactly("GP,16,", "GP,,:", "GP,12,", "GP,4,");
  }

  @Test
  void a_percentage_is_that_of_the_two_published_counts() {
    QualityFiles files = threeTrusts();
    List<String> vodim = lines(files.open(CONTRACTS, SmallLake.SEPTEMBER, PERFORMANCE), "vodim");
    assertThat(vodim.get(0))
        .isEqualTo(
            "Reporting_Period,Status,Reporting_Level,Provider_Code,Provider_Name,DQ_Measure,"
                + "DQ_Measure_Name,DQ_Result,DQ_Dataset_Metric_ID,Unit,Value,Value_Note");
    assertThat(vodim)
        .filteredOn(line -> line.contains("MHS002GP.GMPReg") && line.contains(",Valid,"))
        .map(line -> line.replaceFirst("\"[^\"]*\"|GP practice[^,]*", "name"))
        .containsExactly(
            start("England,All,All") + "Valid,vodim.valid,Count,10,", // 7 + 4
            start("England,All,All") + "Valid,vodim.valid,Percentage,67,", // 10 of 15
            start("Provider,RV5,Silent") + "Valid,vodim.valid,Count,*,:",
            start("Provider,RV5,Silent") + "Valid,vodim.valid,Percentage,*,:",
            start("Provider,RX4,First") + "Valid,vodim.valid,Count,5,",
            start("Provider,RX4,First") + "Valid,vodim.valid,Percentage,50,", // not 58
            start("Provider,RXM,Second") + "Valid,vodim.valid,Count,*,",
            start("Provider,RXM,Second") + "Valid,vodim.valid,Percentage,*,");
    List<String> raw = lines(files.raw(CONTRACTS, SmallLake.SEPTEMBER, PERFORMANCE), "vodim");
    assertThat(raw)
        .filteredOn(line -> line.contains("MHS002GP.GMPReg") && line.contains(",RX4,"))
        .extracting(line -> line.substring(line.indexOf("vodim.")))
        .containsExactly(
            "vodim.valid,Count,7,",
            "vodim.valid,Percentage,58,",
            "vodim.other,Count,2,",
            "vodim.other,Percentage,17,",
            "vodim.default,Count,1,",
            "vodim.default,Percentage,8,",
            "vodim.invalid,Count,1,",
            "vodim.invalid,Percentage,8,",
            "vodim.missing,Count,1,",
            "vodim.missing,Percentage,8,");
    assertThat(vodim)
        .filteredOn(line -> line.contains(",All,All,MHS001MPI.Postcode,"))
        .filteredOn(line -> line.contains(",Missing,"))
        .extracting(line -> line.substring(line.indexOf("vodim.")))
        .containsExactly("vodim.missing,Count,0,", "vodim.missing,Percentage,*,-");
  }

  @Test
  void england_is_exact_from_eight_contributors_on_and_a_part_is_never_more_than_its_whole() {
    for (int i = 1; i <= 8; i++) {
      // One of the eight has only an invalid value: 13 rows, 12 of them valid, of 7 organisations.
      long valid = i == 8 ? 0 : i < 6 ? 1 : i == 6 ? 3 : 5;
      trust("R0" + i, "Trust " + i, true, valid, 0, 0, i == 8 ? 1 : 0, 0);
    }
    QualityFiles files = files();
    assertThat(files.reasons(DISCLOSURE)).isEmpty();
    assertThat(lines(files.open(CONTRACTS, SmallLake.SEPTEMBER, PERFORMANCE), "cov"))
        .contains("2026-09-01,2026-09-30,Performance,England,England,MHS002GP,14,");
    assertThat(lines(files.open(CONTRACTS, SmallLake.SEPTEMBER, PERFORMANCE), "vodim"))
        .filteredOn(line -> line.contains(",All,All,MHS002GP.GMPReg,"))
        .filteredOn(line -> line.contains(",Valid,"))
        .extracting(line -> line.substring(line.indexOf("vodim.")))
        .containsExactly("vodim.valid,Count,15,", "vodim.valid,Percentage,100,");
  }

  @Test
  void what_is_not_protected_or_is_missing_is_held_back() {
    QualityFiles files = threeTrusts();
    SortedMap<QualityPlace, String> open = new TreeMap<>(files.texts());
    open.put(QualityPlace.rows("RXM", "MHS002GP"), "4");
    open.put(QualityPlace.rows("RX4", "MHS002GP"), "12");
    open.put(QualityPlace.rows(ENGLAND, "MHS002GP"), "16");
    assertThat(new QualityFiles(files.figures(), files.measured(), open).reasons(DISCLOSURE))
        .containsExactly(
            "quality figures that are not protected: MHS002GP of England, MHS002GP of RX4,"
                + " MHS002GP of RXM");
    open.putAll(files.texts());
    open.remove(QualityPlace.rows("RXM", "MHS002GP"));
    assertThat(new QualityFiles(files.figures(), files.measured(), open).reasons(DISCLOSURE))
        .containsExactly("the texts of the quality files are not those of their figures");
  }

  private QualityFiles threeTrusts() {
    trust("RX4", "First", true, 7, 2, 1, 1, 1);
    trust("RXM", "Second", true, 4, 0, 0, 0, 0);
    trust("RV5", "Silent", false);
    return files();
  }

  private void trust(String code, String name, boolean isReceived, long... classes) {
    senders.add(new QualitySender(Family.MH, code, name, isReceived));
    for (int i = 0; i < classes.length; i++) {
      QualityResult result = QualityResult.CLASSES.get(i);
      for (String of : List.of(code, ENGLAND)) {
        counts.merge(new QualityPlace(of, "MHS002GP", "GMPReg", result), classes[i], Long::sum);
        counts.merge(QualityPlace.rows(of, "MHS002GP"), classes[i], Long::sum);
      }
    }
  }

  private QualityFiles files() {
    MeasuredQuality measured = new MeasuredQuality(new TreeSet<>(List.of("v")), counts);
    QualityFigures figures = QualityFigures.of(CONTRACTS, senders, measured);
    return new QualityFiles(
        figures, measured, texts(figures.cells(), new SmallNumbers(DISCLOSURE)));
  }

  private static String start(String who) {
    return "2026-09,Performance," + who + ",MHS002GP.GMPReg,name,";
  }

  private static List<String> lines(SortedMap<String, byte[]> files, String name) {
    byte[] bytes =
        files.entrySet().stream()
            .filter(file -> file.getKey().contains(name))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * The published text of every cell by D1, D2 and D6.
   *
   * @param cells exact figures, by place
   */
  private static SortedMap<QualityPlace, String> texts(
      SortedMap<QualityPlace, QualityCell> cells, SmallNumbers smallNumbers) {
    SortedMap<QualityPlace, String> texts = new TreeMap<>();
    cells.forEach(
        (place, cell) ->
            texts.put(
                place,
                smallNumbers.count(new CellCount(cell.value(), cell.contributors()), cell.free())));
    return texts;
  }
}
