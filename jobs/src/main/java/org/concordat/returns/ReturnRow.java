package org.concordat.returns;

import java.util.Comparator;
import java.util.List;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.Measure;

/**
 * One row of the return.
 *
 * @param cell its place
 * @param measure the measure
 * @param breakdown the breakdown
 * @param primaryWords words of the primary level
 * @param secondaryWords words of the secondary level, NONE where there is none
 * @param value text of MEASURE_VALUE
 * @param valueNote text of VALUE_NOTE
 * @param revisionNote text of REVISION_NOTE
 */
record ReturnRow(
    Cell cell,
    Measure measure,
    Breakdown breakdown,
    String primaryWords,
    String secondaryWords,
    String value,
    String valueNote,
    String revisionNote) {

  /** Expected but not received (returns-and-disclosure.md 3, marks). */
  static final String NOT_RECEIVED = ":";

  /** Not applicable. */
  static final String NOT_APPLICABLE = "-";

  /** Order of rows in the file: by start of the period, so the longest first; the status is one. */
  static final Comparator<ReturnRow> ORDER =
      Comparator.comparing((ReturnRow row) -> -row.measure().period().months())
          .thenComparing(row -> row.breakdown().label())
          .thenComparing(row -> row.cell().primary())
          .thenComparing(row -> row.cell().secondary())
          .thenComparing(row -> row.cell().measure());

  ReturnRow withValue(String otherValue, String otherNote) {
    return new ReturnRow(
        cell,
        measure,
        breakdown,
        primaryWords,
        secondaryWords,
        otherValue,
        otherNote,
        revisionNote);
  }

  ReturnRow withRevision(String note) {
    return new ReturnRow(
        cell, measure, breakdown, primaryWords, secondaryWords, value, valueNote, note);
  }

  /** What identifies the row for a reader: breakdown, levels and measure as published. */
  List<String> key() {
    return List.of(breakdown.label(), cell.primary(), cell.secondary(), measure.id());
  }
}
