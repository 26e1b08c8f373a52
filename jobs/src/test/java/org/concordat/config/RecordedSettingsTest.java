package org.concordat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedSettingsTest {

  @TempDir private Path folder;

  @Test
  void keys_are_recorded_by_name_and_no_file_no_zone_and_no_speed_is() throws IOException {
    Settings settings =
        settings(
            """
            zones: {raw: /secure/raw, marts: s3://crisis-marts/here}
            object-store: {access-key: env:STORE_KEY, secret-key: 'file:/keys/store', at-once: 4}
            spark: {cores: 3, master: 'spark://cluster:7077'}
            lineage: {url: 'http://catalogue:5000/', token: env:CATALOGUE}
            encryption: {parquet: {key: 'file:/keys/columns', key-id: columns-1}}
            linkage: {key-file: /keys/pseudonym, key-id: year-7, opt-outs: /lists/opt-outs.csv}
            releases: {research: {key-file: /keys/research, key-id: r1}}
            """);
    String recorded = RecordedSettings.of(settings).toString();
    assertThat(recorded)
        .contains("\"key-id\":\"year-7\"", "\"window-months\":12", "\"small-count\":5")
        .doesNotContain("/keys", "/lists", "/secure", "cores", "research", "two-people")
        .doesNotContain(
            "s3://", "crisis-marts", "object-store", "STORE_KEY", "at-once", "encryption")
        .doesNotContain("cluster", "lineage", "catalogue", "CATALOGUE");
  }

  @Test
  void recorded_settings_win_and_files_and_cores_are_those_of_here() throws IOException {
    Settings made =
        settings(
            """
            check: {window-months: 3}
            linkage: {key-file: /old/key, key-id: year-7, accept: 0.95}
            counting: {choices: {first-contact-month: any-month}}
            """);
    Settings here =
        settings(
            """
            zones: {raw: /secure/raw}
            spark: {cores: 3}
            linkage: {key-file: /new/key, key-id: year-8, accept: 0.5}
            counting: {choices: {other: x}}
            disclosure: {small-count: 10}
            """);
    Settings applied = RecordedSettings.applied(RecordedSettings.of(made), here);
    assertThat(applied.check()).isEqualTo(made.check());
    assertThat(applied.counting()).isEqualTo(made.counting());
    assertThat(applied.disclosure()).isEqualTo(made.disclosure());
    assertThat(applied.linkage().accept()).isEqualTo(0.95);
    assertThat(applied.linkage().keyId()).isEqualTo("year-7");
    assertThat(applied.linkage().keyFile()).isEqualTo("/new/key");
    assertThat(applied.spark()).isEqualTo(here.spark());
    assertThat(applied.zones()).isEmpty();
  }

  @Test
  void returns_recorded_before_coverage_was_judged_are_made_again_without_judgement() {
    ObjectNode old = (ObjectNode) RecordedSettings.of(Settings.defaults());
    assertThat(old.remove("returns").at("/coverage/caveat-missing").asInt()).isEqualTo(3);
    Settings applied = RecordedSettings.applied(old, Settings.defaults());
    assertThat(applied.returns().coverage()).isNull();
    // What is recorded of it then is what was recorded at first, to the byte.
    assertThat(RecordedSettings.of(applied)).isEqualTo(old);
  }

  @Test
  void a_setting_that_is_no_longer_one_is_named() {
    ObjectNode recorded = (ObjectNode) RecordedSettings.of(Settings.defaults());
    ((ObjectNode) recorded.get("check")).put("moon-phase", 3);
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> RecordedSettings.applied(recorded, Settings.defaults()))
        .withMessageContaining("moon-phase")
        .withMessageNotContaining("\n");
  }

  private Settings settings(String yaml) throws IOException {
    return Settings.read(Files.writeString(folder.resolve("settings.yaml"), yaml));
  }
}
