package org.concordat.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Faults of one month while they are listed; the lists below it say what is done where. */
abstract class FaultList {

  /** How the words of a fault end that all copies of a row share. */
  static final String BOTH = ": both are rejected";

  private final Dates.Period period;
  private final List<RowFault> faults = new ArrayList<>();

  FaultList(Dates.Period period) {
    this.period = period;
  }

  /** All row faults of a month, of all partners. */
  static List<RowFault> ofMonth(Dates.Period period) {
    List<RowFault> all = new ArrayList<>();
    List<FaultList> lists =
        List.of(
            new PatientFaults(period),
            new ReferralFaults(period),
            new HospitalFaults(period),
            new PartnerFaults(period));
    for (FaultList list : lists) {
      list.fill();
      all.addAll(list.faults);
    }
    return List.copyOf(all);
  }

  /** Adds the faults. */
  abstract void fill();

  Dates.Period period() {
    return period;
  }

  /** Id of a submission of the month, for example of {@code MH-RX4} and {@code 001}. */
  String submission(String partner, String sequence) {
    return partner + "-" + period.month() + "-" + sequence;
  }

  static Predicate<Row> filled(String column) {
    return row -> !row.get(column).isEmpty();
  }

  void add(RowFault fault) {
    faults.add(fault);
  }

  /** Puts another value in one column of the first row from a place on. */
  void change(
      String submission,
      String table,
      int from,
      String rule,
      String what,
      String column,
      String value) {
    change(submission, table, from, row -> true, rule, what, column, value);
  }

  void change(
      String submission,
      String table,
      int from,
      Predicate<Row> suits,
      String rule,
      String what,
      String column,
      String value) {
    edit(submission, table, from, suits, rule, what, row -> row.with(column, value));
  }

  /** The same, where the patient whose row this was has no other and is lost as well (MHP-012). */
  void changeAndLosePatient(
      String submission,
      String table,
      int from,
      String rule,
      String what,
      String column,
      String value) {
    add(
        new RowFault(
            submission,
            table,
            from,
            row -> true,
            rule,
            what,
            row -> List.of(row.with(column, value)),
            "MHP-012"));
  }

  void edit(
      String submission,
      String table,
      int from,
      Predicate<Row> suits,
      String rule,
      String what,
      UnaryOperator<Row> change) {
    add(
        new RowFault(
            submission, table, from, suits, rule, what, row -> List.of(change.apply(row)), ""));
  }

  /** Writes a row once more, changed, below the untouched one. */
  void again(
      String submission,
      String table,
      int from,
      String rule,
      String what,
      UnaryOperator<Row> change) {
    again(submission, table, from, row -> true, rule, what, change);
  }

  void again(
      String submission,
      String table,
      int from,
      Predicate<Row> suits,
      String rule,
      String what,
      UnaryOperator<Row> change) {
    add(
        new RowFault(
            submission,
            table,
            from,
            suits,
            rule,
            what,
            row -> List.of(row, change.apply(row)),
            ""));
  }
}
