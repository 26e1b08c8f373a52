package org.concordat.returns.coverage;

import com.fasterxml.jackson.annotation.JsonValue;
import org.concordat.schemas.Family;

/**
 * A partner of whom a submission is expected for a month.
 *
 * @param family its family; one organisation may be expected in two
 * @param organisation its code
 * @param name its name
 * @param outcome what became of its month
 */
public record Sender(Family family, String organisation, String name, Outcome outcome) {

  /** What became of a partner's month by the cut. */
  public enum Outcome {
    /** A submission was received in time, accepted and is in force. */
    ACCEPTED("accepted"),
    /** Something was received in time and all of it was rejected. */
    REJECTED("rejected"),
    /** Nothing was received in time. */
    NOT_RECEIVED("not received");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** The outcome for a reader, and in the manifest. */
    @JsonValue
    public String words() {
      return words;
    }
  }

  boolean isMissing() {
    return outcome != Outcome.ACCEPTED;
  }
}
