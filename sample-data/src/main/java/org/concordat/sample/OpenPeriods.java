package org.concordat.sample;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Legal status periods that were open when a trust sent them last, and are neither sent nor ended
 * the month after (trap 2): written down as the rows are written, from what went into the files.
 */
final class OpenPeriods {

  private static final String TABLE = "MHS401MHActPeriod";
  private static final String RULE = "MHD-009";

  /** Ids of open periods by trust and month. */
  private final Map<String, Set<String>> open = new TreeMap<>();

  private final Map<String, Set<String>> sent = new TreeMap<>();

  /** A row as it went into the file. */
  void sent(Delivery delivery, Row row) {
    if (row.isReadable() && row.shape().name().equals(TABLE)) {
      String id = row.get("MHActLegalStatusClassPeriodID");
      ids(sent, delivery.submissionId()).add(id);
      if (row.get("EndDateMHActLegalStatusClass").isEmpty()) {
        ids(open, place(delivery, delivery.period())).add(id);
      }
    }
  }

  /** Writes down what a submission, now whole, leaves out. */
  void note(Delivery delivery, Ledger ledger) {
    Dates.Period before = delivery.period().plus(-1);
    Set<String> missing = new TreeSet<>(ids(open, place(delivery, before)));
    missing.removeAll(ids(sent, delivery.submissionId()));
    for (String id : missing) {
      ledger.add(
          delivery.submissionId(),
          TABLE + ".csv",
          0,
          RULE,
          id + " was open at the end of " + before.month() + " and is not sent again");
    }
  }

  private static String place(Delivery delivery, Dates.Period period) {
    return delivery.partner().family() + " " + delivery.partner().code() + " " + period.month();
  }

  private static Set<String> ids(Map<String, Set<String>> of, String key) {
    return of.computeIfAbsent(key, k -> new HashSet<>());
  }
}
