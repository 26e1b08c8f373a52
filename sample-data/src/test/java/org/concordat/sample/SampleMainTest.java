package org.concordat.sample;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleMainTest {

  @TempDir private Path folder = Path.of(".");

  @Test
  void a_wrong_request_ends_with_2() {
    String out = "--out=" + folder.resolve("never");
    assertThat(SampleMain.run("--month=2026-13", out)).isEqualTo(2);
    assertThat(SampleMain.run("--month=2026-09", out, "--scale=0")).isEqualTo(2);
    assertThat(SampleMain.run("--month=2026-09", out, "--scale=many")).isEqualTo(2);
    assertThat(SampleMain.run("--month=2026-09", out, "--faults=some")).isEqualTo(2);
    assertThat(SampleMain.run("--month=2026-09", out, "--unknowns=all")).isEqualTo(2);
    assertThat(SampleMain.run("--month=2026-09")).isEqualTo(2);
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void a_rate_of_no_such_name_or_of_no_share_is_one_clear_line() {
    assertThat(refused("--rate=nam-typo=0.1")).contains("nam-typo").contains(", name-typo, ");
    for (String wrong : List.of("3", "-0.1", "1.1", "NaN", "2%", "", "1e-2")) {
      assertThat(refused("--rate=name-typo=" + wrong)).contains("from 0 to 1");
    }
    assertThat(refused("--rate=name-typo")).contains("name-typo");
    assertThat(folder.resolve("never")).doesNotExist();
  }

  private String refused(String option) {
    PrintStream before = System.err;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try (PrintStream caught = new PrintStream(lines, true, StandardCharsets.UTF_8)) {
      System.setErr(caught);
      assertThat(SampleMain.run("--month=2026-09", "--out=" + folder.resolve("never"), option))
          .as(option)
          .isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    assertThat(lines.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    return lines.toString(StandardCharsets.UTF_8);
  }

  @Test
  void rates_can_be_set_one_by_one() throws IOException {
    int code =
        SampleMain.run(
            "--month=2026-09",
            "--out=" + folder,
            "--history=0",
            "--quiet",
            "--rate=number-missing-police=0",
            "--rate=names-missing-police=1");
    assertThat(code).isZero();
    List<CsvRecord> records =
        Extracts.records(folder.resolve("PF/01/2026-09/001/police_mha_detention.csv"));
    int number = records.get(0).getFields().indexOf("nhs_number");
    int family = records.get(0).getFields().indexOf("family_name");
    assertThat(records.subList(1, records.size()))
        .hasSizeGreaterThan(100)
        .allSatisfy(record -> assertThat(record.getField(number)).startsWith("999"))
        .allSatisfy(record -> assertThat(record.getField(family)).isEmpty());
  }

  @Test
  void without_faults_every_partner_sends_once() {
    assertThat(
            SampleMain.run(
                "--month=2026-09", "--out=" + folder, "--faults=none", "--history=0", "--quiet"))
        .isZero();
    assertThat(Extracts.files(folder, "manifest.json")).hasSize(13);
    assertThat(Files.exists(folder.resolve("PF/42/2026-09/001"))).isTrue();
  }
}
