package org.concordat.sample;

/** How often partners do not know, or do not agree. */
enum Unknowns {
  /** Everything is known, and nothing is beyond the law. */
  NONE(0),
  LOW(40),
  USUAL(100),
  HIGH(250);

  private final int percent;

  Unknowns(int percent) {
    this.percent = percent;
  }

  /** A share out of a thousand at this level, from the usual one. */
  int share(int usual) {
    return Math.min(950, usual * percent / 100);
  }
}
