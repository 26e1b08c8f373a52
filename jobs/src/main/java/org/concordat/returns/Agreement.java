package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import org.concordat.schemas.Average;
import org.concordat.schemas.Measure;
import org.jspecify.annotations.Nullable;

/** Whether rows that were added again give the cell they were found for. */
final class Agreement {

  private final ReturnVersion.Figure figure;
  private final @Nullable String exact;
  private final List<String> disagreements = new ArrayList<>();

  /**
   * @param figure the cell as published
   * @param exact its exact value; null where it may not be read, empty where there is none
   */
  Agreement(ReturnVersion.Figure figure, @Nullable String exact) {
    this.figure = figure;
    this.exact = exact;
  }

  /** Holds the lines that rows name against what was found in the files. */
  void requireLines(Explanation.Part part, boolean isEveryLineWanted) {
    long absent = rows(part, Explanation.LineCheck.ABSENT);
    if (absent > 0) {
      disagreements.add(
          "%d rows of %s name a line on which no record stands".formatted(absent, part.measure()));
    }
    long withoutFile = rows(part, Explanation.LineCheck.NO_FILE);
    if (isEveryLineWanted && withoutFile > 0) {
      disagreements.add(
          "%d rows of %s stand in files that are not in the landing zone"
              .formatted(withoutFile, part.measure()));
    }
  }

  private static long rows(Explanation.Part part, Explanation.LineCheck outcome) {
    return part.rows().stream().filter(row -> row.lineCheck() == outcome).count();
  }

  /** Holds a count against what was published and what is exact. */
  void require(Explanation.Part part, boolean isFree, SmallNumbers smallNumbers) {
    String counted = Long.toString(part.counted());
    String wanted = part.exact() == null || part.exact().isEmpty() ? counted : part.exact();
    if (!wanted.equals(counted)) {
      disagreements.add(
          "the rows of %s add up to %s and the exact value is %s"
              .formatted(part.measure(), counted, wanted));
    }
    boolean isNotReceived = figure.note().equals(ReturnRow.NOT_RECEIVED);
    if (isNotReceived && part.counted() != 0) {
      disagreements.add("%s has rows though nothing was received".formatted(part.measure()));
    }
    String shown = smallNumbers.count(new CellCount(part.counted(), part.contributors()), isFree);
    if (!isHiddenOr(shown, part.published())) {
      disagreements.add(
          "the rows of %s would be published as %s and the return says %s"
              .formatted(part.measure(), shown, part.published()));
    }
  }

  /** Holds a percentage against its two counts. */
  void require(Measure measure, List<Explanation.Part> parts) {
    if (measure.parts().isEmpty()) {
      return;
    }
    Explanation.Part numerator = parts.get(0);
    Explanation.Part denominator = parts.get(1);
    String wanted =
        denominator.counted() == 0
            ? ""
            : SmallNumbers.percentage(numerator.counted(), denominator.counted());
    if (exact != null && !exact.equals(wanted)) {
      disagreements.add(
          "the two counts give \"%s\" percent and the exact value is \"%s\""
              .formatted(wanted, exact));
    }
    String shown = SmallNumbers.percentage(numerator.published(), denominator.published());
    if (!isHiddenOr(shown, figure.value())) {
      disagreements.add(
          "the two published counts give %s percent and the return says %s"
              .formatted(shown, figure.value()));
    }
  }

  /** Holds a rate against its count. */
  void requireRate(Measure.Rate rate, Explanation.Part numerator, long residents) {
    String wanted = SmallNumbers.rate(numerator.counted(), rate.per(), residents);
    if (exact != null && !exact.equals(wanted)) {
      disagreements.add(
          "the count gives a rate of %s and the exact value is %s".formatted(wanted, exact));
    }
    String shown = SmallNumbers.rate(numerator.published(), rate.per(), residents);
    if (!isHiddenOr(shown, figure.value())) {
      disagreements.add(
          "the published count gives a rate of %s and the return says %s"
              .formatted(shown, figure.value()));
    }
  }

  /** Holds an average against the values of its base's rows. */
  void requireAverage(
      Average how, Explanation.Part base, boolean isFree, SmallNumbers smallNumbers) {
    if (exact != null && !exact.equals(base.averaged())) {
      disagreements.add(
          "the %s of the rows of %s is \"%s\" and the exact value is \"%s\""
              .formatted(how.statistic().words(), base.measure(), base.averaged(), exact));
    }
    String shown =
        smallNumbers.average(CellRows.values(base.rows()), how, base.published(), isFree);
    if (!isHiddenOr(shown, figure.value())) {
      disagreements.add(
          "the %s of the rows of %s would be published as %s and the return says %s"
              .formatted(how.statistic().words(), base.measure(), shown, figure.value()));
    }
  }

  void requireUnchanged(List<String> changedSubmissions) {
    if (!changedSubmissions.isEmpty()) {
      disagreements.add(
          "the landing zone holds other files than the return recorded for "
              + String.join(", ", changedSubmissions));
    }
  }

  /** A value may be hidden for the sake of another one. */
  private static boolean isHiddenOr(String shown, String published) {
    return published.equals(SmallNumbers.HIDDEN) || published.equals(shown);
  }

  List<String> disagreements() {
    return List.copyOf(disagreements);
  }
}
