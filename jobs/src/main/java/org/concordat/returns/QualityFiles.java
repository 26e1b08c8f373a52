package org.concordat.returns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.concordat.config.Settings;
import org.concordat.platform.disclosure.ProtectedCount;
import org.concordat.returns.quality.MeasuredQuality;
import org.concordat.returns.quality.QualityCell;
import org.concordat.returns.quality.QualityFigures;
import org.concordat.returns.quality.QualityPlace;
import org.concordat.returns.quality.QualityResult;
import org.concordat.returns.quality.QualitySender;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * The two quality files of a return, coverage and VODIM, and their exact twins
 * (returns-and-disclosure.md 1.3). They are treated like the return itself (D13): a count is the
 * published text of its cell, a percentage is taken from two published texts (D3).
 *
 * @param figures exact figures
 * @param measured what they were measured as
 * @param texts published text of every cell
 */
record QualityFiles(
    QualityFigures figures, MeasuredQuality measured, SortedMap<QualityPlace, String> texts) {

  static final String COVERAGE = "_dq_coverage";
  static final String VODIM = "_dq_vodim";

  private static final int SHOWN = 5;

  /** How a figure that was received becomes text. */
  private interface Texts {
    String count(QualityPlace place);

    String percentage(QualityPlace place);
  }

  /** The public files, by the end of their names. */
  SortedMap<String, byte[]> open(
      ContractCatalogue contracts, ReportingMonth month, ReturnStatus status) {
    Texts published =
        new Texts() {
          @Override
          public String count(QualityPlace place) {
            return texts.getOrDefault(place, SmallNumbers.HIDDEN);
          }

          @Override
          public String percentage(QualityPlace place) {
            return SmallNumbers.percentage(count(place), count(place.whole()));
          }
        };
    return files(contracts, month, status, published, SmallNumbers.HIDDEN, "");
  }

  /** Their exact twins. What was not received and what cannot be divided has no value there. */
  SortedMap<String, byte[]> raw(
      ContractCatalogue contracts, ReportingMonth month, ReturnStatus status) {
    Texts exact =
        new Texts() {
          @Override
          public String count(QualityPlace place) {
            return Long.toString(value(place));
          }

          @Override
          public String percentage(QualityPlace place) {
            long rows = value(place.whole());
            return rows == 0 ? "" : SmallNumbers.percentage(value(place), rows);
          }
        };
    return files(contracts, month, status, exact, "", "_raw");
  }

  private long value(QualityPlace place) {
    QualityCell cell = figures.cells().get(place);
    if (cell == null) {
      throw new IllegalArgumentException("Nothing was received for " + place);
    }
    return cell.value();
  }

  private SortedMap<String, byte[]> files(
      ContractCatalogue contracts,
      ReportingMonth month,
      ReturnStatus status,
      Texts values,
      String notReceived,
      String end) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(
        COVERAGE + end + ".csv",
        ReturnCsv.table(
            contracts.table("quality_coverage"), coverage(month, status, values, notReceived)));
    files.put(
        VODIM + end + ".csv",
        ReturnCsv.table(
            contracts.table("quality_vodim"), vodim(month, status, values, notReceived)));
    return files;
  }

  private List<List<String>> coverage(
      ReportingMonth month, ReturnStatus status, Texts values, String notReceived) {
    List<List<String>> rows = new ArrayList<>();
    for (QualityFigures.CoverageRow row : figures.coverage()) {
      boolean isReceived = figures.isReceived(row.place());
      rows.add(
          List.of(
              month.start().toString(),
              month.end().toString(),
              status.published(),
              row.place().organisation(),
              row.name(),
              row.place().table(),
              isReceived ? values.count(row.place()) : notReceived,
              isReceived ? "" : ReturnRow.NOT_RECEIVED));
    }
    return rows;
  }

  private List<List<String>> vodim(
      ReportingMonth month, ReturnStatus status, Texts values, String notReceived) {
    List<List<String>> rows = new ArrayList<>();
    for (QualityFigures.FieldRow row : figures.fields()) {
      boolean isEngland = row.organisation().equals(QualityPlace.ENGLAND);
      for (QualityResult result : QualityResult.CLASSES) {
        QualityPlace place = row.place(result);
        List<String> start =
            List.of(
                month.toString(),
                status.published(),
                isEngland ? QualityPlace.ENGLAND : "Provider",
                isEngland ? "All" : row.organisation(),
                isEngland ? "All" : row.name(),
                row.table().name() + "." + row.column().name(),
                row.column().title() + ", " + row.table().title(),
                result.words(),
                result.metric());
        boolean isReceived = figures.isReceived(place);
        String note = isReceived ? "" : ReturnRow.NOT_RECEIVED;
        rows.add(line(start, "Count", isReceived ? values.count(place) : notReceived, note));
        rows.add(
            line(
                start,
                "Percentage",
                isReceived ? values.percentage(place) : notReceived,
                isReceived && values.count(place.whole()).equals("0")
                    ? ReturnRow.NOT_APPLICABLE
                    : note));
      }
    }
    return rows;
  }

  private static List<String> line(List<String> start, String unit, String value, String note) {
    List<String> line = new ArrayList<>(start);
    line.addAll(List.of(unit, value, note));
    return line;
  }

  /** Data rows of a file or of its twin. */
  static long rows(QualityFigures figures, String file) {
    return file.contains(VODIM)
        ? 2L * QualityResult.CLASSES.size() * figures.fields().size()
        : figures.coverage().size();
  }

  /** Whether a file is one of these. */
  static boolean isOne(String file) {
    return file.contains(COVERAGE) || file.contains(VODIM);
  }

  /**
   * Reasons to hold the files back; none when they may be published. They name places, never
   * figures.
   */
  List<String> reasons(Settings.Disclosure settings) {
    List<String> reasons = new ArrayList<>();
    report(reasons, "quality figures that do not fit", figures.reasons(measured));
    Set<QualityPlace> expected = new HashSet<>(figures.cells().keySet());
    if (!expected.equals(texts.keySet())) {
      reasons.add("the texts of the quality files are not those of their figures");
    }
    report(
        reasons,
        "quality figures that are not protected",
        texts.entrySet().stream()
            .filter(text -> expected.contains(text.getKey()))
            .filter(text -> !isProtectedWell(text.getKey(), text.getValue(), settings))
            .map(text -> text.getKey().table() + " of " + text.getKey().organisation())
            .collect(Collectors.toCollection(TreeSet::new)));
    return reasons;
  }

  private boolean isProtectedWell(QualityPlace place, String text, Settings.Disclosure settings) {
    if (text.equals(SmallNumbers.HIDDEN)) {
      return true;
    }
    QualityCell cell = figures.cells().get(place);
    if (cell == null || !text.matches("[0-9]+")) {
      return false;
    }
    long shown = Long.parseLong(text);
    if (cell.free() && (cell.value() == 0 || cell.contributors() >= settings.freeContributors())) {
      return shown == cell.value() || shown % settings.roundTo() == 0;
    }
    return new ProtectedCount(settings).text(cell.value()).equals(text);
  }

  private static void report(List<String> reasons, String what, Collection<String> cases) {
    if (!cases.isEmpty()) {
      String more = cases.size() > SHOWN ? " and " + (cases.size() - SHOWN) + " more" : "";
      reasons.add(
          what + ": " + cases.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more);
    }
  }

  /** Versions of check's tables in which the figures were computed. */
  String version() {
    return String.join(" ", measured.versions());
  }

  /** Everybody a return expects, of every family. */
  static List<QualitySender> senders(Senders senders) {
    List<QualitySender> all = new ArrayList<>();
    for (Family family : Family.values()) {
      senders
          .expected(family)
          .forEach(
              (code, name) ->
                  all.add(new QualitySender(family, code, name, senders.isPresent(family, code))));
    }
    return all;
  }
}
