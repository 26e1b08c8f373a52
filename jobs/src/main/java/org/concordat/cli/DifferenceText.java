package org.concordat.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.concordat.returns.Cause;
import org.concordat.returns.ReturnDifference;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;

/** A difference between two returns as somebody reads it on a terminal. */
final class DifferenceText {

  private static final int LARGEST = 15;
  private static final String NONE = "none";
  private static final Set<String> PARTS_BY_AGE =
      Measures.load().all().stream()
          .filter(Measure::isPartByAge)
          .map(Measure::id)
          .collect(Collectors.toUnmodifiableSet());

  private final ReturnDifference difference;

  DifferenceText(ReturnDifference difference) {
    this.difference = difference;
  }

  void show(Console console) {
    console.line(
        "From %s to %s%s"
            .formatted(
                difference.before().name(),
                difference.after().name(),
                difference.dataNote() == null ? "" : "; " + difference.dataNote()));
    console.line("For people who may see exact values: nothing below is protected.");
    difference.notes().forEach(note -> console.line("Mind: " + note + "."));
    showSubmissions(console);
    if (difference.cells().isEmpty()) {
      console.line("");
      console.line("No figure differs.");
      return;
    }
    show(console, "England, without parts by age", england(), false);
    show(console, "Largest changes of organisations", organisations(), true);
    showTotals(console);
    console.line(
        difference.isAgreed()
            ? "The parts of every cell add up to its difference."
            : "The parts do NOT add up.");
  }

  private void showSubmissions(Console console) {
    List<List<String>> rows = new ArrayList<>();
    for (ReturnDifference.Sender sender : difference.submissions()) {
      rows.add(
          List.of(
              sender.organisation(),
              sender.month(),
              sender.cause().words(),
              some(sender.before()),
              some(sender.after())));
    }
    console.line("");
    if (rows.isEmpty()) {
      console.line("The same submissions are in force.");
    } else {
      console.line("Submissions in force:");
      console.table(List.of("org", "month", "what", "in A", "in B"), rows);
    }
  }

  private static String some(List<String> ids) {
    return ids.isEmpty() ? NONE : String.join(" ", ids);
  }

  private List<ReturnDifference.CellChange> england() {
    return difference.cells().stream()
        .filter(ReturnDifference.CellChange::isEngland)
        .filter(cell -> !PARTS_BY_AGE.contains(cell.measure()))
        .toList();
  }

  /** Counts of single organisations, the largest change first. */
  private List<ReturnDifference.CellChange> organisations() {
    return difference.cells().stream()
        .filter(cell -> cell.secondary().equals("NONE") && !cell.primary().equals("England"))
        .filter(cell -> !cell.split().isEmpty() && !PARTS_BY_AGE.contains(cell.measure()))
        .sorted(
            Comparator.comparingLong((ReturnDifference.CellChange cell) -> -moved(cell))
                .thenComparing(ReturnDifference.CellChange::primary)
                .thenComparing(ReturnDifference.CellChange::measure))
        .limit(LARGEST)
        .toList();
  }

  private static long moved(ReturnDifference.CellChange cell) {
    return cell.split().values().stream().mapToLong(Math::abs).sum();
  }

  private static void show(
      Console console, String title, List<ReturnDifference.CellChange> cells, boolean withPlace) {
    TreeSet<Cause> causes = new TreeSet<>();
    cells.forEach(cell -> causes.addAll(cell.split().keySet()));
    List<String> heading = new ArrayList<>(List.of("measure", "A", "B", "change"));
    if (withPlace) {
      heading.add(0, "place");
    }
    causes.forEach(cause -> heading.add(cause.words()));
    List<List<String>> rows = new ArrayList<>();
    for (ReturnDifference.CellChange cell : cells) {
      List<String> row = new ArrayList<>();
      if (withPlace) {
        row.add(cell.primary());
      }
      row.add(cell.measure() + " " + shortened(cell.name()));
      row.add(cell.valueA().isEmpty() ? "-" : cell.valueA());
      row.add(cell.valueB().isEmpty() ? "-" : cell.valueB());
      row.add(cell.parts() == null ? "see its parts" : signed(cell.difference()));
      causes.forEach(cause -> row.add(part(cell.split(), cause)));
      rows.add(row);
    }
    console.line("");
    console.line(title + ":");
    if (rows.isEmpty()) {
      console.line("nothing differs");
    } else {
      console.table(heading, toTheRight(rows, withPlace ? 2 : 1));
    }
  }

  /** Signed numbers stand above each other. */
  private static List<List<String>> toTheRight(List<List<String>> rows, int from) {
    List<List<String>> set = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(row.subList(0, from));
      for (int i = from; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        cells.add(" ".repeat(width - row.get(i).length()) + row.get(i));
      }
      set.add(cells);
    }
    return set;
  }

  private static String shortened(String name) {
    int most = 48;
    return name.length() <= most ? name : name.substring(0, most - 3) + "...";
  }

  private static String part(SortedMap<Cause, Long> parts, Cause cause) {
    Long part = parts.get(cause);
    return part == null ? "" : signed(part);
  }

  private static String signed(long number) {
    return number == 0 ? "0" : String.format(Locale.ROOT, "%+d", number);
  }

  private void showTotals(Console console) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<Cause, ReturnDifference.Total> total : difference.totals().entrySet()) {
      rows.add(
          List.of(
              total.getKey().words(),
              Integer.toString(total.getValue().cells()),
              Integer.toString(total.getValue().england()),
              signed(total.getValue().up()),
              signed(total.getValue().down())));
    }
    console.line("");
    console.line("Causes, with what they add to and take from the counts of England:");
    console.table(List.of("cause", "cells", "measures of England", "added", "taken"), rows);
    console.line("");
  }
}
