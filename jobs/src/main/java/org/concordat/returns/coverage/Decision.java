package org.concordat.returns.coverage;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is to become of a return, by who is in it. */
public enum Decision {
  /** Few enough are missing to publish it; they are named. */
  PUBLISH("publish"),
  /** It may be published with words that say what is missing from which figures. */
  CAVEAT("publish with caveat"),
  /** So much is missing that its figures would mislead. */
  HOLD("hold");

  private final String words;

  Decision(String words) {
    this.words = words;
  }

  /** The decision for a reader, and in the manifest. */
  @JsonValue
  public String words() {
    return words;
  }
}
