package org.concordat.schemas;

/**
 * How much a field is needed: mandatory (blank rejects the row), required (blank is a priority
 * warning), optional.
 */
public enum Requirement {
  M,
  R,
  O
}
