package org.concordat.schemas.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;

/** Pages of what the monthly return counts and how it is split. */
final class MeasurePages {

  private MeasurePages() {}

  /** File name to text. */
  static SortedMap<String, String> texts(Measures measures) {
    SortedMap<String, String> pages = new TreeMap<>();
    pages.put("index.md", index(measures));
    pages.put("breakdowns.md", breakdowns(measures));
    measures.all().stream()
        .map(Measure::id)
        .map(MeasurePages::group)
        .distinct()
        .forEach(group -> pages.put(group + ".md", page(group, measures)));
    return pages;
  }

  private static String group(String id) {
    return id.substring(0, 3);
  }

  private static String index(Measures measures) {
    Markdown page = new Markdown().heading(1, "Measures of the monthly return");
    page.paragraph(
        "Ids of the national monthly statistics where the definition is theirs; ours start with"
            + " CRS. How they are split is in [the breakdowns](breakdowns.md).");
    page.paragraph(
        "Averages are taken of the values of the rows that another measure counts. Medians and"
            + " centiles lie linearly between the two nearest values, as percentile of Spark SQL"
            + " has it. Fewer than 8 values are never averaged in the open file; below England days are"
            + " rounded to 0.5, minutes to 5 and hours to 0.1.");
    List<List<String>> rows = new ArrayList<>();
    for (Measure measure : measures.all()) {
      String group = group(measure.id());
      rows.add(
          List.of(
              "[" + measure.id() + "](" + group + ".md)",
              measure.name(),
              measure.unit(),
              measure.family().title()));
    }
    page.table(List.of("id", "name", "unit", "from"), rows);
    return page.toString();
  }

  private static String page(String group, Measures measures) {
    Markdown page = new Markdown().heading(1, "Measures " + group);
    for (Measure measure : measures.all()) {
      if (group(measure.id()).equals(group)) {
        describe(page, measure, measures);
      }
    }
    return page.toString();
  }

  private static void describe(Markdown page, Measure measure, Measures measures) {
    page.heading(2, measure.id() + ": " + measure.name()).paragraph(measure.definition());
    List<List<String>> rows = new ArrayList<>();
    measure
        .counted()
        .ifPresent(
            counted -> {
              rows.add(
                  List.of(
                      "mart",
                      "[" + counted.mart() + "](../data-dictionary/" + counted.mart() + ".md)"));
              rows.add(List.of("rows that count", Markdown.code(counted.filter())));
              rows.add(List.of("counted", Markdown.code(counted.count())));
            });
    measure
        .parts()
        .ifPresent(
            parts -> {
              rows.add(List.of("numerator", parts.numerator()));
              rows.add(List.of("denominator", parts.denominator()));
            });
    measure
        .rate()
        .ifPresent(
            rate -> {
              rows.add(List.of("numerator", rate.numerator()));
              rows.add(
                  List.of(
                      "per",
                      String.format(
                          Locale.UK,
                          "%,d residents of England, of the population the metadata file names",
                          rate.per())));
            });
    measure
        .averaged()
        .ifPresent(
            average -> {
              rows.add(List.of("over the rows of", average.base()));
              rows.add(
                  List.of(
                      "average",
                      average.statistic().words() + " of " + Markdown.code(average.column())));
              rows.add(
                  List.of("rounded below England", average.unit().step() + " " + measure.unit()));
            });
    String parent = measure.additiveParent();
    if (parent != null) {
      rows.add(List.of("part of", parent));
    }
    rows.add(List.of("unit", measure.unit()));
    rows.add(List.of("period", measure.period().words()));
    rows.add(
        List.of(
            "split by",
            String.join(
                ", ", measures.breakdowns(measure).stream().map(Breakdown::label).toList())));
    rows.add(List.of("first month", measure.validFrom()));
    rows.add(List.of("source", measure.source()));
    page.table(List.of("", ""), rows);
  }

  private static String breakdowns(Measures measures) {
    Markdown page = new Markdown().heading(1, "Breakdowns of the monthly return");
    page.paragraph(
        "Figures of a free breakdown are exact where enough organisations contribute; all others"
            + " are protected.");
    for (Breakdown breakdown : measures.breakdowns()) {
      page.heading(2, breakdown.label() + " (" + breakdown.id() + ")");
      page.paragraph(breakdown.description() + (breakdown.free() ? " Free." : " Protected."));
      if (breakdown.heldBack() != null) {
        page.paragraph("Not published: " + breakdown.heldBack());
      }
      breakdown
          .levels()
          .filter(level -> level.constant() == null && !level.isOrganisation())
          .filter(level -> level.areas() == null)
          .forEach(
              level -> {
                List<List<String>> rows = new ArrayList<>();
                measures
                    .codes(level)
                    .forEach((code, words) -> rows.add(List.of(Markdown.code(code), words)));
                page.table(List.of("level", "description"), rows);
              });
    }
    return page.toString();
  }
}
