package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.concordat.config.Settings;
import org.concordat.schemas.MatchModel;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** linkage.md, "Measuring quality": hide the number, link by the rest. */
class HiddenNumbersTest {

  private static final String ANN = "9434765919";
  private static final String OTHER_ANN = "4000000160";
  private static final String TOM = "9990000018";

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  /**
   * Ann has three named records: two alike, one under another name (pairs: 3, one recovered). Tom
   * has two alike (1, recovered). Another person shares all of Ann's names, birth date and
   * postcode: without numbers the three records are one (3 pairs, one right).
   */
  @Test
  void says_what_is_recognised_without_the_number() {
    CheckedFrames frames =
        new CheckedFrames()
            // A trust sends no names: it takes no part, but tells Ann's ethnic group.
            .with(
                "MHS001MPI RX4 2026-09 1",
                "'LocalPatientID': 'P1', 'NHSNumber': '%s', 'PersonBirthDate': '1980-05-17', "
                        .formatted(ANN)
                    + "'EthnicCategory': 'A'")
            .with("ambulance_incident RX6 2026-09 1", ann(ANN, "Khan") + home("NE1 4ST"))
            .with("ed_attendance RRV 2026-09 1", ann(ANN, "Khan") + home("NE1 4ST"))
            .with("nhs111_call R1 2026-09 1", ann(ANN, "Smith"))
            .with("police_mh_incident 10 2026-09 1", ann(OTHER_ANN, "Khan") + home("NE1 4ST"))
            .with("police_mh_incident 10 2026-09 2", tom() + ", 'self_defined_ethnicity': 'B1'")
            .with("ambulance_incident RX6 2026-09 2", tom() + ", 'ethnic_category': 'M'")
            // Without a number nobody knows the truth about it.
            .with("ed_attendance RRV 2026-09 2", "'given_name': 'Ann', 'family_name': 'Khan'");

    List<QualityLine> lines =
        new HiddenNumbers(SharedSpark.session(), Settings.defaults().linkage(), MatchModel.load())
            .lines(PersonRecords.of(frames::table, new IdentifierPreparation(true)));

    assertThat(lines)
        .extracting(
            line ->
                "%s %s %.0f/%.0f"
                    .formatted(line.value(), line.measure(), line.numerator(), line.denominator()))
        .containsExactly(
            "all f1 4/8",
            "all precision 2/4",
            "all recall 2/4",
            "Black or Black British f1 2/2",
            "Black or Black British precision 1/1",
            "Black or Black British recall 1/1",
            "White f1 2/6",
            "White precision 1/3",
            "White recall 1/3",
            // The other person: two wrong pairs, none to find.
            "not known f1 0/2",
            "not known precision 0/2",
            "not known recall 0/0");
    assertThat(lines).extracting(QualityLine::of).containsOnly("people_without_number");
  }

  private static String ann(String number, String family) {
    return "'nhs_number': '%s', 'birth_date': '1980-05-17', 'given_name': '%s', 'family_name': '%s'"
        .formatted(number, family.equals("Khan") ? "Ann" : "Zoe", family);
  }

  private static String tom() {
    return "'nhs_number': '%s', 'birth_date': '1971-02-03', 'given_name': 'Tom', 'family_name': 'Osei'"
            .formatted(TOM)
        + home("SR5 2QQ");
  }

  private static String home(String postcode) {
    return ", 'home_postcode': '" + postcode + "'";
  }
}
