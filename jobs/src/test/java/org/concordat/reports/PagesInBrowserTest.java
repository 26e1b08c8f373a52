package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.config.Settings;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens the pages in a real browser, at the width of a phone and of a desk. Screenshots are kept in
 * {@code target/screenshots} to be looked at.
 */
@Tag("proof")
final class PagesInBrowserTest {

  /** Shows a page in a frame of a given width and notes how wide frame and page are. */
  private static final String FRAME =
      "<!DOCTYPE html><html><body><iframe width='%d' height='800' style='border:0'"
          + " onload=\"document.body.setAttribute('data-measured', this.contentWindow.innerWidth"
          + " + ' ' + this.contentDocument.documentElement.scrollWidth)\""
          + " srcdoc=\"%s\"></iframe></body></html>";

  private static final Pattern MEASURED = Pattern.compile("data-measured=\"([0-9]+) ([0-9]+)\"");
  private static final List<String> PAGES =
      List.of(
          "MH/RX4/2026-09",
          "MH/RXM/2026-09",
          "AM/RX6/2026-09",
          "national/2026-09",
          "returns/2026-09/performance",
          "returns/2026-10/performance");

  @TempDir private static Path folder;
  private static Path reports = Path.of("");
  private static Browser browser = new Browser(Path.of(""), Path.of(""));
  private static PageProbe probe = new PageProbe(browser);

  @BeforeAll
  static void write() {
    browser = Browser.in(folder);
    Lake lake = TinyLake.at(folder.resolve("lake"), 7919);
    new Reports(SharedSpark.session(), lake, Settings.defaults(), Progress.silent())
        .run(TinyLake.MONTH);
    returns(lake);
    reports = lake.root(Zone.REPORTS);
    probe = new PageProbe(browser);
  }

  /** The return of the month with a caveat and steps, and the next one that was held. */
  private static void returns(Lake lake) {
    new TinyReturn(lake, "2026-08", 1)
        .england("MHS81", "Detentions", "50")
        .written("publish", "First version.");
    new TinyReturn(lake, "2026-09", 1)
        .england("MHS81", "Detentions", "200")
        .organisation("Provider", "RX4", "FIRST NHS TRUST", "MHS81", "120", "")
        .organisation("Provider", "RXM", "SECOND NHS TRUST", "MHS81", "*", ":")
        .organisation("Provider", "RV5", "THIRD NHS TRUST", "MHS81", "*", "")
        .england("CRS20", "Section 136", "*")
        .written("publish with caveat", "First version.")
        .step("quality-assured", "Ada Byron");
    new TinyReturn(lake, "2026-10", 1).held();
    new ReturnPages(lake).write(TinyLake.MONTH, "performance");
    new ReturnPages(lake).write(TinyLake.MONTH.plusMonths(1), "performance");
  }

  @Test
  void pages_fit_a_wide_and_a_narrow_window() throws Exception {
    for (String page : PAGES) {
      for (int width : new int[] {1280, 390}) {
        Matcher measured = MEASURED.matcher(browser.dom(framed(page, width)).out());
        assertThat(measured.find()).as(page).isTrue();
        assertThat(Integer.parseInt(measured.group(1))).as(page).isEqualTo(width);
        assertThat(Integer.parseInt(measured.group(2)))
            .as("%s is wider than a window of %d", page, width)
            .isLessThanOrEqualTo(width);
      }
    }
  }

  @Test
  void pages_open_without_a_complaint_with_title_and_words_for_every_picture() throws Exception {
    for (String page : PAGES) {
      Browser.Answer answer = browser.dom(file(page));
      assertThat(answer.err()).as(page).doesNotContain("CONSOLE");
      assertThat(answer.out())
          .as(page)
          .containsPattern("<title>[^<]*(September|October) 2026</title>")
          .contains("<main", "lang=\"en-GB\"", "Skip to main content")
          .doesNotContain("<script", "<img");
      Matcher pictures = Pattern.compile("(?s)<svg([^>]*)>(.{0,40})").matcher(answer.out());
      while (pictures.find()) {
        assertThat(
                pictures.group(1).contains("aria-hidden") || pictures.group(2).contains("<title"))
            .as("a picture of %s: %s", page, pictures.group())
            .isTrue();
      }
    }
  }

