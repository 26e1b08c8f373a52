package org.concordat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.concordat.platform.SecretFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong request gives one clear line and exit code 2, and writes nothing. */
class WrongRequestsTest {

  @TempDir private Path folder;

  @Test
  void a_month_that_is_no_month() {
    assertRefused("2026-9", run("--month", "2026-9"));
    assertRefused("2026-13", run("--month", "2026-13"));
  }

  @Test
  void no_month_at_all() {
    assertRefused("--month", run());
  }

  @Test
  void an_unknown_flag() {
    assertRefused("--monht", run("--monht", "2026-09"));
  }

  @Test
  void a_drop_folder_that_is_not_there() {
    assertRefused(
        "absent", run("--month", "2026-09", "--landing", folder.resolve("absent").toString()));
  }

  @Test
  void a_lake_that_cannot_be_written() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "not a folder");
    assertRefused("a-file", run("--month", "2026-09", "--lake", file.resolve("lake").toString()));
  }

  @Test
  void broken_settings() throws IOException {
    Path config = Files.writeString(folder.resolve("concordat.yaml"), "disclosure: [");
    assertRefused("concordat.yaml", run("--month", "2026-09", "--config", config.toString()));
    Path unknown = Files.writeString(folder.resolve("other.yaml"), "colour: red\n");
    assertRefused("colour", run("--month", "2026-09", "--config", unknown.toString()));
  }

  @Test
  void channels_that_do_not_fit() throws IOException {
    String[] month = {"--month", "2026-09"};
    String none = folder.resolve("none.yaml").toString();
    assertRefused("none.yaml", answer("pull", "--month", "2026-09", "--channels", none));
    assertRefused(
        "\"a\" is not a partner of the drop folder",
        answer("pull", "--month", "2026-09", "--partner", "a"));
    Path file =
        Files.writeString(
            folder.resolve("channels.yaml"), "channels: {a: {sends: [MH/RX4], folder: {path: x}}}");
    assertRefused(
        "exclude one another",
        run(month[0], month[1], "--channels", file.toString(), "--landing", folder.toString()));
    assertRefused(
        "there is no channel \"b\" in " + file + "; there are a",
        answer("pull", month[0], month[1], "--channels", file.toString(), "--partner", "b"));
    assertRefused(
        "--watch and --dry-run", answer("pull", month[0], month[1], "--watch", "--dry-run"));
  }

  @Test
  void a_key_of_columns_that_cannot_be_used() throws IOException {
    Path key = folder.resolve("columns.key");
    SecretFile.write(key, "0a0b0c");
    Path config =
        Files.writeString(
            folder.resolve("columns.yaml"),
            "encryption: {parquet: {key: 'file:" + key + "', key-id: one}}\n");
    String lake = folder.resolve("lake").toString();
    String[] asked = {"--month", "2026-09", "--lake", lake, "--config", config.toString()};
    assertRefused("the key \"one\" of encryption.parquet: it must be 64 hexadecimal", run(asked));
    Files.delete(key);
    assertRefused("columns.key: no such file", run(asked));
    assertThat(folder.resolve("lake/landing")).isEmptyDirectory();
  }

  @Test
  void a_link_that_cannot_be_made() throws IOException {
    String lake = folder.resolve("lake").toString();
    String[] asked = {"--month", "2026-09", "--family", "MH", "--lake", lake};
    assertRefused(
        "hand over " + lake + "/reports/MH/RX4/2026-09, or set zones.reports",
        answer("share", with(asked, "--organisation", "RX4")));
    assertRefused("is no code", answer("share", with(asked, "--organisation", "RX4/../R1L")));
    assertRefused("is no code", answer("share", with(asked, "--organisation", "")));
    assertRefused("--organisation", answer("share", asked));
    String[] whose = with(asked, "--organisation", "RX4");
    assertRefused("is no time such as", answer("share", with(whose, "--valid", "soon")));
    assertRefused(
        "is longer than 24h, the longest", answer("share", with(whose, "--valid", "25h")));
    Path config =
        Files.writeString(folder.resolve("week.yaml"), "object-store: {link-hours: 168}\n");
    assertRefused(
        "is longer than 168h",
        answer("share", with(whose, "--valid", "8d", "--config", config.toString())));
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  private static String[] with(String[] asked, String... more) {
    String[] all = Arrays.copyOf(asked, asked.length + more.length);
    System.arraycopy(more, 0, all, asked.length, more.length);
    return all;
  }

  @Test
  void a_status_or_instant_that_is_none() {
    assertRefused("draft", run("--month", "2026-09", "--status", "draft"));
    assertRefused("yesterday", run("--month", "2026-09", "--as-of", "yesterday"));
  }

  @Test
  void thresholds_or_a_lake_to_judge_again_that_are_not_there() throws IOException {
    String none = folder.resolve("none.yaml").toString();
    String[] asked = {"--month", "2026-09", "--rejudge", none, "--lake", folder.toString()};
    assertRefused("none.yaml", answer("check", asked));
    Path some = Files.writeString(folder.resolve("some.yaml"), "bands: []");
    asked[3] = some.toString();
    asked[5] = folder.resolve("no-lake").toString();
    assertRefused("no-lake", answer("check", asked));
  }

  @Test
  void an_explanation_of_nothing_or_where_there_is_no_return() {
    assertRefused("Name a measure", answer("explain"));
    assertRefused("run concordat run first", answer("explain", "MHS81"));
    assertRefused("13 columns", answer("explain", "MHS81,England"));
    assertRefused("2026-9", answer("explain", "MHS81", "--month", "2026-9"));
    assertRefused("draft", answer("explain", "MHS81", "--status", "draft"));
    assertRefused("only --version", answer("explain", "--line", "a,b", "--primary", "RX4"));
  }

  @Test
  void a_step_or_a_rebuild_of_what_is_not_there() throws IOException {
    String[] month = {"--month", "2026-09"};
    assertRefused("There is no performance return of 2026-09", answer("lifecycle", month));
    assertRefused("--month", answer("lifecycle"));
    assertRefused("2026-9", answer("lifecycle", "--month", "2026-9"));
    assertRefused("--to", answer("lifecycle", "--month", "2026-09", "--by", "Ada Byron"));
    assertRefused("--by", answer("lifecycle", "--month", "2026-09", "--to", "published"));
    assertRefused(
        "released",
        answer("lifecycle", "--month", "2026-09", "--to", "released", "--by", "Ada Byron"));
    assertRefused(
        "never published",
        answer(
            "lifecycle",
            "--month",
            "2026-09",
            "--status",
            "provisional",
            "--to",
            "published",
            "--by",
            "Ada Byron"));
    String into = folder.resolve("rebuilt").toString();
    assertRefused("--into", answer("rebuild", month));
    assertRefused("There is no performance return", answer("rebuild", "--into", into));
    assertRefused(
        "There is no final return", answer("rebuild", "--into", into, "--status", "final"));
    assertRefused("--last", answer("rebuild", "--into", into, "--last", "0"));
    assertRefused("--last", answer("rebuild", "--into", into, "--last", "2", "--version", "1"));
    assertThat(folder.resolve("rebuilt")).doesNotExist();
  }

  private record Answer(int exitCode, String out, String err) {}

  private Answer run(String... arguments) {
    return answer("run", arguments);
  }

  private Answer answer(String command, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = command;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    boolean lakeNamed = String.join(" ", arguments).contains("--lake");
    if (!lakeNamed) {
      all = java.util.Arrays.copyOf(all, all.length + 2);
      all[all.length - 2] = "--lake";
      all[all.length - 1] = folder.resolve("lake").toString();
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ConcordatCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), all);
    return new Answer(exitCode, out.toString(), err.toString());
  }

  private static void assertRefused(String named, Answer answer) {
    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(2);
    assertThat(answer.err()).contains(named).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(answer.err().strip().lines().filter(line -> !line.contains(" s  "))).hasSize(1);
    assertThat(answer.out()).isEmpty();
  }
}
