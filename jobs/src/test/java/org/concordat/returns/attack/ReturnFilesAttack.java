package org.concordat.returns.attack;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concordat.returns.attack.PublishedCell.Told;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.jspecify.annotations.Nullable;

/** Attacks published returns: the main file, the rates beside it, and those of other months. */
final class ReturnFilesAttack {

  /**
   * The files of one month, status and version.
   *
   * @param version version number, for example v1
   * @param main bytes of the main CSV
   * @param rates bytes of the rates CSV, null where there is none
   * @param raw bytes of the restricted twin of the main CSV; only to tell the attacker the worst,
   *     which asterisks are small and which England figures are exact, and to prove that what the
   *     attacker takes for known is true. Null for a real outsider.
   */
  record ReturnFile(String version, byte[] main, byte @Nullable [] rates, byte @Nullable [] raw) {}

  /**
   * What was read.
   *
   * @param table cells and relations
   * @param untrue relations that the restricted twins contradict and that were left out
   * @param exactPercentages rows whose percentage is not that of the two printed values, so that
   *     percentages are made of exact figures (against D3)
   */
  record Read(PublishedTable table, List<Relation> untrue, List<Key> exactPercentages) {}

  private static final String RATES = "Rates; ";
  private static final String TOTAL = "All";
  private static final List<String> WITHOUT_RATE =
      List.of("Not Stated", "Not Known", "Z", "99", Breakdown.UNKNOWN);

  private static final List<String> ORGANISATIONS =
      List.of("Provider", "Police force", "Ambulance trust");

  private final Measures measures;
  private final CodeLists codeLists;
  private final Map<Key, PublishedCell> cells = new TreeMap<>();
  private final Map<Key, Long> truth = new HashMap<>();
  private final List<Relation> relations = new ArrayList<>();
  private final List<Key> exactPercentages = new ArrayList<>();
  private final Map<String, List<String>> versionsByMonth = new TreeMap<>();

  private ReturnFilesAttack(Measures measures, CodeLists codeLists) {
    this.measures = measures;
    this.codeLists = codeLists;
  }

  /**
   * Reads files into cells and what is known of them.
   *
   * @param files oldest first
   * @param isUnrevised whether to take it that a figure of a month is the same in every later file,
   *     which an attacker will try and cannot know
   * @param isEnglandNoughtPrinted whether it is public that an England 0 is always printed
   */
  static Read read(
      List<ReturnFile> files,
      Measures measures,
      CodeLists codeLists,
      boolean isUnrevised,
      boolean isEnglandNoughtPrinted) {
    ReturnFilesAttack attack = new ReturnFilesAttack(measures, codeLists);
    files.forEach(attack::add);
    if (isUnrevised) {
      attack.sameInLaterFiles();
    }
    List<Relation> untrue =
        attack.relations.stream().filter(relation -> !attack.isTrue(relation)).toList();
    attack.relations.removeAll(untrue);
    return new Read(
        new PublishedTable(
            List.copyOf(attack.cells.values()), attack.relations, isEnglandNoughtPrinted),
        untrue,
        attack.exactPercentages);
  }

  private static List<NamedCsvRecord> records(byte[] bytes) {
    return CsvReader.builder().ofNamedCsvRecord(new String(bytes, StandardCharsets.UTF_8)).stream()
        .toList();
  }

  private static Key key(NamedCsvRecord record, String version) {
    return new Key(
        record.getField("REPORTING_PERIOD_END").substring(0, 7),
        record.getField("STATUS") + " " + version,
        record.getField("MEASURE_ID"),
        record.getField("BREAKDOWN"),
        record.getField("PRIMARY_LEVEL"),
        record.getField("SECONDARY_LEVEL"));
  }

