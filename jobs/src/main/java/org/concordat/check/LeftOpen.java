package org.concordat.check;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.concordat.platform.Delivery;

/**
 * Open episodes of one table of a submission in force, as they travel to the task that writes them.
 */
record LeftOpen(
    String submissionId,
    String family,
    String organisationCode,
    String table,
    OpenEpisodes episodes)
    implements Serializable {

  static LeftOpen of(Delivery delivery, String table, OpenEpisodes episodes) {
    return new LeftOpen(
        delivery.submissionId(),
        delivery.family().name(),
        delivery.organisationCode(),
        table,
        episodes);
  }

  /** Rows of the table {@code open_episodes}. */
  Iterator<Object[]> rows() {
    List<Object[]> rows = new ArrayList<>(episodes.size());
    episodes.forEach(
        (key, startedOn, lastActivityOn) ->
            rows.add(
                new Object[] {
                  submissionId, family, organisationCode, table, key, startedOn, lastActivityOn
                }));
    return rows.iterator();
  }
}
