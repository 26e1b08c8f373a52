package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.SecretFile;
import org.concordat.platform.SparkRuntime;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a month is encrypted decides how its rows are kept, and nothing else. */
class EncryptedMonthsTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");

  @TempDir private Path root;

  @AfterEach
  void nobodyElseHasTheKeys() {
    SparkRuntime.session(Settings.defaults(), root);
  }

  @Test
  void months_are_written_again_when_the_key_changes_and_only_then() throws IOException {
    SecretFile.write(root.resolve("one"), "1f".repeat(32));
    SecretFile.write(root.resolve("two"), "2e".repeat(32));
    Settings off = Settings.defaults();
    Settings one = settings("{key: 'file:%1$s/one', key-id: one}");
    Settings two =
        settings("{key: 'file:%1$s/two', key-id: two, earlier-keys: {one: 'file:%1$s/one'}}");
    Settings offAgain = settings("{earlier-keys: {two: 'file:%1$s/two'}}");
    Lake lake = Lake.at(root.resolve("lake"), off);
    send(lake);

    CheckResult plain = check(lake, off);
    Map<String, String> plainRows = rows(lake);
    Map<String, String> findings = Trees.digests(lake.tree(Zone.FINDINGS).liveFolder());
    assertThat(plain.monthsJudged()).isEqualTo(1);

    CheckResult encrypted = check(lake, one);
    Map<String, String> encryptedRows = rows(lake);
    assertThat(encrypted.monthsJudged()).isEqualTo(1);
    assertThat(encrypted.versionId()).isEqualTo(plain.versionId());
    assertThat(encryptedRows.keySet()).isEqualTo(plainRows.keySet());
    assertThat(encryptedRows).isNotEqualTo(plainRows);

    assertThat(check(lake, one).monthsJudged()).as("nothing changed").isZero();
    assertThat(rows(lake)).isEqualTo(encryptedRows);

    assertThatThrownBy(() -> check(lake, off))
        .as("forgotten settings never turn encrypted tables into plain ones")
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("written with the key \"one\"");
    assertThat(rows(lake)).isEqualTo(encryptedRows);

    assertThat(check(lake, two).monthsJudged()).as("another key").isEqualTo(1);
    assertThat(rows(lake)).isNotEqualTo(encryptedRows);
    assertThat(check(lake, two).monthsJudged()).isZero();

    assertThat(check(lake, offAgain).monthsJudged()).as("no key to write with").isEqualTo(1);
    assertThat(rows(lake)).isEqualTo(plainRows);
    assertThat(Trees.digests(lake.tree(Zone.FINDINGS).liveFolder())).isEqualTo(findings);
  }

  private CheckResult check(Lake lake, Settings settings) {
    return new Check(
            SparkRuntime.session(settings, root.resolve("scratch")),
            lake,
            settings,
            Progress.silent())
        .judge(MONTH, "performance", null);
  }

  private static Map<String, String> rows(Lake lake) {
    return Trees.digests(lake.tree(Zone.CHECKED).liveFolder());
  }

  private void send(Lake lake) throws IOException {
    Map<String, String> row =
        Map.of(
            "submitter_org_code", "RX6",
            "extract_period", "2026-09",
            "record_version", "1",
            "submitted_datetime", "2026-10-02T08:00:00+01:00",
            "incident_id", "a1",
            "patient_number", "1",
            "call_connect_datetime", "2026-09-03T10:00:00+01:00",
            "nhs_number", "9990000018");
    new SubmissionFolder(root.resolve("sent"), Family.AM, "RX6", MONTH)
        .table("ambulance_incident", List.of(row))
        .land(lake.root(Zone.LANDING), "001");
  }

  private Settings settings(String parquet) throws IOException {
    return Settings.read(
        Files.writeString(
            root.resolve("settings.yaml"),
            "encryption:\n  parquet: " + parquet.formatted(root) + "\n"));
  }
}
