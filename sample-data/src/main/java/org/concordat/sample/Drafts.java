package org.concordat.sample;

import org.concordat.schemas.Family;

/** Small good submissions of the committed partners, ready to be spoilt. */
final class Drafts {

  static final String DETENTIONS = "police_mha_detention.csv";
  static final String INCIDENTS = "ambulance_incident.csv";

  private final World world;
  private final SampleCountry country;
  private final Dates.Period period;

  Drafts(World world, SampleCountry country, Dates.Period period) {
    this.world = world;
    this.country = country;
    this.period = period;
  }

  Dates.Period period() {
    return period;
  }

  Delivery delivery(Family family, String code) {
    Partner partner = world.plan().partner(family, code).orElseThrow();
    return Delivery.ordinary(partner, period, "001");
  }

  /** Rows only; the caller changes some and then renders. */
  DraftSubmission rows(Delivery delivery, int most) {
    DraftSubmission draft = new DraftSubmission(delivery, most);
    country.fill(delivery, draft);
    return draft;
  }

  DraftSubmission police(int most) {
    return rows(delivery(Family.PF, "10"), most).render();
  }

  DraftSubmission ambulance(int most) {
    return rows(delivery(Family.AM, "RRU"), most).render();
  }

  /** Rows of a trust's first patients, not rendered yet. */
  DraftSubmission trust(int patients) {
    return rows(delivery(Family.MH, "RX4"), patients);
  }
}
