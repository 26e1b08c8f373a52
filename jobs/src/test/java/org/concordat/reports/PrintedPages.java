package org.concordat.reports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page as a browser prints it: on which sheet each heading stands, from the PDF's outline. */
final class PrintedPages {

  private static final Pattern OBJECT = Pattern.compile("(?s)(\\d+) 0 obj(.*?)endobj");
  private static final Pattern KIDS = Pattern.compile("(?s)/Kids \\[(.*?)\\]");
  private static final Pattern REFERENCE = Pattern.compile("(\\d+) 0 R");
  private static final Pattern TITLE = Pattern.compile("(?s)/Title \\((.*?)\\)");
  private static final Pattern TARGET = Pattern.compile("/Dest \\[(\\d+) 0 R");

  private final Map<String, String> objects = new TreeMap<>();
  private final List<String> sheets = new ArrayList<>();

  private PrintedPages(String pdf) {
    Matcher object = OBJECT.matcher(pdf);
    while (object.find()) {
      objects.put(object.group(1), object.group(2));
    }
    objects.forEach(
        (id, text) -> {
          if (text.contains("/Type /Pages") && !text.contains("/Parent")) {
            walk(id);
          }
        });
  }

  private void walk(String id) {
    String text = objects.getOrDefault(id, "");
    Matcher kids = KIDS.matcher(text);
    if (!text.contains("/Type /Pages") || !kids.find()) {
      sheets.add(id);
      return;
    }
    Matcher kid = REFERENCE.matcher(kids.group(1));
    while (kid.find()) {
      walk(kid.group(1));
    }
  }

  /** Prints a page on A4. */
  static PrintedPages of(Browser browser, Path page, Path pdf)
      throws IOException, InterruptedException {
    browser.browse(
        page,
        1280,
        900,
        "--generate-pdf-document-outline",
        "--no-pdf-header-footer",
        "--print-to-pdf=" + pdf);
    return new PrintedPages(Files.readString(pdf, StandardCharsets.ISO_8859_1));
  }

  /** The sheet of each heading of the page, from 1. */
  Map<String, Integer> headings() {
    Map<String, Integer> headings = new TreeMap<>();
    for (String text : objects.values()) {
      Matcher title = TITLE.matcher(text);
      Matcher target = TARGET.matcher(text);
      if (title.find() && target.find()) {
        headings.put(title.group(1), sheets.indexOf(target.group(1)) + 1);
      }
    }
    return headings;
  }
}