  private void add(ReturnFile file) {
    List<NamedCsvRecord> rows = records(file.main());
    Key any = key(rows.get(0), file.version());
    versionsByMonth.computeIfAbsent(any.month(), month -> new ArrayList<>()).add(any.version());
    Map<Key, String> percentages = new LinkedHashMap<>();
    List<Key> counts = new ArrayList<>();
    for (NamedCsvRecord row : rows) {
      Key key = key(row, file.version());
      if (!measures.has(key.measure())) {
        continue;
      }
      Measure measure = measures.measure(key.measure());
      Optional<Breakdown> breakdown = breakdown(measure, key.breakdown());
      if (breakdown.isEmpty() || breakdown.get().heldBack() != null) {
        continue;
      }
      if (measure.suppression() == Measure.Suppression.PERCENTAGE) {
        percentages.put(key, row.getField("MEASURE_VALUE"));
        continue;
      }
      if (measure.suppression() != Measure.Suppression.COUNT) {
        continue; // rates come from the printed count beside them, averages tell of no count
      }
      counts.add(key);
      cells.put(
          key,
          new PublishedCell(
              key,
              row.getField("MEASURE_VALUE"),
              breakdown.get().free(),
              row.getField("VALUE_NOTE").equals(":"),
              Told.NOTHING));
    }
    relations.addAll(PublicRelations.of(measures, codeLists, counts, any.month(), any.version()));
    percentages(percentages);
    if (file.rates() != null) {
      rates(records(file.rates()), file.version());
    }
    if (file.raw() != null) {
      tell(records(file.raw()), file.version());
    }
  }

  private Optional<Breakdown> breakdown(Measure measure, String label) {
    return measures.breakdowns(measure).stream().filter(b -> b.label().equals(label)).findFirst();
  }

  /** Uses percentages only where one cannot come from the two printed values, as D3 has them. */
  private void percentages(Map<Key, String> printed) {
    List<Relation> ifExact = new ArrayList<>();
    int before = exactPercentages.size();
    for (Map.Entry<Key, String> entry : printed.entrySet()) {
      if (!entry.getValue().matches("[0-9]+")) {
        continue;
      }
      Key key = entry.getKey();
      Measure measure = measures.measure(key.measure());
      Key numerator = key.of(Objects.requireNonNull(measure.numerator()));
      Key denominator = key.of(Objects.requireNonNull(measure.denominator()));
      int percent = Integer.parseInt(entry.getValue());
      ifExact.add(
          new Relation.Percentage(
              List.of(numerator),
              denominator,
              percent,
              PublicRelations.isPart(measures, numerator.measure(), denominator.measure()),
              "percentage of exact figures"));
      if (!isMadeOfPrinted(numerator, denominator, percent)) {
        exactPercentages.add(key);
      }
    }
    if (exactPercentages.size() > before) {
      relations.addAll(ifExact);
    }
  }

  private boolean isMadeOfPrinted(Key numerator, Key denominator, int percent) {
    PublishedCell top = cells.get(numerator);
    PublishedCell below = cells.get(denominator);
    if (top == null || below == null || top.isHidden() || below.isHidden()) {
      return false;
    }
    long difference = Math.abs(200L * top.number() - 2L * percent * below.number());
    return below.number() > 0 && difference <= below.number();
  }

  /**
   * The rates file (docs/rates.md): counts beside a rate leave out people whose sex or age is not
   * known, who have a row of their own; the rest are the figures of the main file.
   */
  private void rates(List<NamedCsvRecord> rows, String version) {
    Map<String, Map<String, Key>> byGrouping = new TreeMap<>();
    for (NamedCsvRecord row : rows) {
      Key key =
          new Key(
              row.getField("REPORTING_PERIOD_END").substring(0, 7),
              row.getField("STATUS") + " " + version,
              row.getField("MEASURE_ID"),
              RATES + row.getField("grouping"),
              "England",
              row.getField("group_code"));
      cells.put(key, PublishedCell.of(key, row.getField("event_count"), true));
      byGrouping
          .computeIfAbsent(row.getField("grouping"), grouping -> new LinkedHashMap<>())
          .put(key.secondary(), key);
    }
    byGrouping.forEach(
        (grouping, keys) ->
            rates(
                keys,
                grouping.equals("nhs_2001_group5")
                    ? "England; Ethnicity"
                    : "England; Ethnicity (16 groups)"));
    unknownEthnicity(rows, version);
  }