  /** Where you stand and what to fix first are what people print (data-quality.md section 6). */
  @Test
  void the_first_two_sections_of_the_sample_fit_one_printed_page() throws Exception {
    Path sample = SampleMonth.run().lake().resolve("reports");
    for (String partner : List.of("MH/RX4", "MH/RXM", "MH/RV5", "AM/RX6", "PF/10")) {
      Path page = sample.resolve(partner).resolve(SampleMonth.MONTH).resolve("index.html");
      Map<String, Integer> sheets =
          PrintedPages.of(browser, page, folder.resolve("printed.pdf")).headings();
      assertThat(sheets)
          .as(partner)
          .containsEntry("Where you stand", 1)
          .containsEntry("What to fix first", 1)
          .containsEntry("What we received", 2);
    }
  }

  @Test
  void pages_can_be_looked_at() throws Exception {
    Path shots = Files.createDirectories(Path.of("target", "screenshots").toAbsolutePath());
    for (String page : PAGES) {
      for (int width : new int[] {1280, 390}) {
        Path shot = shots.resolve(page.replace('/', '-') + "-" + width + ".png");
        Files.deleteIfExists(shot);
        browser.browse(file(page), width, 3600, "--hide-scrollbars", "--screenshot=" + shot);
        assertThat(shot).isNotEmptyFile();
      }
    }
  }

  @Test
  void pages_keep_the_rules_of_the_accessibility_checker_on_a_phone_and_on_a_desk()
      throws Exception {
    assertThat(probed()).hasSize(11);
    for (Path file : probed()) {
      List<PageProbe.Found> wideAndNarrow = probe.look(Files.readString(file), 1280, 390);
      assertThat(wideAndNarrow).extracting(PageProbe.Found::width).containsExactly(1280, 390);
      for (PageProbe.Found found : wideAndNarrow) {
        String page = reports.relativize(file) + " at " + found.width();
        assertThat(found.violations()).as(page).isEmpty();
        assertThat(found.undecided()).as(page).isEmpty();
        assertThat(found.passed())
            .as(page)
            .contains("color-contrast", "document-title", "html-has-lang", "target-size");
        assertThat(found.scrollWidth())
            .as("%s with everything unfolded", page)
            .isLessThanOrEqualTo(found.width());
        assertThat(found.withoutStyles()).as("%s without styles", page).isEmpty();
      }
    }
  }

  @Test
  void the_accessibility_checker_finds_what_is_spoilt_on_purpose() throws Exception {
    String page = Files.readString(file("MH/RX4/2026-09"));
    String spoilt =
        spoil(page, "<html lang=\"en-GB\">", "<html>")
            .transform(text -> spoil(text, ".small {", ".small { opacity: .2;"))
            .transform(text -> spoil(text, "href=\"#fix-first\"", "href=\"#fix-never\""))
            .transform(
                text -> spoil(text, "<h2 id=\"where-you-stand\">", "<h4 id=\"where-you-stand\">"))
            .transform(text -> spoil(text, "<caption>Rows by table</caption>", ""))
            .transform(text -> spoil(text, "<desc ", "<metadata "))
            .transform(text -> spoil(text, " scope=\"row\"", ""))
            .transform(
                text ->
                    spoil(
                        text,
                        "</main>",
                        "<img src=\"#\"><p style=\"width: 500px\">Wide</p></main>"));

    List<PageProbe.Found> found = probe.look(spoilt, 1280, 390);

    assertThat(found).extracting(PageProbe.Found::width).containsExactly(1280, 390);
    for (PageProbe.Found one : found) {
      assertThat(one.violations().toString())
          .contains("html-has-lang at", "image-alt at", "color-contrast at");
      assertThat(one.withoutStyles().toString())
          .contains("link: #fix-never", "heading: level 4 after 1", "table: no caption")
          .contains("table: a header without scope", "picture: no words");
    }
    assertThat(found.get(0).scrollWidth()).isEqualTo(1280);
    assertThat(found.get(1).scrollWidth()).isGreaterThan(390);
  }

  private static String spoil(String page, String sound, String broken) {
    assertThat(page).contains(sound);
    return page.replace(sound, broken);
  }

  /** Every page of the tiny country: of who sent, was rejected or is missing, and the nation's. */
  private static List<Path> probed() {
    return Folders.filesBelow(reports).stream()
        .map(reports::resolve)
        .filter(file -> file.toString().endsWith(".html"))
        .toList();
  }

  private static Path file(String page) {
    return reports.resolve(page).resolve("index.html");
  }

  private static Path framed(String page, int width) throws IOException {
    String text =
        PageProbe.unlocked(Files.readString(file(page)))
            .replace("&", "&amp;")
            .replace("\"", "&quot;");
    Path frame = folder.resolve(page.replace('/', '-') + ".html");
    return Files.writeString(frame, FRAME.formatted(width, text));
  }
}
