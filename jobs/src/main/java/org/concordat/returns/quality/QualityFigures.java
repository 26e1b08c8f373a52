package org.concordat.returns.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.TableContract;

/**
 * Every row the quality files must have, the exact cells in them and the sums between the cells.
 *
 * <p>England is the sum of the organisations, Any that of the tables, and the rows of a table are
 * the sum of the five classes of each of its fields (data-quality.md 3.1).
 *
 * @param coverage rows of the coverage file, in published order
 * @param fields rows of the VODIM file without their results, in published order
 * @param cells exact figures, by place
 * @param sums every sum between them
 */
public record QualityFigures(
    List<CoverageRow> coverage,
    List<FieldRow> fields,
    SortedMap<QualityPlace, QualityCell> cells,
    List<QualitySum> sums) {

  /**
   * A row of the coverage file.
   *
   * @param name name of the organisation
   */
  public record CoverageRow(QualityPlace place, String name) {}

  /**
   * One field of one organisation, or of England: ten rows of the VODIM file.
   *
   * @param organisation its code, or {@link QualityPlace#ENGLAND}
   * @param name name of the organisation
   * @param table landing table
   * @param column scored field
   */
  public record FieldRow(
      String organisation, String name, TableContract table, ColumnContract column) {

    /** The place of one of its results. */
    public QualityPlace place(QualityResult result) {
      return new QualityPlace(organisation, table.name(), column.name(), result);
    }
  }

  /**
   * @param senders every organisation that is expected, in any order
   */
  public static QualityFigures of(
      ContractCatalogue contracts, List<QualitySender> senders, MeasuredQuality measured) {
    return new Making(contracts, senders, measured).figures();
  }

  /** Whether anything was received that the figure counts; what was not received is no cell. */
  public boolean isReceived(QualityPlace place) {
    return cells.containsKey(place);
  }

  /**
   * Reasons to hold the files back; none when they may be published. They name tables, fields and
   * organisations, never figures.
   */
  public List<String> reasons(MeasuredQuality measured) {
    SortedSet<String> wrong = new TreeSet<>();
    for (QualitySum sum : sums) {
      long parts = sum.parts().stream().mapToLong(part -> value(part)).sum();
      if (parts != value(sum.whole())) {
        wrong.add("parts that do not add up to " + words(sum.whole()));
      }
    }
    measured
        .counts()
        .forEach(
            (place, count) -> {
              if (count > 0 && !isReceived(place)) {
                wrong.add("measured, but no row shows it: " + words(place));
              } else if (count != value(place)) {
                wrong.add("not as check measured it: " + words(place));
              }
            });
    return List.copyOf(wrong);
  }

  private long value(QualityPlace place) {
    QualityCell cell = cells.get(place);
    return cell == null ? 0 : cell.value();
  }

  private static String words(QualityPlace place) {
    return place.table()
        + (place.field().isEmpty() ? "" : "." + place.field() + " " + place.result().words())
        + " of "
        + place.organisation();
  }

  /** The figures while they are made. */
  private static final class Making {

    private final ContractCatalogue contracts;
    private final MeasuredQuality measured;
    private final SortedMap<String, List<QualitySender>> byCode = new TreeMap<>();
    private final List<CoverageRow> coverage = new ArrayList<>();
    private final List<FieldRow> fields = new ArrayList<>();
    private final SortedMap<QualityPlace, QualityCell> cells = new TreeMap<>();
    private final List<QualitySum> sums = new ArrayList<>();

    Making(ContractCatalogue contracts, List<QualitySender> senders, MeasuredQuality measured) {
      this.contracts = contracts;
      this.measured = measured;
      senders.forEach(
          sender -> byCode.computeIfAbsent(sender.code(), c -> new ArrayList<>()).add(sender));
    }

    QualityFigures figures() {
      Set<Family> expected = new TreeSet<>();
      byCode.values().forEach(some -> some.forEach(sender -> expected.add(sender.family())));
      rows(QualityPlace.ENGLAND, QualityPlace.ENGLAND, expected);
      byCode.forEach(
          (code, some) -> {
            Set<Family> families = new TreeSet<>();
            some.forEach(sender -> families.add(sender.family()));
            rows(code, some.get(0).name(), families);
          });
      byCode.forEach((code, some) -> cellsOf(code, some));
      england();
      splits();
      return new QualityFigures(coverage, fields, cells, sums);
    }

    /** The skeleton of an organisation, whether or not it sent anything. */
    private void rows(String organisation, String name, Set<Family> families) {
      coverage.add(new CoverageRow(QualityPlace.rows(organisation, QualityPlace.ANY), name));
      for (TableContract table : tables(families)) {
        coverage.add(new CoverageRow(QualityPlace.rows(organisation, table.name()), name));
        for (ColumnContract column : scored(table)) {
          fields.add(new FieldRow(organisation, name, table, column));
        }
      }
    }

    private void cellsOf(String code, List<QualitySender> some) {
      Set<Family> received = new TreeSet<>();
      some.stream()
          .filter(QualitySender::isReceived)
          .forEach(sender -> received.add(sender.family()));
      long all = 0;
      for (TableContract table : tables(received)) {
        QualityPlace rows = QualityPlace.rows(code, table.name());
        add(rows);
        all += measured.count(rows);
        for (ColumnContract column : scored(table)) {
          QualityResult.CLASSES.forEach(
              result -> add(new QualityPlace(code, table.name(), column.name(), result)));
        }
      }
      if (!received.isEmpty()) {
        QualityPlace any = QualityPlace.rows(code, QualityPlace.ANY);
        cells.put(any, cell(any, all, all > 0 ? 1 : 0));
      }
    }

    private void add(QualityPlace place) {
      long count = measured.count(place);
      cells.put(place, cell(place, count, count > 0 ? 1 : 0));
    }

    private static QualityCell cell(QualityPlace place, long value, int contributors) {
      boolean free = place.organisation().equals(QualityPlace.ENGLAND);
      return new QualityCell(place, value, contributors, free);
    }

    /** England is the sum of its organisations. */
    private void england() {
      Map<QualityPlace, List<QualityCell>> parts = new LinkedHashMap<>();
      for (QualityCell cell : cells.values()) {
        parts
            .computeIfAbsent(cell.place().of(QualityPlace.ENGLAND), p -> new ArrayList<>())
            .add(cell);
      }
      parts.forEach(
          (place, some) -> {
            long value = some.stream().mapToLong(QualityCell::value).sum();
            int contributors = (int) some.stream().filter(cell -> cell.value() > 0).count();
            cells.put(place, cell(place, value, contributors));
            sums.add(new QualitySum(place, some.stream().map(QualityCell::place).toList()));
          });
    }

    /** Any is the sum of its tables, and a table the sum of the classes of each of its fields. */
    private void splits() {
      SortedMap<QualityPlace, List<QualityPlace>> tables = new TreeMap<>();
      cells.keySet().stream()
          .filter(place -> place.result() == QualityResult.ROWS)
          .filter(place -> !place.table().equals(QualityPlace.ANY))
          .forEach(
              place ->
                  tables
                      .computeIfAbsent(
                          QualityPlace.rows(place.organisation(), QualityPlace.ANY),
                          any -> new ArrayList<>())
                      .add(place));
      tables.forEach((any, some) -> sums.add(new QualitySum(any, some)));
      for (FieldRow row : fields) {
        List<QualityPlace> classes = QualityResult.CLASSES.stream().map(row::place).toList();
        if (cells.containsKey(classes.get(0))) {
          sums.add(new QualitySum(classes.get(0).whole(), classes));
        }
      }
    }

    private List<TableContract> tables(Set<Family> families) {
      return families.stream().flatMap(family -> contracts.landing(family).stream()).toList();
    }

    private static List<ColumnContract> scored(TableContract table) {
      return table.fields().stream().filter(ColumnContract::isScored).toList();
    }
  }
}
