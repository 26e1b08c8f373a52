package org.concordat.returns;

import java.util.Set;

/**
 * People of one ethnic group, gender and age band with the same number of new detentions, or of
 * community treatment orders where these are counted.
 *
 * @param code ethnic category chosen for the person
 * @param group group of five of that choice, NHS grouping
 * @param gender as in the mart
 * @param ageBand one of the six bands, or UNKNOWN
 * @param events detentions that each of the people has
 * @param people number of people
 * @param organisations providers that detained them
 */
record DetentionCount(
    String code,
    String group,
    String gender,
    String ageBand,
    int events,
    long people,
    Set<String> organisations) {

  /** Detentions of all of them. */
  long detentions() {
    return events * people;
  }
}
