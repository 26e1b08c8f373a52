package org.concordat.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.platform.CountedMonth;
import org.concordat.platform.ParquetEncryption;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;

/**
 * Which months have to be judged: those that changed, and those judged beside one that did.
 *
 * @param changed what they are judged from, the oldest first
 * @param fingerprints what decides every month, those that stay as they are among them
 */
record ChangedMonths(List<MonthInputs> changed, SortedMap<ReportingMonth, String> fingerprints) {

  /**
   * @param window the months looked at, the oldest first
   * @param findings what was published; months before the window stand as they are there
   * @param monthsBack how many months back rules look
   * @param again months to be judged though nothing that decides changed
   */
  static ChangedMonths of(
      List<MonthInputs> window, VersionedTree findings, int monthsBack, Set<ReportingMonth> again) {
    SortedMap<ReportingMonth, String> fingerprints = new TreeMap<>();
    SortedMap<ReportingMonth, String> owns = new TreeMap<>();
    SortedMap<ReportingMonth, String> ownsCounted = new TreeMap<>();
    for (ReportingMonth live : findings.liveMonths()) {
      JudgedInputs.live(findings, live)
          .ifPresent(
              inputs -> {
                fingerprints.put(live, inputs.fingerprint());
                owns.put(live, inputs.own());
              });
      CountedMonth.live(findings, live)
          .filter(counted -> !counted.deliveries().isEmpty())
          .ifPresent(counted -> ownsCounted.put(live, counted.own()));
    }
    List<MonthInputs> changed = new ArrayList<>();
    for (MonthInputs alone : window) {
      if (alone.deliveries().isEmpty()) {
        owns.remove(alone.month());
      } else {
        owns.put(alone.month(), alone.own());
      }
      if (alone.counted().deliveries().isEmpty()) {
        ownsCounted.remove(alone.month());
      } else {
        ownsCounted.put(alone.month(), alone.counted().own());
      }
      MonthInputs inputs = alone.beside(owns, ownsCounted, monthsBack);
      String before = fingerprints.get(inputs.month());
      if (inputs.deliveries().isEmpty()) {
        if (fingerprints.remove(inputs.month()) != null) {
          changed.add(inputs);
        }
      } else if (!inputs.fingerprint().equals(before) || again.contains(inputs.month())) {
        fingerprints.put(inputs.month(), inputs.fingerprint());
        changed.add(inputs);
      }
    }
    return new ChangedMonths(changed, fingerprints);
  }

  /**
   * Months whose checked tables are not kept as settings ask: they are written again from the same
   * deliveries, encrypted with the key of now or no longer encrypted.
   *
   * @throws org.concordat.config.WrongRequestException when the settings do not have a key that
   *     tables of the window are encrypted with
   */
  static Set<ReportingMonth> keptOtherwise(
      List<MonthInputs> window, VersionedTree checked, ParquetEncryption asked) {
    SortedMap<ReportingMonth, List<Path>> kept = VersionedTree.monthsOf(checked.live());
    Set<ReportingMonth> months = new TreeSet<>();
    for (MonthInputs each : window) {
      if (!kept.getOrDefault(each.month(), List.of()).stream().allMatch(asked::isAsAsked)) {
        months.add(each.month());
      }
    }
    return months;
  }
}
