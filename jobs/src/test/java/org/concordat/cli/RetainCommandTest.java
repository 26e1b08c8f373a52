package org.concordat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void a_report_long_past_its_term() throws IOException {
    Path report = folder.resolve("reports/PF/10/2020-01");
    Files.createDirectories(report);
    Files.writeString(report.resolve("index.html"), "page");
  }

  @Test
  void it_says_what_is_due_and_why_and_deletes_nothing() {
    assertThat(retain("--today", "2026-04-01")).isZero();
    assertThat(out.toString().lines())
        .anyMatch(
            line ->
                line.contains("report PF/10/2020-01")
                    && line.contains("2022-02-01")
                    && line.endsWith("partner-reports, 24 months, in force from 2026-04-01"))
        .contains("Nothing was deleted; --delete, --authority and --by do that.");
    assertThat(folder.resolve("reports/PF/10/2020-01/index.html")).exists();
    assertThat(folder.resolve("runs")).doesNotExist();
    assertThat(retain("--today", "2026-04-01", "--zone", "landing")).isZero();
    assertThat(out.toString()).contains("Nothing is due on 2026-04-01.");
  }

  @Test
  void deleted_it_is_recorded_and_gone() throws IOException {
    assertThat(
            retain(
                "--today",
                "2026-04-01",
                "--delete",
                "--authority",
                "Minute 7",
                "--by",
                "A. Name",
                "--json"))
        .isZero();
    assertThat(out.toString()).contains("\"deleted\" : true", "\"report PF/10/2020-01\"");
    assertThat(folder.resolve("reports/PF/10/2020-01")).doesNotExist();
    assertThat(Files.readString(folder.resolve("runs/deletions.jsonl")))
        .contains("\"authority\":\"Minute 7\"", "\"by\":\"A. Name\"");
  }

  @Test
  void a_request_that_is_not_clear_is_refused_in_one_line() {
    assertRefused("--authority", "--today", "2026-04-01", "--delete");
    assertRefused("--by", "--today", "2026-04-01", "--delete", "--authority", "Minute 7");
    assertRefused("not both", "--delete", "--dry-run");
    assertRefused("there is no zone \"attic\"", "--zone", "attic");
    assertRefused("\"tomorrow\" is not a day", "--today", "tomorrow");
    assertRefused(
        "still to come", "--today", "2999-01-01", "--delete", "--authority", "a", "--by", "b");
    assertThat(folder.resolve("reports/PF/10/2020-01/index.html")).exists();
  }

  private void assertRefused(String reason, String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(retain(arguments)).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(reason);
  }

  private int retain(String... more) {
    List<String> arguments = new ArrayList<>(List.of("retain", "--lake", folder.toString()));
    arguments.addAll(List.of(more));
    return ConcordatCommand.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
  }
}
