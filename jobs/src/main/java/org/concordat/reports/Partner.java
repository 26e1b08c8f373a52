package org.concordat.reports;

import java.util.Comparator;
import org.concordat.platform.Digest;
import org.concordat.schemas.Family;

/**
 * One organisation in one family; an organisation that sends for two families has two pages.
 *
 * @param family the family it sends for
 * @param code its code, as in its submissions
 */
record Partner(Family family, String code) implements Comparable<Partner> {

  private static final String SAFE = "[A-Za-z0-9][A-Za-z0-9_-]{0,31}";

  /** Name of its folder: the code, or a name made from it where it would not do as a name. */
  String folder() {
    return code.matches(SAFE) ? code : "other-" + Digest.id(code);
  }

  @Override
  public int compareTo(Partner other) {
    return Comparator.comparing(Partner::family).thenComparing(Partner::code).compare(this, other);
  }
}
