package org.concordat.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
  void without_faults_every_partner_sends_once() {
    assertThat(
            SampleMain.run(
                "--month=2026-09", "--out=" + folder, "--faults=none", "--history=0", "--quiet"))
        .isZero();
    assertThat(Extracts.files(folder, "manifest.json")).hasSize(13);
    assertThat(Files.exists(folder.resolve("PF/42/2026-09/001"))).isTrue();
  }
}
