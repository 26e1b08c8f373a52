package org.concordat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.concordat.platform.Deliveries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the person at the terminal gets from a pull of channels. */
class PullCommandTest {

  @TempDir private Path folder;
  private Path channels = Path.of("");

  private record Answer(int exitCode, String out, String err) {}

  @BeforeEach
  void prepare() throws IOException {
    Path sent = Files.createDirectories(folder.resolve("inbox/AM/RX6/2026-09/001"));
    Files.writeString(sent.resolve("manifest.json"), "{}");
    channels =
        Files.writeString(
            folder.resolve("channels.yaml"),
            """
            channels:
              ambulance: {sends: [AM/RX6], folder: {path: %s}}
              gone: {sends: [PF/10], folder: {path: %s}}
            """
                .formatted(folder.resolve("inbox"), folder.resolve("nowhere")));
  }

  @Test
  void a_dry_run_lists_and_touches_nothing() {
    Answer answer = pull("--dry-run", "--partner", "ambulance");
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("Would take: AM-RX6-2026-09-001");
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @Test
  void one_channel_that_fails_is_told_and_ends_with_1_after_the_others_have_landed() {
    Answer answer = pull();
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).contains("New: AM-RX6-2026-09-001");
    assertThat(answer.err())
        .contains(
            "warning: gone was not read to the end: there is no folder to read at "
                + folder.resolve("nowhere"))
        .doesNotContain("Exception");
    assertThat(new Deliveries(folder.resolve("lake/landing")).all()).hasSize(1);
  }

  @Test
  void as_json_it_is_one_document() {
    Answer answer = pull("--json", "--partner", "ambulance");
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out())
        .startsWith("{")
        .contains("\"pulled\"", "\"taken\" : [\n      \"AM-RX6-2026-09-001\"\n    ]");
    assertThat(pull("--partner", "ambulance").out()).contains("Known from earlier pulls: 1");
  }

  private Answer pull(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "pull",
                "--month",
                "2026-09",
                "--channels",
                channels.toString(),
                "--lake",
                folder.resolve("lake").toString()));
    arguments.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ConcordatCommand.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(new String[0]));
    return new Answer(exitCode, out.toString(), err.toString());
  }
}
