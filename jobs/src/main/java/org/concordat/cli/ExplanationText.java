package org.concordat.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.concordat.platform.Delivery;
import org.concordat.returns.Explanation;

/** An explanation as somebody reads it on a terminal. */
final class ExplanationText {

  private static final String UNKNOWN = "?";
  private final Explanation explanation;
  private final int most;

  /**
   * @param most rows of each count to show
   */
  ExplanationText(Explanation explanation, int most) {
    this.explanation = explanation;
    this.most = most;
  }

  void show(Console console) {
    Explanation.Cell cell = explanation.cell();
    console.line(explanation.measure() + "  " + explanation.name());
    console.line(
        "%s: %s%s; %s, %s, version %d%s"
            .formatted(
                cell.breakdown(),
                level(cell.primary(), cell.primaryWords()),
                cell.secondary().equals("NONE")
                    ? ""
                    : ", " + level(cell.secondary(), cell.secondaryWords()),
                explanation.month(),
                explanation.status(),
                explanation.version(),
                explanation.dataNote() == null ? "" : "; " + explanation.dataNote()));
    console.line("Counts: " + explanation.definition());
    console.line(
        "Published: "
            + explanation.published()
            + (explanation.note().equals(":") ? " (nothing was received)" : "")
            + (explanation.exact() == null
                ? "; the exact value is in the restricted zone, which is not readable here"
                : "; exact, from the restricted zone: " + shown(explanation.exact())));
    console.line("For people who may see rows: nothing below is protected against disclosure.");
    if (!explanation.counting().isEmpty()) {
      console.line("Mind: " + explanation.counting() + ".");
    }
    explanation.parts().forEach(part -> show(part, console));
    showSubmissions(console);
    console.line("");
    explanation.parts().forEach(part -> console.line(sum(part)));
    if (explanation.parts().size() == 2) {
      console.line(quotient());
    }
    explanation.parts().stream()
        .filter(part -> part.averaged() != null)
        .forEach(part -> console.line(average(part)));
    console.line(
        explanation.isAgreed()
            ? "The rows add up to the cell."
            : "The rows do NOT add up to the cell.");
  }

  private void show(Explanation.Part part, Console console) {
    console.line("");
    if (!part.measure().equals(explanation.measure())) {
      console.line(part.measure() + "  " + part.name());
    }
    console.line(
        "Rule: %s of %s (version %s) where %s%s"
            .formatted(
                part.count(),
                part.mart(),
                part.martVersion(),
                part.filter(),
                part.only().isEmpty() ? "" : "; in this cell: " + part.only()));
    List<List<String>> rows = new ArrayList<>();
    part.rows().stream().limit(most).forEach(row -> rows.add(cells(row)));
    if (!rows.isEmpty()) {
      console.table(
          List.of("row", "org", "adds", "submission", "file", "line", "there", "also from"), rows);
    }
    if (part.rowCount() > rows.size()) {
      console.line(
          "... and "
              + (part.rowCount() - rows.size())
              + " more rows; see --rows, or --out for all of them");
    }
  }

  private static List<String> cells(Explanation.MartRow row) {
    return List.of(
        row.key(),
        row.organisation(),
        row.adds(),
        Objects.requireNonNullElse(row.submission(), UNKNOWN),
        Objects.requireNonNullElse(row.file(), UNKNOWN),
        row.line() == null ? UNKNOWN : row.line().toString(),
        switch (row.lineCheck()) {
          case FOUND -> "yes";
          case ABSENT -> "NO";
          case NO_FILE -> "file not here";
          case NOT_CHECKED -> "-";
        },
        String.join(
            " ", row.submissions().stream().filter(id -> !id.equals(row.submission())).toList()));
  }

  private void showSubmissions(Console console) {
    if (explanation.submissions().isEmpty()) {
      return;
    }
    Set<String> named = new HashSet<>();
    explanation.parts().stream()
        .flatMap(part -> part.rows().stream())
        .forEach(row -> named.add(row.submission() + "/" + row.file()));
    List<List<String>> lines = new ArrayList<>();
    for (Explanation.Submission submission : explanation.submissions()) {
      List<Delivery.DeliveredFile> files =
          submission.files().stream()
              .filter(file -> named.contains(submission.id() + "/" + file.path()))
              .toList();
      lines.add(line(submission, files.isEmpty() ? manifest(submission) : files.get(0)));
      files.stream().skip(1).forEach(file -> lines.add(line(submission, file)));
    }
    console.line("");
    console.line("Submissions, with the files the rows stand in (--json lists all files):");
    console.table(
        List.of("submission", "org", "seq", "received", "rows", "files", "file", "SHA-256 as sent"),
        lines);
  }

  /** Where no row stands in a submission, the digest of its manifest names it. */
  private static Delivery.DeliveredFile manifest(Explanation.Submission submission) {
    return submission.files().stream()
        .filter(file -> file.path().equals("manifest.json"))
        .findFirst()
        .orElse(new Delivery.DeliveredFile(UNKNOWN, 0, UNKNOWN));
  }

  private static List<String> line(Explanation.Submission submission, Delivery.DeliveredFile file) {
    return List.of(
        submission.id(),
        submission.organisation(),
        submission.seq(),
        submission.receivedAt() == null ? UNKNOWN : submission.receivedAt().toString(),
        Long.toString(submission.rows()),
        Integer.toString(submission.files().size()),
        file.path(),
        file.sha256());
  }

  private static String sum(Explanation.Part part) {
    return "%s: %d rows re-added: %d%s; published %s"
        .formatted(
            part.measure(),
            part.rowCount(),
            part.counted(),
            part.exact() == null || part.exact().isEmpty()
                ? ""
                : (Long.toString(part.counted()).equals(part.exact()) ? " = " : ", not the ")
                    + "exact value of the cell: "
                    + shown(part.exact()),
            part.published());
  }

  private String average(Explanation.Part part) {
    return "%s: %s of these rows: %s%s; published %s"
        .formatted(
            explanation.measure(),
            part.count(),
            shown(Objects.requireNonNull(part.averaged())),
            explanation.exact() == null
                ? ""
                : (explanation.exact().equals(part.averaged()) ? " = " : ", not the ")
                    + "exact value of the cell: "
                    + shown(explanation.exact()),
            explanation.published());
  }

  private String quotient() {
    return "%s: %d of %d, published %s percent"
        .formatted(
            explanation.measure(),
            explanation.parts().get(0).counted(),
            explanation.parts().get(1).counted(),
            explanation.published());
  }

  private static String level(String code, String words) {
    return code.equals(words) ? code : code + " " + words;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "none" : value;
  }
}
