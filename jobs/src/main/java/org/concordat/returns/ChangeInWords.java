package org.concordat.returns;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.concordat.config.Settings;

/**
 * The causes of a published change of England in words that give no exact part away (our choice, on
 * rules D1, D6 and D11 of returns-and-disclosure.md 3). No cause is named for a value that is
 * hidden, or for a change smaller than two steps of rounding; a cause smaller than a small number
 * is never named; and causes stand in order of size only where at least three organisations are
 * behind each, so that no order tells about one of them.
 */
final class ChangeInWords {

  private static final int ENOUGH_ORGANISATIONS = 3;
  private static final List<String> ORGANISATIONS =
      List.of("Provider", "Police force", "Ambulance trust");

  private final Settings.Disclosure settings;
  private final ReturnDifference difference;

  ChangeInWords(Settings.Disclosure settings, ReturnDifference difference) {
    this.settings = settings;
    this.difference = difference;
  }

  /** The least published change whose causes are named. */
  long least() {
    return 2L * settings.roundTo();
  }

  /** A sentence that follows the values, with a blank before it; empty for none. */
  String of(ReturnDifference.CellChange cell) {
    if (cell.parts() == null || !isNumber(cell.publishedA()) || !isNumber(cell.publishedB())) {
      return "";
    }
    long change = Long.parseLong(cell.publishedB()) - Long.parseLong(cell.publishedA());
    if (Math.abs(change) < least()) {
      return "";
    }
    SortedMap<Cause, Long> parts = cell.parts();
    List<Cause> named =
        parts.keySet().stream()
            .filter(cause -> cause != Cause.UNEXPLAINED)
            .filter(cause -> size(parts, cause) >= settings.smallCount())
            .toList();
    List<Cause> along =
        named.stream()
            .filter(cause -> (parts.getOrDefault(cause, 0L) > 0) == (change > 0))
            .toList();
    if (along.isEmpty()) {
      return "";
    }
    List<Cause> against = named.stream().filter(cause -> !along.contains(cause)).toList();
    boolean isSized =
        named.stream().allMatch(cause -> organisations(cell, cause) >= ENOUGH_ORGANISATIONS);
    String counter =
        against.isEmpty() ? "" : "; against it " + listed(ordered(parts, against, isSized));
    return " " + sentence(parts, ordered(parts, along, isSized), isSized) + counter + ".";
  }

  private static String sentence(SortedMap<Cause, Long> parts, List<Cause> along, boolean isSized) {
    if (along.size() == 1 || !isSized) {
      return "From " + listed(along);
    }
    long all = along.stream().mapToLong(cause -> size(parts, cause)).sum();
    return 2 * size(parts, along.get(0)) > all
        ? "Mostly from "
            + along.get(0).words()
            + ", partly from "
            + listed(along.subList(1, along.size()))
        : "Partly from " + listed(along);
  }

  private static List<Cause> ordered(
      SortedMap<Cause, Long> parts, List<Cause> causes, boolean isSized) {
    return isSized
        ? causes.stream()
            .sorted(Comparator.comparingLong((Cause cause) -> -size(parts, cause)))
            .toList()
        : causes;
  }

  private static String listed(List<Cause> causes) {
    List<String> words = causes.stream().map(Cause::words).toList();
    int last = words.size() - 1;
    return last <= 0
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** Organisations whose own figure of the measure the cause moves. */
  private long organisations(ReturnDifference.CellChange england, Cause cause) {
    return difference.cells().stream()
        .filter(cell -> cell.measure().equals(england.measure()))
        .filter(cell -> ORGANISATIONS.contains(cell.breakdown()))
        .filter(cell -> cell.split().containsKey(cause))
        .count();
  }

  private static long size(Map<Cause, Long> parts, Cause cause) {
    return Math.abs(parts.getOrDefault(cause, 0L));
  }

  private static boolean isNumber(String published) {
    return published.matches("[0-9]+");
  }
}
