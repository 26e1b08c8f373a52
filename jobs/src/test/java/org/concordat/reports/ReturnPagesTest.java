package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a return, from public files written by hand. */
class ReturnPagesTest {

  private static final ReportingMonth SEPTEMBER = ReportingMonth.of("2026-09");

  @TempDir private Path root;
  private Lake lake = Lake.at(Path.of("unused"), Settings.defaults());

  @BeforeEach
  void open() {
    lake = Lake.at(root, Settings.defaults());
  }

  @Test
  void a_draft_with_a_caveat_says_who_is_missing_and_what_to_do_next() throws IOException {
    september().written("publish with caveat", "First version.");
    String page = page();
    assertThat(page)
        .contains(
            "<title>Crisis return, Performance: September 2026</title>",
            "Performance return, version 1",
            "◆</span> Publish with caveat",
            "<li>2 of 5 expected partners are missing</li>",
            "Version 1 is a draft: nobody has looked at it yet.",
            "lifecycle --month 2026-09 --to quality-assured --by &quot;Your Name&quot;",
            "<li><strong>Rejected:</strong> Second NHS Trust (RXM), Mental health trust</li>",
            "<li><strong>Not received:</strong> Essex (42), Police force</li>",
            "Not in the figures of detentions.",
            "<dt>Partners in it</dt><dd>3 of 5 expected</dd>",
            "<dt>Hidden figures attacked</dt><dd>7</dd>",
            "Invented data")
        .contains("<p class=\"text\">First version.</p>")
        // Who sent for another month of the window is not in this month's figures.
        .contains("<strong>Police force:</strong>", "(10)</li>")
        .doesNotContain("(01)", "<script", "http:", "https:");
  }

  @Test
  void bars_are_as_long_as_published_values_and_hidden_ones_have_no_length() throws IOException {
    new TinyReturn(lake, "2026-07", 1)
        .england("MHS81", "Detentions", "50")
        .written("publish", "First version.");
    september().written("publish", "First version.");
    String page = page();
    String chart = page.substring(page.indexOf("id=\"chart-mhs81\""));
    chart = chart.substring(0, chart.indexOf("</div>\n</div>\n</div>"));
    assertThat(chart.replaceAll("\\s+", " "))
        // 50 of 200 are a quarter; August was not made, and is no nought.
        .contains("<li>Jul 2026: <strong>50</strong><svg", "<rect width=\"25%\"")
        .contains("<li>Aug 2026: <strong>no return</strong></li>")
        .contains("<li>Sept 2026: <strong>200</strong><svg", "<rect width=\"100%\"")
        .contains("<li>First NHS Trust: <strong>120</strong>")
        .contains(
            "<li>Third NHS Trust: <strong>* (hidden or none)</strong><svg", "url(#fill-missing)")
        .contains("<li>Second NHS Trust: <strong>not received</strong></li>")
        .contains("Mental health trust: 1 of 3 missing");
    assertThat(page)
        .contains(
            "data-label=\"September 2026\" class=\"number\">200</td><td data-label=\"August 2026\" class=\"number\">–</td>");
  }

  @Test
  void the_steps_of_sign_off_are_shown_with_who_and_when_and_the_next_is_somebody_elses()
      throws IOException {
    TinyReturn made =
        september().written("publish", "First version.").step("quality-assured", "Ada Byron");
    assertThat(page())
        .contains(
            "Version 1 is quality assured, by Ada Byron on 2 November 2026 at 10:00 (London time).",
            "somebody else than Ada Byron answers for it and signs it off:",
            "--to signed-off --by");
    made.step("signed-off", "Sam Okoro");
    assertThat(page()).contains("--to published --by", "<dd>none yet</dd>");
    made.step("published", "Sam Okoro");
    assertThat(page())
        .contains("--to withdrawn --by", "<dt>Readers are shown</dt><dd>version 1</dd>");
  }

  @Test
  void of_a_later_version_the_account_of_changes_is_shown_without_caveat_and_single_rows()
      throws IOException {
    september().written("publish", "First version.");
    new TinyReturn(lake, "2026-09", 2)
        .england("MHS81", "Detentions", "205")
        .written(
            "publish with caveat",
            "Caveat",
            "------",
            "Two are missing.",
            "",
            "Against version 1: 1 values revised or new, 0 rows gone. Version 1 stays as it was.",
            "",
            "Submissions",
            "-----------",
            "Sent again, 1 organisation:",
            "  RX4 for 2026-09",
            "",
            "Measures of England",
            "-------------------",
            "MHS81 Detentions: was 200, is 205. From late submissions.",
            "",
            "Rows",
            "----",
            "  England / MHS81: Revised");
    String page = page();
    assertThat(page)
        .contains("Performance return, version 2")
        .contains("Submissions\nSent again, 1 organisation:\n  RX4 for 2026-09</p>")
        .contains("<p class=\"text\">MHS81 Detentions: was 200, is 205. From late submissions.</p>")
        .contains("Against version 1: 1 values revised")
        .doesNotContain("Two are missing.", "England / MHS81");
  }

  @Test
  void a_return_that_was_held_leaves_a_page_that_says_so_and_why() throws IOException {
    new TinyReturn(lake, "2026-09", 1).held();
    assertThat(page())
        .contains(
            "▲</span> Hold",
            "Performance return, no version",
            "<li>2 of 5 expected partners are missing</li>",
            "There is no version to sign off.",
            "./concordat run --month 2026-09")
        .doesNotContain("Headline figures", "missing are all");
    september().written("publish", "First version.");
    assertThat(page())
        .contains(
            "▲</span> Hold", "version 1 of an earlier run, which stays as it was", "Headline");
  }

  @Test
  void without_a_return_or_for_a_provisional_one_there_is_no_page() {
    new ReturnPages(lake).write(SEPTEMBER, "performance");
    september().written("publish", "First version.");
    new ReturnPages(lake).write(SEPTEMBER, "provisional");
    assertThat(lake.root(Zone.REPORTS)).doesNotExist();
  }

  private TinyReturn september() {
    return new TinyReturn(lake, "2026-09", 1)
        .england("MHS81", "Detentions", "200")
        .organisation("Provider", "RX4", "FIRST NHS TRUST", "MHS81", "120", "")
        .organisation("Provider", "RXM", "SECOND NHS TRUST", "MHS81", "*", ":")
        .organisation("Provider", "RV5", "THIRD NHS TRUST", "MHS81", "*", "")
        .england("CRS01", "Seen within 4 hours (per cent)", "40")
        .england("CRS20", "Section 136", "*");
  }

  private String page() throws IOException {
    new ReturnPages(lake).write(SEPTEMBER, "performance");
    return Files.readString(
        lake.root(Zone.REPORTS).resolve("returns/2026-09/performance/index.html"));
  }
}
