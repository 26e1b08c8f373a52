package org.concordat.reports;

import java.util.ArrayList;
import java.util.List;

/**
 * What a version changes, from its changes file: without its title, the caveat, which stands
 * elsewhere on the page, and the list of single rows.
 *
 * @param summary how much changed and who sent
 * @param england each measure of England that changed and why; empty where none is told
 * @param revised how many of the figures read here are revised; empty in a first version
 */
record ReturnChanges(String summary, String england, String revised) {

  static final ReturnChanges NONE = new ReturnChanges("", "", "");

  private static final String UNDERLINE = "-{4,}";

  static ReturnChanges of(ReturnOnDisk version) {
    List<String> summary = new ArrayList<>();
    List<String> england = new ArrayList<>();
    List<String> into = summary;
    List<String> all = version.changes().lines().skip(2).toList();
    boolean isCaveat = false;
    for (int i = 0; i < all.size(); i++) {
      String line = all.get(i);
      boolean isTitle = i + 1 < all.size() && all.get(i + 1).matches(UNDERLINE);
      if (isTitle && line.equals("Rows")) {
        break;
      }
      isCaveat =
          isTitle ? line.equals("Caveat") : isCaveat && !line.matches("(First|Against) version.*");
      if (isTitle && line.equals("Measures of England")) {
        into = england;
      } else if (!isCaveat && !line.startsWith("Invented data.") && !line.matches(UNDERLINE)) {
        into.add(line);
      }
    }
    return new ReturnChanges(text(summary), text(england), revised(version));
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines).strip().replaceAll("\n{3,}", "\n\n");
  }

  private static String revised(ReturnOnDisk version) {
    if (version.number() == 1) {
      return "";
    }
    long revised = version.figures().stream().filter(ReturnOnDisk.Figure::isRevised).count();
    return Figures.count(revised, "value", "values")
        + " of England and of organisations "
        + (revised == 1 ? "is" : "are")
        + " marked as revised or new against version "
        + (version.number() - 1)
        + "; the changes file names every row.";
  }

  boolean hasEngland() {
    return !england.isEmpty();
  }

  boolean hasRevised() {
    return !revised.isEmpty();
  }
}
