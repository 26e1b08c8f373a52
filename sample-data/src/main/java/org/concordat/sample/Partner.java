package org.concordat.sample;

import org.concordat.schemas.Family;

/**
 * One organisation that sends one family's extract.
 *
 * @param ordinal place in the plan, from 0; part of the key of everything invented for the partner
 * @param city whether it serves a big city, where people are younger and more mixed
 * @param stories how many new histories begin each month: patients of a trust, detentions of a
 *     force, incidents of an ambulance trust, attendances, calls
 * @param block first place of its own people in the register
 * @param commissioner integrated care board that pays
 */
record Partner(
    Family family,
    String code,
    int ordinal,
    boolean city,
    int stories,
    int block,
    String commissioner) {

  /** Months whose histories never share a person; the fifth month meets the first month's again. */
  static final int MONTHS_APART = 4;

  /** Whether the partner is an independent provider, which takes placements and little else. */
  boolean isIndependent() {
    return code.startsWith("N");
  }

  /** Place in the register of the person of one history. */
  int personIndex(int monthNumber, int story) {
    return block + Math.floorMod(monthNumber, MONTHS_APART) * stories + story;
  }
}
