package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How measures add up, from {@code measures/families.yaml} (returns-and-disclosure.md D7). A
 * relation holds in every place that all its measures are published by.
 *
 * @param sums wholes and their parts
 * @param levels measures that are sums of levels of another one
 * @param same ids of one and the same figure
 * @param windows figures of several months and of each month
 * @param balances measures whose sums are the same on both sides
 * @param before measures that repeat a figure of the month before
 */
public record MeasureFamilies(
    List<Sum> sums,
    List<LevelSum> levels,
    List<List<String>> same,
    List<Window> windows,
    List<Balance> balances,
    List<Before> before) {

  /** Nothing adds up. */
  static final MeasureFamilies NONE =
      new MeasureFamilies(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /**
   * @param complete whether the parts together are the whole; else they are at most the whole
   * @param by levels of the whole that are the parts in England, and what is left; null for none
   */
  public record Sum(String whole, List<String> parts, boolean complete, @Nullable By by) {

    /** Levels of the whole that are its parts. */
    public Optional<By> levels() {
      return Optional.ofNullable(by);
    }
  }

  /**
   * @param breakdowns breakdowns of the whole that have the levels
   * @param levels code of each part's level, in the order of the parts
   * @param rest code of the level that is what the parts leave; null where it is none
   */
  public record By(List<String> breakdowns, List<String> levels, @Nullable String rest) {}

  /**
   * @param of measure whose levels are added
   * @param except codes of levels left out
   */
  public record LevelSum(String whole, String of, String breakdown, List<String> except) {}

  /**
   * @param quarter figure of three months; null for none
   * @param year figure of twelve months; null for none
   */
  public record Window(String month, @Nullable String quarter, @Nullable String year) {}

  /** The figures of one side have the sum of the figures of the other side. */
  public record Balance(List<String> plus, List<String> minus) {}

  /**
   * @param was measure it repeats
   */
  public record Before(@JsonProperty("measure") String measure, String was) {}

  /**
   * @throws IllegalArgumentException naming an id that no measure or breakdown has
   */
  void require(Measures measures) {
    List<String> ids = new ArrayList<>();
    sums.forEach(
        sum -> {
          ids.add(sum.whole());
          ids.addAll(sum.parts());
          sum.levels()
              .ifPresent(
                  by -> {
                    by.breakdowns().forEach(measures::breakdown);
                    if (by.levels().size() != sum.parts().size()) {
                      throw new IllegalArgumentException(
                          "measures/families.yaml: " + sum.whole() + " has a level for each part");
                    }
                  });
        });
    levels.forEach(
        sum -> {
          ids.add(sum.whole());
          ids.add(sum.of());
          measures.breakdown(sum.breakdown());
        });
    same.forEach(ids::addAll);
    for (Window window : windows) {
      ids.add(window.month());
      Optional.ofNullable(window.quarter()).ifPresent(ids::add);
      Optional.ofNullable(window.year()).ifPresent(ids::add);
    }
    balances.forEach(
        balance -> {
          ids.addAll(balance.plus());
          ids.addAll(balance.minus());
        });
    before.forEach(
        one -> {
          ids.add(one.measure());
          ids.add(one.was());
        });
    ids.forEach(measures::measure);
  }
}
