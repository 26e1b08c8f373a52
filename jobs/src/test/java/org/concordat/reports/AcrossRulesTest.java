package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.concordat.config.Settings;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.Family;
import org.concordat.schemas.MetricDefinitions;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.RightCareRightPersonDates;
import org.junit.jupiter.api.Test;

/** The rules across partners on small series worked by hand (submission-and-validation 4.6). */
class AcrossRulesTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final Partner TRUST = new Partner(Family.MH, "RX4");
  private static final Partner AMBULANCE = new Partner(Family.AM, "RX6");
  private static final Partner FORCE = new Partner(Family.PF, "10");
  private static final Settings.Disclosure DISCLOSURE = Settings.defaults().disclosure();

  private final ContractCatalogue contracts = ContractCatalogue.load();
  private final QualityRules rules = QualityRules.load(contracts);

  @Test
  void every_example_of_a_rule_on_counts_is_judged_as_it_says() throws IOException {
    List<String> wrong = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.SKIP)
            .ofNamedCsvRecord(Path.of("src/test/resources/reports/across-examples.csv"))) {
      for (NamedCsvRecord example : csv) {
        String rule = example.getField("rule");
        Section136 section136 = series(example.getFieldsAsMap());
        boolean isExplained = !example.getField("right_care_from").isEmpty();
        String dates =
            "force_code,rcrp_date,source\n"
                + (isExplained ? "10," + example.getField("right_care_from") + ",example\n" : "");
        boolean isOfAmbulance = rule.equals("XPT-002");
        for (Partner own :
            rule.equals("XPT-005")
                ? List.of(FORCE)
                : List.of(FORCE, isOfAmbulance ? AMBULANCE : TRUST)) {
          List<String> found =
              messages(section136, own, dates).stream()
                  .map(AcrossMessages.Message::rule)
                  .filter(rule::equals)
                  .toList();
          if (found.isEmpty() != example.getField("outcome").equals("passes")) {
            wrong.add(own + " " + example.getFieldsAsMap());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void a_row_that_does_not_fit_is_named_to_its_sender_without_a_value_of_the_other() {
    Section136 section136 = new Section136();
    section136.add(misfit(FORCE, List.of("MH RX4"), List.of("AM RX6"), List.of("AM RX6")));
    section136.add(misfit(TRUST, List.of("PF 10"), List.of(), List.of()));

    List<AcrossMessages.Message> messages = messages(section136, FORCE, "");

    assertThat(messages)
        .extracting(m -> m.rule() + " " + m.place() + " " + m.cell("record_key"))
        .containsExactly("XPT-003 own.csv, line 7 K-10", "XPT-004 own.csv, line 7 K-10");
    assertThat(messages.get(0).text())
        .contains("(RX4)", "File own.csv, line 7.")
        .doesNotContain("RX6");
    assertThat(messages.get(1).text()).contains("sex and birth date does not fit", "(RX6)");
    assertThat(messages.get(0).cell("submission_id")).isEqualTo("PF-10-2026-09-001");
    assertThat(messages(section136, TRUST, ""))
        .extracting(AcrossMessages.Message::rule)
        .containsExactly("XPT-003");
    assertThat(messages(section136, AMBULANCE, "")).isEmpty();
  }

  @Test
  void own_counts_are_exact_and_what_others_decide_is_rounded_hidden_or_not_supplied() {
    Section136 section136 = new Section136();
    section136.add(MONTH, police("RX4", "", 38));
    section136.add(MONTH, linkedPolice("RX4", 3));
    section136.add(MONTH, trust("", 24));
    section136.add(MONTH, trust("10", 3));

    // Police 41, trust 27 of which 3 linked: the force sees 25 for 27, and no figure from which 27
    // or 3 could be worked out.
    Section136Pairs.Line line = pairs(section136, List.of(FORCE, TRUST)).lines(FORCE).get(0);
    assertThat(List.of(line.police(), line.trust(), line.difference(), line.linked()))
        .containsExactly("41", "25", "about +16", "*");
    assertThat(List.of(line.ownUnlinked(), line.otherUnlinked())).containsExactly("*", "*");
    assertThat(line.ambulance()).isEqualTo("not supplied");

    line = pairs(section136, List.of(FORCE)).lines(FORCE).get(0);
    assertThat(List.of(line.police(), line.trust(), line.difference(), line.linked()))
        .containsExactly("41", "not supplied", "–", "–");

    line = pairs(section136, List.of(FORCE, TRUST)).lines(TRUST).get(0);
    assertThat(List.of(line.police(), line.trust(), line.difference(), line.linked()))
        .containsExactly("40", "27", "about -13", "*");
  }

  @Test
  void what_was_not_found_is_worked_out_from_rounded_figures() {
    Section136 section136 = new Section136();
    section136.add(MONTH, police("RX4", "", 19));
    section136.add(MONTH, linkedPolice("RX4", 22));
    section136.add(MONTH, trust("", 11));
    section136.add(MONTH, trust("10", 22));

    // Linked 22 is shown as 20; of police 41 (40) about 20 are left, of trust 33 (35) about 15.
    Section136Pairs.Line line = pairs(section136, List.of(FORCE, TRUST)).lines(FORCE).get(0);
    assertThat(List.of(line.linked(), line.ownUnlinked(), line.otherUnlinked()))
        .containsExactly("20", "about 20", "about 15");
  }

  private Section136 series(Map<String, String> example) {
    Section136 section136 = new Section136();
    String[] police = example.getOrDefault("police", "").split(" ");
    String[] others = example.getOrDefault("others", "").split(" ");
    for (int i = 0; i < police.length; i++) {
      ReportingMonth month = MONTH.plusMonths(i + 1 - police.length);
      section136.add(month, police("RX4", "RX6", Long.parseLong(police[i])));
      section136.add(
          month,
          example.getOrDefault("rule", "").equals("XPT-002")
              ? ambulance(Long.parseLong(others[i]))
              : trust("", Long.parseLong(others[i])));
    }
    return section136;
  }

  private static Section136.Records police(String trust, String ambulance, long count) {
    return new Section136.Records(
        FORCE, "10", ambulance, trust, !ambulance.isEmpty(), "", "", "", count);
  }

  private static Section136.Records linkedPolice(String trust, long count) {
    return new Section136.Records(FORCE, "10", "", trust, false, "", "", trust, count);
  }

  private static Section136.Records ambulance(long count) {
    return new Section136.Records(AMBULANCE, "10", "RX6", "RX4", true, "", "", "", count);
  }

  private static Section136.Records trust(String linkedForce, long count) {
    return new Section136.Records(TRUST, "", "", "RX4", false, linkedForce, "", "", count);
  }

  private static Section136.Misfit misfit(
      Partner own, List<String> arrivals, List<String> sexes, List<String> birthDates) {
    return new Section136.Misfit(
        own, "own", "own.csv", "7", "6", "K-" + own.code(), arrivals, sexes, birthDates);
  }

  private List<AcrossMessages.Message> messages(Section136 section136, Partner own, String dates) {
    List<Partner> inForce = List.of(FORCE, AMBULANCE, TRUST);
    MonthFacts facts = facts(inForce);
    return new AcrossMessages(rules, RightCareRightPersonDates.read(dates), facts, section136)
        .of(verdict(own), pairs(section136, inForce).lines(own));
  }

  private Section136Pairs pairs(Section136 section136, List<Partner> inForce) {
    return new Section136Pairs(section136, facts(inForce), DISCLOSURE);
  }

  private static Verdict verdict(Partner partner) {
    return new Verdict(
        MONTH,
        partner,
        partner.family() + "-" + partner.code() + "-2026-09-001",
        "001",
        Instant.parse("2026-10-10T08:00:00Z"),
        "ACCEPTED",
        true,
        false,
        false,
        "",
        0,
        0,
        0,
        0);
  }

  private MonthFacts facts(List<Partner> inForce) {
    QualityThresholds thresholds = QualityThresholds.load(contracts);
    return new MonthFacts(
        MONTH,
        Instant.parse("2026-10-21T22:59:59Z"),
        new SubmissionHistory(
            inForce.stream().map(AcrossRulesTest::verdict).toList(),
            List.of(),
            ExpectationRegister.load()),
        Map.of(),
        new Causes(),
        new ExcludedRows(partner -> Path.of("nowhere")),
        new ScoredFields(contracts, thresholds),
        new StoredMetrics(MetricDefinitions.load(contracts)),
        thresholds,
        contracts,
        new OrganisationNames(Organisations.load()));
  }
}
