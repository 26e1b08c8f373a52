package org.concordat.marts.secondopinion;

import java.util.EnumSet;
import java.util.Set;

/** Categories of a legal status period in a spell, in the order of the table (4.4). */
public enum Category {
  IGNORED,
  A,
  B,
  C,
  D,
  E,
  F,
  G,
  H,
  J,
  K,
  L,
  M,
  P,
  N;

  private static final Set<Category> NEW_DETENTIONS = EnumSet.of(A, B, C, D, P);

  /** As the table writes it. */
  public String code() {
    return this == IGNORED ? "-" : name();
  }

  /** Whether MHS81 counts it (4.5). */
  boolean isNewDetention() {
    return NEW_DETENTIONS.contains(this);
  }
}
