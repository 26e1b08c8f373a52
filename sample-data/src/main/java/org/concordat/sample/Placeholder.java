package org.concordat.sample;

/** Placeholder. */
final class Placeholder {
  private Placeholder() {}
}
