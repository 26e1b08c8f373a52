package org.concordat.returns;

import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.concordat.returns.coverage.CoverageText;
import org.concordat.returns.coverage.Decision;

/**
 * The public text of what a version changes and why. It quotes published values and who sent, never
 * an exact part: {@link ChangeInWords} says which causes are named.
 */
final class ChangesText {

  private final ReturnFiles files;
  private final List<String> lines = new ArrayList<>();

  private ChangesText(ReturnFiles files, int version) {
    this.files = files;
    String title =
        "Changes of crisis return, %s %d, %s, version %d"
            .formatted(
                files.month().month().getMonth().getDisplayName(TextStyle.FULL, Locale.UK),
                files.month().month().getYear(),
                files.status().published(),
                version);
    underlined(title, "=");
    if (files.inputs().isInvented()) {
      lines.add("Invented data. Nothing in these files describes a real person or service.");
      lines.add("");
    }
    files
        .coverage()
        .filter(coverage -> coverage.decision() == Decision.CAVEAT)
        .ifPresent(
            coverage -> {
              underlined("Caveat", "-");
              lines.addAll(new CoverageText(coverage).caveat());
              lines.add("");
            });
  }

  /** The text of a first version that nothing was published before. */
  static String ofFirst(ReturnFiles files) {
    ChangesText text = new ChangesText(files, 1);
    text.lines.add("First version.");
    return text.whole();
  }

  /**
   * The text of the first Final version.
   *
   * @param before number of the newest Performance version
   * @param why empty where it cannot be told any more
   */
  static String ofFinal(ReturnFiles files, int before, Optional<ReturnDifference> why) {
    ChangesText text = new ChangesText(files, 1);
    text.lines.add(
        "First version. This is the scheduled revision of version %d of the Performance return."
            .formatted(before));
    text.lines.add("");
    text.why(why);
    return text.whole();
  }

  /**
   * The text of a later version.
   *
   * @param why empty where it cannot be told any more
   */
  static String ofVersion(
      ReturnFiles files, int version, Revision revision, Optional<ReturnDifference> why) {
    ChangesText text = new ChangesText(files, version);
    List<ReturnRow> changed =
        revision.noted(files.published()).stream()
            .filter(row -> !row.revisionNote().isEmpty())
            .toList();
    text.lines.add(
        ("Against version %1$d: %2$d values revised or new, %3$d rows gone."
                + " Version %1$d stays as it was.")
            .formatted(revision.before(), changed.size(), revision.gone(files.published())));
    text.lines.add("");
    text.why(why);
    text.rows(changed);
    return text.whole();
  }

  private void why(Optional<ReturnDifference> why) {
    if (why.isEmpty()) {
      lines.add(
          "Why cannot be told: the marts or values of the version before are gone or disagree.");
      lines.add("");
      return;
    }
    ReturnDifference difference = why.get();
    underlined("Submissions", "-");
    if (difference.submissions().isEmpty()) {
      lines.add("The same submissions are in force.");
    }
    senders(difference, Cause.LATE, "Sent where nothing was in force");
    senders(difference, Cause.WITHDRAWN, "Nothing in force any more");
    senders(difference, Cause.RESUBMITTED, "Sent again");
    lines.add("");
    versions(difference);
    england(difference);
  }

  private void senders(ReturnDifference difference, Cause cause, String words) {
    Map<String, List<String>> months = new TreeMap<>();
    for (ReturnDifference.Sender sender : difference.submissions()) {
      if (sender.cause() == cause) {
        months
            .computeIfAbsent(sender.organisation(), organisation -> new ArrayList<>())
            .add(sender.month());
      }
    }
    if (!months.isEmpty()) {
      lines.add(words + ", " + organisations(months.size()) + ":");
      months.forEach((code, some) -> lines.add("  " + code + " for " + String.join(", ", some)));
    }
  }

  private static String organisations(int number) {
    return number == 1 ? "1 organisation" : number + " organisations";
  }

  private void versions(ReturnDifference difference) {
    Map<String, String> was = difference.before().versions();
    Map<String, String> is = difference.after().versions();
    List<String> changed = new ArrayList<>();
    is.forEach(
        (name, version) -> {
          String before = was.getOrDefault(name, "-");
          if (!version.equals(before)) {
            changed.add("  %s: was %s, is %s".formatted(name, before, version));
          }
        });
    if (!changed.isEmpty()) {
      underlined("Versions", "-");
      lines.addAll(changed);
      lines.add("");
    }
  }

  private void england(ReturnDifference difference) {
    underlined("Measures of England", "-");
    ChangeInWords words = new ChangeInWords(files.settings(), difference);
    List<ReturnDifference.CellChange> cells =
        difference.cells().stream()
            .filter(ReturnDifference.CellChange::isEngland)
            .filter(cell -> !cell.publishedA().equals(cell.publishedB()))
            .sorted(Comparator.comparing(ReturnDifference.CellChange::measure))
            .toList();
    for (ReturnDifference.CellChange cell : cells) {
      lines.add(
          "%s %s: was %s, is %s.%s"
              .formatted(
                  cell.measure(),
                  cell.name(),
                  shown(cell.publishedA()),
                  shown(cell.publishedB()),
                  words.of(cell)));
    }
    if (cells.isEmpty()) {
      lines.add("No published value differs.");
    } else {
      lines.add("");
      lines.add("Causes are named where a count of England changed by at least");
      lines.add(
          words.least()
              + " and a cause makes up at least "
              + files.settings().smallCount()
              + ", the largest first where three organisations or more");
      lines.add("are behind each. Percentages follow from their two counts.");
    }
    lines.add("");
  }

  private static String shown(String published) {
    return published.isEmpty() ? "not there" : published;
  }

  private void rows(List<ReturnRow> changed) {
    underlined("Rows", "-");
    if (changed.isEmpty()) {
      lines.add("No value differs; the manifest names the inputs that do.");
    }
    for (ReturnRow row : changed) {
      lines.add("  %s: %s".formatted(String.join(" / ", row.key()), row.revisionNote()));
    }
  }

  private void underlined(String title, String with) {
    lines.add(title);
    lines.add(with.repeat(title.length()));
    if (with.equals("=")) {
      lines.add("");
    }
  }

  private String whole() {
    return String.join("\n", lines).stripTrailing() + "\n";
  }
}
