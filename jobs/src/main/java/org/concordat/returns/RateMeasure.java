package org.concordat.returns;

import java.util.Optional;

/**
 * A count of the main file that the file of rates divides by residents, with the national ids of
 * what is made of it (counting-rules.md 4.5).
 */
enum RateMeasure {
  /** Detentions new in the month; the national list has no id for their standardised rate. */
  DETENTIONS("MHS81", "MHS81a", Optional.of(new Standardised("", ""))),

  /** Community treatment orders of the month: crude rates only, the young have none or few. */
  TREATMENT_ORDERS("MHS84", "MHS84a", Optional.empty()),

  /** Detentions new in the 12 months. */
  DETENTIONS_OF_YEAR("MHS157", "MHS157a", Optional.of(new Standardised("MHS157b", "MHS157c"))),

  /** Community treatment orders of the 12 months: crude rates only. */
  TREATMENT_ORDERS_OF_YEAR("MHS158", "MHS158a", Optional.empty());

  /**
   * Ids of a standardised rate; empty texts where there are none.
   *
   * @param rate id of the rate
   * @param interval id of its limits
   */
  record Standardised(String rate, String interval) {}

  private final String counted;
  private final String crude;
  private final Optional<Standardised> standardised;

  RateMeasure(String counted, String crude, Optional<Standardised> standardised) {
    this.counted = counted;
    this.crude = crude;
    this.standardised = standardised;
  }

  /** Id of the measure that is counted. */
  String counted() {
    return counted;
  }

  /** Id of the crude rate. */
  String crude() {
    return crude;
  }

  /** Ids of the standardised rate; empty where none is made. */
  Optional<Standardised> standardised() {
    return standardised;
  }
}
