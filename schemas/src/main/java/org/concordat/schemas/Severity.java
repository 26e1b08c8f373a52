package org.concordat.schemas;

/** What a broken rule costs, worst first (submission-and-validation.md part 3). */
public enum Severity {
  RF("File rejected"),
  RR("Record rejected"),
  W1("Warning (priority)"),
  W("Warning");

  private final String outcome;

  Severity(String outcome) {
    this.outcome = outcome;
  }

  /** The fixed words a message starts with. */
  public String outcome() {
    return outcome;
  }
}
