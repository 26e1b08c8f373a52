package org.concordat.schemas.docs;

import java.util.List;

/** The little Markdown the generated pages need. */
final class Markdown {

  /** First line of every generated page. */
  static final String GENERATED =
      "<!-- Generated from the contracts and rules in schemas; change those and write the pages"
          + " again. -->\n";

  private final StringBuilder text = new StringBuilder(GENERATED);

  Markdown heading(int level, String words) {
    text.append('\n').append("#".repeat(level)).append(' ').append(words).append('\n');
    return this;
  }

  Markdown paragraph(String words) {
    text.append('\n').append(words).append('\n');
    return this;
  }

  /** A table; a bar inside a cell is escaped. */
  Markdown table(List<String> columns, List<List<String>> rows) {
    text.append('\n');
    row(columns);
    row(columns.stream().map(c -> "---").toList());
    rows.forEach(this::row);
    return this;
  }

  private void row(List<String> cells) {
    text.append('|');
    cells.forEach(c -> text.append(' ').append(escaped(c)).append(" |"));
    text.append('\n');
  }

  private static String escaped(String cell) {
    return cell.replace("|", "\\|").replace("\n", " ");
  }

  static String code(String words) {
    return words.isEmpty() ? "" : "`" + words + "`";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
