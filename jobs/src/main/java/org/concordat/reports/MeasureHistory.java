package org.concordat.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.concordat.platform.XmrChart;
import org.concordat.schemas.ReportingMonth;

/**
 * A partner's measures as runs counted them, in the file {@code measures.csv} beside its pages of
 * each month: one line per submission and measure. A run reads what runs before it wrote, so that a
 * measure stands beside the file before and the month before; a run that counts the same submission
 * again replaces its lines.
 */
final class MeasureHistory {

  static final String FILE = "measures.csv";

  private static final List<String> COLUMNS =
      List.of("submission_id", "measure_id", "numerator", "denominator");
  private static final String NONE = "–";

  /**
   * One measure of one submission.
   *
   * @param denominator empty for a measure that is a count
   */
  record Count(String submissionId, String measure, long numerator, Optional<Long> denominator) {

    String text() {
      return denominator
          .map(whole -> Figures.percent(numerator, whole))
          .orElseGet(() -> Figures.count(numerator));
    }

    Optional<BigDecimal> value() {
      return denominator.isEmpty()
          ? Optional.of(BigDecimal.valueOf(numerator))
          : denominator.filter(whole -> whole > 0).map(whole -> Figures.share(numerator, whole));
    }
  }

  private final ReportingMonth month;
  private final String submissionId;
  private final SortedMap<ReportingMonth, List<Count>> months = new TreeMap<>();

  /**
   * @param submissionId the submission in force, or empty
   * @param now its measures
   * @param file where a month's file stands
   */
  MeasureHistory(
      ReportingMonth month,
      String submissionId,
      List<Count> now,
      Function<ReportingMonth, Path> file) {
    this.month = month;
    this.submissionId = submissionId;
    for (ReportingMonth each : month.window(TableTrends.MONTHS)) {
      months.put(each, read(file.apply(each)));
    }
    List<Count> ofMonth = new ArrayList<>(months.getOrDefault(month, List.of()));
    ofMonth.removeIf(count -> count.submissionId().equals(submissionId));
    ofMonth.addAll(now);
    ofMonth.sort(Comparator.comparing(Count::submissionId).thenComparing(Count::measure));
    months.put(month, ofMonth);
  }

  private static List<Count> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<Count> counts = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        String[] cells = line.split(",", -1);
        if (cells.length == COLUMNS.size() && !cells[0].equals(COLUMNS.get(0))) {
          counts.add(
              new Count(
                  cells[0],
                  cells[1],
                  Long.parseLong(cells[2]),
                  cells[3].isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(cells[3]))));
        }
      }
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** The measure in the accepted submission of the month before the one in force. */
  String previousFile(String measure) {
    return last(month, measure)
        .filter(count -> count.submissionId().compareTo(submissionId) < 0)
        .map(Count::text)
        .orElse(NONE);
  }

  /** The measure in the month before. */
  String lastMonth(String measure) {
    return last(month.plusMonths(-1), measure).map(Count::text).orElse(NONE);
  }

  /** Whether the measure stands out among its months (XmR). */
  String signal(String measure) {
    List<XmrChart.Point> points = new ArrayList<>();
    boolean isShare = false;
    for (ReportingMonth each : months.keySet()) {
      Optional<Count> count =
          each.equals(month) ? of(each, measure, submissionId) : last(each, measure);
      isShare |= count.flatMap(Count::denominator).isPresent();
      count.flatMap(Count::value).ifPresent(value -> points.add(new XmrChart.Point(each, value)));
    }
    return TableTrends.signal(
        XmrChart.of(points, isShare ? XmrChart.Unit.PERCENT : XmrChart.Unit.NUMBER, List.of()),
        month);
  }

  private Optional<Count> of(ReportingMonth of, String measure, String submission) {
    return months.getOrDefault(of, List.of()).stream()
        .filter(count -> count.measure().equals(measure))
        .filter(count -> count.submissionId().equals(submission))
        .findFirst();
  }

  /** The last submission of a month that has the measure, the one in force left out. */
  private Optional<Count> last(ReportingMonth of, String measure) {
    return months.getOrDefault(of, List.of()).stream()
        .filter(count -> count.measure().equals(measure))
        .filter(count -> !count.submissionId().equals(submissionId))
        .max(Comparator.comparing(Count::submissionId));
  }

  /** Writes the month's lines. */
  void write(Path file) {
    try (CsvSink sink = new CsvSink(file, COLUMNS)) {
      for (Count count : months.getOrDefault(month, List.of())) {
        sink.row(
            List.of(
                count.submissionId(),
                count.measure(),
                Long.toString(count.numerator()),
                count.denominator().map(whole -> Long.toString(whole)).orElse("")));
      }
    }
  }
}
