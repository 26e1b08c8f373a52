package org.concordat.returns;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.concordat.schemas.Average;
import org.concordat.schemas.Measure;

/** Fills the skeleton: once as published, once exact. */
final class ReturnValues {

  private final Map<Cell, CellCount> counts;
  private final Map<Cell, ValueCounts> averages;
  private final Senders senders;
  private final Function<Cell, String> treated;
  private final SmallNumbers smallNumbers;
  private final long residents;

  /**
   * @param counts exact figures other than zero
   * @param averages values behind averages
   * @param senders who is in the return
   * @param treated what disclosure control publishes of a count
   * @param smallNumbers how averages are protected
   * @param residents residents of England, for rates
   */
  ReturnValues(
      Map<Cell, CellCount> counts,
      Map<Cell, ValueCounts> averages,
      Senders senders,
      Function<Cell, String> treated,
      SmallNumbers smallNumbers,
      long residents) {
    this.counts = counts;
    this.averages = averages;
    this.senders = senders;
    this.treated = treated;
    this.smallNumbers = smallNumbers;
    this.residents = residents;
  }

  /** The rows with protected values. An organisation that sent nothing is never a zero. */
  List<ReturnRow> published(List<ReturnRow> skeleton) {
    Map<Cell, String> values = new HashMap<>();
    for (ReturnRow row : skeleton) {
      if (row.measure().counted().isPresent()) {
        values.put(
            row.cell(), isNotReceived(row) ? SmallNumbers.HIDDEN : treated.apply(row.cell()));
      }
    }
    return skeleton.stream().map(row -> published(row, values)).toList();
  }

  private ReturnRow published(ReturnRow row, Map<Cell, String> values) {
    if (isNotReceived(row)) {
      return row.withValue(SmallNumbers.HIDDEN, ReturnRow.NOT_RECEIVED);
    }
    if (row.measure().averaged().isPresent()) {
      return average(row, row.measure().averaged().get(), values);
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

  /** An average beside its base as published. */
  private ReturnRow average(ReturnRow row, Average how, Map<Cell, String> values) {
    String base = values.getOrDefault(row.cell().of(how.base()), SmallNumbers.HIDDEN);
    return row.withValue(
        smallNumbers.average(values(row.cell()), how, base, row.breakdown().free()),
        base.equals("0") ? ReturnRow.NOT_APPLICABLE : "");
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
    if (row.measure().averaged().isPresent()) {
      String average = values(row.cell()).exact(row.measure().averaged().get());
      return row.withValue(average, average.isEmpty() ? ReturnRow.NOT_APPLICABLE : "");
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

  private ValueCounts values(Cell cell) {
    return averages.getOrDefault(cell, new ValueCounts());
  }

  private CellCount count(Cell cell) {
    return counts.getOrDefault(cell, CellCount.NOTHING);
  }

  private boolean isNotReceived(ReturnRow row) {
    return row.breakdown().primary().isOrganisation()
        && !senders.isPresent(row.measure().family(), row.cell().primary());
  }
}
