package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.testing.RequiredTools;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens the pages in a real browser. Screenshots are kept in {@code target/screenshots} to be
 * looked at.
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
      List.of("MH/RX4/2026-09", "MH/RXM/2026-09", "AM/RX6/2026-09", "national/2026-09");

  @TempDir private static Path folder;
  private static Path reports = Path.of("");
  private static Path chromium = Path.of("");

  @BeforeAll
  static void write() {
    chromium = RequiredTools.find("chromium", "chromium", "chromium-browser", "google-chrome");
    Lake lake = TinyLake.at(folder.resolve("lake"), 7919);
    new Reports(SharedSpark.session(), lake, Settings.defaults(), Progress.silent())
        .run(TinyLake.MONTH);
    reports = lake.root(Zone.REPORTS);
  }

  @Test
  void pages_fit_a_wide_and_a_narrow_window() throws Exception {
    for (String page : PAGES) {
      for (int width : new int[] {1280, 390}) {
        Matcher measured = MEASURED.matcher(dom(framed(page, width)).out());
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
      Answer answer = dom(file(page));
      assertThat(answer.err()).as(page).doesNotContain("CONSOLE");
      assertThat(answer.out())
          .as(page)
          .containsPattern("<title>[^<]*September 2026</title>")
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

  @Test
  void pages_can_be_looked_at() throws Exception {
    Path shots = Files.createDirectories(Path.of("target", "screenshots").toAbsolutePath());
    for (String page : PAGES) {
      for (int width : new int[] {1280, 390}) {
        Path shot = shots.resolve(page.replace('/', '-') + "-" + width + ".png");
        Files.deleteIfExists(shot);
        browse(file(page), width, 3600, "--hide-scrollbars", "--screenshot=" + shot);
        assertThat(shot).isNotEmptyFile();
      }
    }
  }

  private record Answer(String out, String err) {}

  private static Path file(String page) {
    return reports.resolve(page).resolve("index.html");
  }

  private static Path framed(String page, int width) throws IOException {
    String text =
        Files.readString(file(page))
            .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace("&", "&amp;")
            .replace("\"", "&quot;");
    Path frame = folder.resolve(page.replace('/', '-') + ".html");
    return Files.writeString(frame, FRAME.formatted(width, text));
  }

  private static Answer dom(Path file) throws Exception {
    return browse(file, 1400, 900, "--enable-logging=stderr", "--hide-scrollbars", "--dump-dom");
  }

  private static Answer browse(Path file, int width, int height, String... flags)
      throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(folder, "profile");
    List<String> command =
        new ArrayList<>(
            List.of(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--window-size=" + width + "," + height));
    command.addAll(Arrays.asList(flags));
    command.add(file.toUri().toString());
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The browser did not finish " + file);
    }
    return new Answer(
        Files.readString(out, StandardCharsets.UTF_8),
        new String(Files.readAllBytes(err), StandardCharsets.ISO_8859_1));
  }
}
