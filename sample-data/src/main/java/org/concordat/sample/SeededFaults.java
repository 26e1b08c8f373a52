package org.concordat.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Faults put into the rows of submissions on purpose, each with its line in a ledger. */
final class SeededFaults {

  /** A row as it goes into its file; seeded rows are noted with the line they land on. */
  record Written(Row row, @Nullable RowFault fault, Ledger ledger) {

    /**
     * Writes down where the row landed.
     *
     * @param patientLine line of the last patient written before it, 0 for none
     */
    void note(Delivery delivery, String file, long line, long patientLine) {
      String submission = delivery.submissionId();
      if (fault != null) {
        ledger.add(submission, file, line, fault.rule(), fault.what());
      }
      if (fault != null && !fault.ruleOfPatient().isEmpty()) {
        ledger.add(submission, PATIENTS, patientLine, fault.ruleOfPatient(), LEFT_ALONE);
      }
      for (Map.Entry<String, String> unknown : NaturalUnknowns.of(row)) {
        if (fault == null || !fault.rule().equals(unknown.getKey())) {
          ledger.add(submission, file, line, unknown.getKey(), unknown.getValue());
        }
      }
    }
  }

  private static final String PATIENTS = "MHS001MPI.csv";
  private static final String LEFT_ALONE = "seen on the row of its patient";

  private final Ledger ledger;
  private final Map<String, List<RowFault>> open = new TreeMap<>();

  SeededFaults(List<RowFault> faults, Ledger ledger) {
    this.ledger = ledger;
    for (RowFault fault : faults) {
      open.computeIfAbsent(fault.submission(), s -> new ArrayList<>()).add(fault);
    }
  }

  /** No faults at all. */
  static SeededFaults none() {
    return new SeededFaults(List.of(), new Ledger());
  }

  Ledger ledger() {
    return ledger;
  }

  /** Faults that found no row yet; empty after a full run. */
  List<RowFault> unused() {
    return open.values().stream().flatMap(List::stream).toList();
  }

  /** What is written in place of a row: usually the row itself. */
  List<Written> seed(Delivery delivery, Row row, int ordinal) {
    List<RowFault> waiting = open.getOrDefault(delivery.submissionId(), List.of());
    for (RowFault fault : waiting) {
      if (fault.meets(delivery, row, ordinal)) {
        waiting.remove(fault);
        List<Written> written = new ArrayList<>();
        List<Row> rows = fault.apply(row);
        for (int i = 0; i < rows.size(); i++) {
          boolean isNoted = rows.size() == 1 || i > 0 || fault.isOfAllCopies();
          Row changed = isNoted ? rows.get(i).copy().wrong(TruthFile.SEEDED) : rows.get(i);
          written.add(new Written(changed, isNoted ? fault : null, ledger));
        }
        return written;
      }
    }
    return List.of(new Written(row, null, ledger));
  }
}
