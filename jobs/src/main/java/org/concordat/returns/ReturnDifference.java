package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every cell that differs between two returns of a month, each difference split into causes that
 * add up to it exactly. It holds exact values, so it is not for publication.
 *
 * @param month reporting month
 * @param before the first return, A
 * @param after the second return, B
 * @param dataNote Invented data, where any submission is invented
 * @param submissions organisations whose submissions differ
 * @param cells cells that differ, or in which parts outweigh each other, in the order of the return
 * @param notes what to know about the split
 * @param disagreements what does not add up; empty when all does
 */
public record ReturnDifference(
    String month,
    Side before,
    Side after,
    @Nullable @JsonProperty("data_note") String dataNote,
    List<Sender> submissions,
    List<CellChange> cells,
    List<String> notes,
    List<String> disagreements) {

  /**
   * One of the two returns.
   *
   * @param name as on the command line
   * @param versions versions of what decided the figures
   */
  public record Side(String name, String status, int version, SortedMap<String, String> versions) {}

  /**
   * An organisation whose submissions for a month differ.
   *
   * @param cause late, withdrawn or resubmitted
   */
  public record Sender(
      Cause cause,
      String family,
      @JsonProperty("organisation_code") String organisation,
      String month,
      List<String> before,
      List<String> after) {}

  /**
   * One cell that differs.
   *
   * @param breakdown label of the breakdown
   * @param valueA exact value in A; empty where it has none
   * @param valueB exact value in B; empty where it has none
   * @param publishedA value of A's open file; empty where it has no such row
   * @param publishedB value of B's open file; empty where it has no such row
   * @param parts what each cause adds; null for a cell that is not split: a percentage, whose two
   *     counts are, or an average
   */
  public record CellChange(
      String measure,
      String name,
      String breakdown,
      String primary,
      @JsonProperty("primary_words") String primaryWords,
      String secondary,
      @JsonProperty("secondary_words") String secondaryWords,
      @JsonProperty("value_a") String valueA,
      @JsonProperty("value_b") String valueB,
      @JsonProperty("published_a") String publishedA,
      @JsonProperty("published_b") String publishedB,
      @Nullable SortedMap<Cause, Long> parts) {

    /** B less A, where nothing counts as 0; 0 for a cell that is not split. */
    @JsonIgnore
    public long difference() {
      return parts == null ? 0 : number(valueB) - number(valueA);
    }

    /** Whether it is a figure of England as a whole. */
    @JsonIgnore
    public boolean isEngland() {
      return breakdown.equals(ENGLAND);
    }

    /** Key as in {@link ReturnRow#key}. */
    List<String> key() {
      return List.of(breakdown, primary, secondary, measure);
    }

    /** The parts, none for a cell that is not split. */
    @JsonIgnore
    public SortedMap<Cause, Long> split() {
      return parts == null ? new TreeMap<>() : parts;
    }
  }

  /** Label of England as a whole. */
  static final String ENGLAND = "England";

  /**
   * What one cause does to the whole return.
   *
   * @param cells cells with a part
   * @param england measures of England with a part
   * @param up sum of the parts that add to figures of England
   * @param down sum of the parts that take from them, negative
   */
  public record Total(int cells, int england, long up, long down) {

    private Total plus(CellChange cell, long part) {
      boolean counts = cell.isEngland();
      return new Total(
          cells + 1,
          england + (counts ? 1 : 0),
          up + (counts ? Math.max(part, 0) : 0),
          down + (counts ? Math.min(part, 0) : 0));
    }
  }

  /** Totals of each cause that has any part. */
  public SortedMap<Cause, Total> totals() {
    SortedMap<Cause, Total> totals = new TreeMap<>();
    for (CellChange cell : cells) {
      for (Map.Entry<Cause, Long> part : cell.split().entrySet()) {
        totals.put(
            part.getKey(),
            totals.getOrDefault(part.getKey(), new Total(0, 0, 0, 0)).plus(cell, part.getValue()));
      }
    }
    return totals;
  }

  /** Whether the parts of every cell add up to its difference. */
  @JsonIgnore
  public boolean isAgreed() {
    return disagreements.isEmpty();
  }

  /** An exact value as a number; no value is 0. */
  static long number(String value) {
    return value.isEmpty() ? 0 : Long.parseLong(value);
  }
}
