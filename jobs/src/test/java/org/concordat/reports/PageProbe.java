package org.concordat.reports;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.platform.Json;

/**
 * Shows a page to the accessibility checker axe in a real browser, then takes its styles away and
 * looks at what is left.
 *
 * <p>The page stands in a frame: a browser's window cannot be as narrow as a phone's, a frame can.
 */
final class PageProbe {

  /**
   * What was found at one width.
   *
   * @param passed rules of axe that the page keeps
   * @param violations rules of axe that it breaks, and where
   * @param undecided what axe leaves to a person
   * @param withoutStyles what a reader without styles would miss
   */
  record Found(
      int width,
      int scrollWidth,
      List<String> passed,
      List<String> violations,
      List<String> undecided,
      List<String> withoutStyles) {}

  private static final Pattern FOUND = Pattern.compile("data-found=\"([^\"]+)\"");

  private final Browser browser;

  PageProbe(Browser browser) {
    this.browser = browser;
  }

  /** What is found on a page at each of the widths. */
  List<Found> look(String page, int... widths) throws IOException, InterruptedException {
    copy("/axe.min.js");
    copy("/reports/page-probe.js");
    StringBuilder frames = new StringBuilder("<!DOCTYPE html><html><body>\n");
    for (int width : widths) {
      frames.append(frame(width, scripted(page))).append('\n');
    }
    Path file = browser.folder().resolve("probe.html");
    Files.writeString(file, frames.append("</body></html>"));
    // Virtual time stands still while a script runs, so a slow machine gives the same answer.
    Browser.Answer answer = browser.dom(file, "--virtual-time-budget=20000");
    List<Found> found = new ArrayList<>();
    Matcher results = FOUND.matcher(answer.out());
    while (results.find()) {
      String json = URLDecoder.decode(results.group(1), StandardCharsets.UTF_8);
      found.add(Json.mapper().readValue(json, Found.class));
    }
    if (found.size() != widths.length) {
      throw new AssertionError("The checker did not finish: " + answer.err());
    }
    return found;
  }

  /** A frame that holds the page itself, so that scripts may look in and out. */
  private static String frame(int width, String page) {
    return "<iframe width='%d' height='800' style='border:0' srcdoc=\"%s\"></iframe>"
        .formatted(width, page.replace("&", "&amp;").replace("\"", "&quot;"));
  }

  /** The page without its ban on scripts. */
  static String unlocked(String page) {
    return page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
  }

  private static String scripted(String page) {
    return unlocked(page)
        .replace(
            "</body>",
            "<script src=\"axe.min.js\"></script><script src=\"page-probe.js\"></script></body>");
  }

  private void copy(String resource) throws IOException {
    Path target = browser.folder().resolve(resource.substring(resource.lastIndexOf('/') + 1));
    try (InputStream in = PageProbe.class.getResourceAsStream(resource)) {
      Files.write(target, Objects.requireNonNull(in, resource).readAllBytes());
    }
  }
}
