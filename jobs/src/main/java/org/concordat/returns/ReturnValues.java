package org.concordat.returns;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concordat.schemas.Measure;

/** Fills the skeleton: once as published, once exact. */
final class ReturnValues {

  private final Map<Cell, CellCount> counts;
  private final Senders senders;
  private final SmallNumbers smallNumbers;
  private final long residents;

  /**
   * @param counts exact figures other than zero
   * @param senders who is in the return
   * @param residents residents of England, for rates
   */
  ReturnValues(
      Map<Cell, CellCount> counts, Senders senders, SmallNumbers smallNumbers, long residents) {
    this.counts = counts;
    this.senders = senders;
    this.smallNumbers = smallNumbers;
    this.residents = residents;
  }

  /** The rows with protected values. An organisation that sent nothing is never a zero. */
  List<ReturnRow> published(List<ReturnRow> skeleton) {
    Map<Cell, String> values = new HashMap<>();
    for (ReturnRow row : skeleton) {
      if (row.measure().counted().isPresent()) {
        values.put(
            row.cell(),
            isNotReceived(row) || row.breakdown().heldBack() != null
                ? SmallNumbers.HIDDEN
                : smallNumbers.count(count(row.cell()), row.breakdown().free()));
      }
    }
    return skeleton.stream().map(row -> published(row, values)).toList();
  }

  private ReturnRow published(ReturnRow row, Map<Cell, String> values) {
    if (isNotReceived(row)) {
      return row.withValue(SmallNumbers.HIDDEN, ReturnRow.NOT_RECEIVED);
    }
    if (row.measure().rate().isPresent()) {
      Measure.Rate rate = row.measure().rate().get();
      String numerator = values.getOrDefault(row.cell().of(rate.numerator()), SmallNumbers.HIDDEN);
      return row.withValue(SmallNumbers.rate(numerator, rate.per(), residents), "");
    }
    if (row.measure().parts().isEmpty()) {
      return row.withValue(values.getOrDefault(row.cell(), SmallNumbers.HIDDEN), "");
    }
    Measure.Parts parts = row.measure().parts().get();
    String denominator =
        values.getOrDefault(row.cell().of(parts.denominator()), SmallNumbers.HIDDEN);
    String numerator = values.getOrDefault(row.cell().of(parts.numerator()), SmallNumbers.HIDDEN);
    return row.withValue(
        SmallNumbers.percentage(numerator, denominator),
        denominator.equals("0") ? ReturnRow.NOT_APPLICABLE : "");
  }

  /**
   * The same rows with exact values, for the restricted twin. What was not received and what cannot
   * be divided has no value there.
   */
  List<ReturnRow> exact(List<ReturnRow> skeleton) {
    return skeleton.stream().map(this::exact).toList();
  }

  private ReturnRow exact(ReturnRow row) {
    if (isNotReceived(row)) {
      return row.withValue("", ReturnRow.NOT_RECEIVED);
    }
    if (row.measure().rate().isPresent()) {
      Measure.Rate rate = row.measure().rate().get();
      long numerator = count(row.cell().of(rate.numerator())).value();
      return row.withValue(SmallNumbers.rate(numerator, rate.per(), residents), "");
    }
    if (row.measure().parts().isEmpty()) {
      return row.withValue(Long.toString(count(row.cell()).value()), "");
    }
    Measure.Parts parts = row.measure().parts().get();
    long numerator = count(row.cell().of(parts.numerator())).value();
    long denominator = count(row.cell().of(parts.denominator())).value();
    return denominator == 0
        ? row.withValue("", ReturnRow.NOT_APPLICABLE)
        : row.withValue(SmallNumbers.percentage(numerator, denominator), "");
  }

  private CellCount count(Cell cell) {
    return counts.getOrDefault(cell, CellCount.NOTHING);
  }

  private boolean isNotReceived(ReturnRow row) {
    return row.breakdown().primary().isOrganisation()
        && !senders.isPresent(row.measure().family(), row.cell().primary());
  }
}
