package org.concordat;

/** Placeholder. */
final class Placeholder {
  private Placeholder() {}
}
