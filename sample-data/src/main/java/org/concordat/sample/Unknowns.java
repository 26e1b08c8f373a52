package org.concordat.sample;

/** How often partners do not know, or do not agree. */
enum Unknowns {
  /** Everything is known, and nothing is beyond the law. */
  NONE(0),
  LOW(40),
  USUAL(100),
  HIGH(250);

  private static final double MOST = 0.95;

  private final int percent;

  Unknowns(int percent) {
    this.percent = percent;
  }

  /** A share at this level, from the usual one; it grows up to 95 in 100. */
  double share(double usual) {
    double wanted = usual * percent / 100;
    return wanted <= usual ? wanted : Math.max(usual, Math.min(MOST, wanted));
  }
}