  private void rates(Map<String, Key> keys, String label) {
    Key all = keys.get(TOTAL);
    Key missing = keys.get("SEX_OR_AGE_UNKNOWN");
    if (all == null || missing == null) {
      return;
    }
    List<Key> groups = new ArrayList<>();
    List<Key> leftOut = new ArrayList<>();
    for (Key key : keys.values()) {
      if (key.equals(all) || key.equals(missing)) {
        continue;
      }
      Key main = key.at(label, "England", key.secondary());
      if (WITHOUT_RATE.contains(key.secondary())) {
        relations.add(new Relation.Total(key, List.of(main), "main file and rates"));
        leftOut.add(key);
      } else {
        Key rest = key.at(key.breakdown() + ", sex or age not known", "England", key.secondary());
        relations.add(new Relation.Total(main, List.of(key, rest), "main file and rates"));
        groups.add(key);
        leftOut.add(rest);
      }
    }
    relations.add(new Relation.Total(all, groups, "all groups"));
    List<Key> rests =
        leftOut.stream().filter(key -> key.breakdown().endsWith("not known")).toList();
    relations.add(new Relation.Total(missing, rests, "sex or age not known"));
    List<Key> everybody = new ArrayList<>(List.of(all, missing));
    leftOut.stream().filter(key -> !rests.contains(key)).forEach(everybody::add);
    relations.add(
        new Relation.Total(
            all.at("England", "England", Breakdown.NONE), everybody, "main file and rates"));
  }

  /**
   * The share of unknown ethnicity, where it is not that of printed values, is one of exact ones.
   */
  private void unknownEthnicity(List<NamedCsvRecord> rows, String version) {
    for (NamedCsvRecord row : rows) {
      String percent = row.getField("unknown_ethnicity_percent");
      if (!row.getField("group_code").equals(TOTAL) || !percent.matches("[0-9]+")) {
        continue;
      }
      Key england =
          new Key(
              row.getField("REPORTING_PERIOD_END").substring(0, 7),
              row.getField("STATUS") + " " + version,
              row.getField("MEASURE_ID"),
              "England",
              "England",
              Breakdown.NONE);
      List<Key> unknown =
          cells.keySet().stream()
              .filter(
                  key ->
                      key.month().equals(england.month())
                          && key.version().equals(england.version())
                          && key.breakdown().equals(RATES + row.getField("grouping"))
                          && WITHOUT_RATE.contains(key.secondary()))
              .toList();
      boolean areAllPrinted = unknown.stream().noneMatch(this::isHidden) && !isHidden(england);
      if (!areAllPrinted) {
        exactPercentages.add(england.at(RATES + row.getField("grouping"), "England", "percent"));
        relations.add(
            new Relation.Percentage(
                unknown, england, Integer.parseInt(percent), false, "unknown ethnicity"));
      }
    }
  }

  private boolean isHidden(Key key) {
    PublishedCell cell = cells.get(key);
    return cell == null || cell.isHidden();
  }

  private void tell(List<NamedCsvRecord> rows, String version) {
    for (NamedCsvRecord row : rows) {
      String value = row.getField("MEASURE_VALUE");
      if (value.matches("[0-9]+")) {
        truth.put(key(row, version), Long.parseLong(value));
      }
    }
    cells.replaceAll(
        (key, cell) -> {
          Long exact = truth.get(key);
          if (exact == null || cell.isNotReceived()) {
            return cell;
          }
          if (cell.isHidden()) {
            return cell.knowing(exact < 5 ? Told.SMALL : Told.LARGE);
          }
          return cell.knowing(
              exact == cell.number() && canBeExact(key) ? Told.EXACT : Told.ROUNDED);
        });
  }

  /**
   * Whether D6 allows a figure of England to be exact: enough organisations count somebody. How
   * many do so at a level of a characteristic stands in no file; there it is the worst case.
   */
  private boolean canBeExact(Key key) {
    List<Long> organisations =
        truth.entrySet().stream()
            .filter(
                entry ->
                    entry.getKey().measure().equals(key.measure())
                        && entry.getKey().month().equals(key.month())
                        && entry.getKey().version().equals(key.version())
                        && ORGANISATIONS.contains(entry.getKey().breakdown()))
            .map(Map.Entry::getValue)
            .toList();
    return organisations.isEmpty()
        || organisations.stream().filter(figure -> figure > 0).count()
            >= Attack.CONTRIBUTORS_OF_EXACT;
  }

