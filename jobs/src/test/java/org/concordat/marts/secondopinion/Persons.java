package org.concordat.marts.secondopinion;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Finds the person behind rows that name a patient, a referral or a period of the same file. */
final class Persons {

  private final Map<String, String> byPatient = new HashMap<>();
  private final Map<String, String> byReferral = new HashMap<>();
  private final Map<String, String> byPeriod = new HashMap<>();

  Persons(World world) {
    world.patients().forEach(row -> byPatient.put(inFile(row, row.localId()), row.person()));
    world
        .referrals()
        .forEach(row -> byReferral.put(inFile(row, row.id()), ofPatient(row, row.localId())));
    world
        .periods()
        .forEach(row -> byPeriod.put(inFile(row, row.id()), ofPatient(row, row.localId())));
  }

  String of(World.Referral row) {
    return ofPatient(row, row.localId());
  }

  String of(World.Period row) {
    return ofPatient(row, row.localId());
  }

  String of(World.Spell row) {
    return Objects.requireNonNull(byReferral.get(inFile(row, row.referral())), row::toString);
  }

  String of(World.Order row) {
    return Objects.requireNonNull(byPeriod.get(inFile(row, row.period())), row::toString);
  }

  private String ofPatient(SentRow row, String localId) {
    return Objects.requireNonNull(byPatient.get(inFile(row, localId)), row::toString);
  }

  private static String inFile(SentRow row, String id) {
    YearMonth month = row.month();
    return row.provider() + "/" + month + "/" + id;
  }
}
