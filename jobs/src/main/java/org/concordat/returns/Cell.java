package org.concordat.returns;

/**
 * The place of one figure in the return.
 *
 * @param measure id of the measure
 * @param breakdown id of the breakdown
 * @param primary code of the primary level
 * @param secondary code of the secondary level, NONE where there is none
 */
record Cell(String measure, String breakdown, String primary, String secondary) {

  /** The same place of another measure. */
  Cell of(String otherMeasure) {
    return new Cell(otherMeasure, breakdown, primary, secondary);
  }

  /** The place for a reader, without a figure. */
  @Override
  public String toString() {
    return measure + " by " + breakdown + " at " + primary + "/" + secondary;
  }
}