  /** Whether the exact figures, as far as they were told, bear a relation out. */
  private boolean isTrue(Relation relation) {
    if (!relation.keys().stream().allMatch(truth::containsKey)) {
      return true;
    }
    if (relation instanceof Relation.Total total) {
      return exact(total.whole()) == added(total.parts());
    }
    if (relation instanceof Relation.AtMost most) {
      return added(most.parts()) <= exact(most.whole());
    }
    if (relation instanceof Relation.Balance balance) {
      long sum =
          balance.terms().entrySet().stream()
              .mapToLong(term -> term.getValue() * exact(term.getKey()))
              .sum();
      return sum >= balance.least() && sum <= balance.most();
    }
    if (relation instanceof Relation.Contributors contributors) {
      PublishedCell england = cells.get(contributors.england());
      return england == null
          || england.isHidden()
          || england.number() < contributors.least()
          || !england.isExact(Reading.INFORMED)
          || contributors.organisations().stream().filter(key -> exact(key) > 0).count()
              >= contributors.least();
    }
    return true;
  }

  private long exact(Key key) {
    return Objects.requireNonNull(truth.get(key), "a figure nobody told");
  }

  private long added(List<Key> keys) {
    return keys.stream().mapToLong(this::exact).sum();
  }

  /**
   * Takes a month's figure to be one number in all versions of its file, and in the quarters and
   * years of later files, wherever what is printed allows it.
   */
  private void sameInLaterFiles() {
    for (Key key : List.copyOf(cells.keySet())) {
      List<String> versions = versionsByMonth.getOrDefault(key.month(), List.of());
      int at = versions.indexOf(key.version());
      if (at > 0) {
        same(key, key.in(key.month(), versions.get(at - 1)));
      }
    }
    String prefix = "as in ";
    List<Key> seen =
        relations.stream()
            .flatMap(relation -> relation.keys().stream())
            .filter(key -> key.version().startsWith(prefix))
            .distinct()
            .toList();
    for (Key key : seen) {
      List<String> versions = versionsByMonth.getOrDefault(key.month(), List.of());
      if (!versions.isEmpty()) {
        Key published = key.in(key.month(), versions.get(versions.size() - 1));
        if (cells.containsKey(published)) {
          relations.add(new Relation.Total(key, List.of(published), "not revised"));
        }
      }
    }
    // What a month's file says was active a month before is that month's figure (CRS30, MHS151).
    for (Key key : List.copyOf(cells.keySet())) {
      List<String> versions =
          versionsByMonth.getOrDefault(PublicRelations.monthsBefore(key.month(), 1), List.of());
      if (key.measure().equals("CRS30") && !versions.isEmpty()) {
        same(
            key,
            key.of("MHS151")
                .in(
                    PublicRelations.monthsBefore(key.month(), 1),
                    versions.get(versions.size() - 1)));
      }
    }
  }

  private void same(Key key, Key earlier) {
    PublishedCell one = cells.get(key);
    PublishedCell other = cells.get(earlier);
    if (one == null || other == null || one.isNotReceived() != other.isNotReceived()) {
      return;
    }
    PublishedCell.Range now = one.range(Reading.CAUTIOUS, true);
    PublishedCell.Range then = other.range(Reading.CAUTIOUS, true);
    if (now.least() <= then.most() && then.least() <= now.most()) {
      relations.add(new Relation.Total(key, List.of(earlier), "not revised"));
    }
  }

  /** Findings by kind, outcome and breakdown, one line each, with how many. */
  static List<String> summary(Attack.Result result) {
    Map<String, Long> counts =
        result.findings().stream()
            .collect(
                Collectors.groupingBy(
                    f -> f.outcome() + " " + f.kind() + ", " + f.key().breakdown(),
                    TreeMap::new,
                    Collectors.counting()));
    return counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList();
  }
}
