package org.concordat.returns.attack;

/** How an attacker reads an asterisk. */
enum Reading {
  /** Every asterisk is 0 to 4, as if nothing were ever hidden for the sake of something else. */
  NAIVE,
  /** An asterisk may be anything: some are hidden for others, and nobody knows which. */
  CAUTIOUS,
  /**
   * The worst case: the attacker was told of each asterisk whether it is small (0 to 4) or hidden
   * for another (5 or more), and of each England figure whether it is exact.
   */
  INFORMED
}
