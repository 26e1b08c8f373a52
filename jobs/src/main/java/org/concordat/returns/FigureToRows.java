package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Lake;
import org.concordat.platform.ReferenceTables;
import org.concordat.platform.Zone;
import org.concordat.schemas.Average;
import org.concordat.schemas.Breakdown;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.CountingChoices;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.Population;
import org.jspecify.annotations.Nullable;

/**
 * Takes a cell of a published return apart into the mart rows that were counted, and these into
 * submissions, files and lines. It reads the marts of the version that the return recorded, under
 * the counting options that it recorded, and writes nothing.
 */
public final class FigureToRows {

  /** Asks for the line of every row, each of which must be there. */
  public static final int EVERY_LINE = Integer.MAX_VALUE;

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final RecordPlaces places;
  private final ContractCatalogue contracts = ContractCatalogue.load();
  private final CountingChoices choices = CountingChoices.load();
  private final Measures byDefault = Measures.load(contracts, CodeLists.load());

  /**
   * @param places looks for records in partners' files
   */
  public FigureToRows(SparkSession spark, Lake lake, Settings settings, RecordPlaces places) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.places = places;
  }

  /**
   * @param linesToCheck rows of each count whose line is looked for in its file, or {@link
   *     #EVERY_LINE}
   * @throws WrongRequestException if there is no such return or cell, or if what the return was
   *     made from is no longer here
   */
  public Explanation explanation(CellRequest request, int linesToCheck) {
    ReturnVersion version =
        ReturnVersion.read(
            lake, request.month(), ReturnStatus.of(request.status()), request.version());
    Measures measures = measures(version);
    ReturnVersion.Figure figure = new CellChoice(measures, version).figure(request);
    Measure measure = measures.measure(figure.measure());
    RecordedMarts marts = new RecordedMarts(spark, lake, contracts, version);
    RowSources sources =
        new RowSources(
            new Deliveries(lake.root(Zone.LANDING)), version.manifest().inputs().submissions());
    SmallNumbers smallNumbers = new SmallNumbers(version.manifest().disclosure());
    List<Explanation.Part> parts = new ArrayList<>();
    for (Measure counted : counted(measures, measure)) {
      parts.add(
          part(
              measures,
              counted,
              measure.averaged(),
              version.beside(figure, counted.id()),
              version,
              marts,
              sources,
              linesToCheck));
    }
    List<Explanation.Submission> submissions =
        sources.submissions(parts.stream().flatMap(part -> part.rows().stream()).toList());
    Agreement agreement = new Agreement(figure, exact(version, figure, figure.measure()));
    boolean isFree = breakdown(measures, measure, figure).free();
    for (Explanation.Part part : parts) {
      agreement.require(part, isFree, smallNumbers);
      agreement.requireLines(part, linesToCheck == EVERY_LINE);
    }
    agreement.require(measure, parts);
    if (measure.rate().isPresent()) {
      agreement.requireRate(measure.rate().get(), parts.get(0), residents(version));
    }
    if (measure.averaged().isPresent()) {
      agreement.requireAverage(measure.averaged().get(), parts.get(0), isFree, smallNumbers);
    }
    agreement.requireUnchanged(sources.changed(submissions));
    return new Explanation(
        version.month().toString(),
        version.status().published(),
        version.manifest().version(),
        version.manifest().dataNote(),
        new Explanation.Cell(
            figure.breakdown(),
            figure.primary(),
            figure.primaryWords(),
            figure.secondary(),
            figure.secondaryWords()),
        measure.id(),
        measure.name(),
        measure.definition(),
        figure.value(),
        figure.note(),
        exact(version, figure, figure.measure()),
        countingNote(measures),
        parts,
        submissions,
        agreement.disagreements());
  }

  /** The measures as the return counted them. */
  private Measures measures(ReturnVersion version) {
    String recorded = version.manifest().versions().getOrDefault("measures", "");
    return choices
        .asOf(byDefault, recorded)
        .orElseThrow(
            () ->
                new WrongRequestException(
                    ("Version %d of the return was counted by measures %s; this program has"
                            + " measures %s and would explain another figure. Use the program that"
                            + " made it (code %s)")
                        .formatted(
                            version.manifest().version(),
                            recorded,
                            byDefault.version(),
                            version.manifest().versions().getOrDefault("code", "unknown"))));
  }

  /** Residents that the return's rates were made with. */
  private long residents(ReturnVersion version) {
    Population population = new ReferenceTables(lake.root(Zone.REFERENCE)).population();
    String recorded = version.manifest().versions().getOrDefault("population", "");
    if (!population.version().equals(recorded)) {
      throw new WrongRequestException(
          ("Version %d of the return was made with the population %s; the one in force is %s."
                  + " Load the other one again to explain a rate")
              .formatted(version.manifest().version(), recorded, population.version()));
    }
    return population.england();
  }

  private String countingNote(Measures measures) {
    Measures now = MonthlyReturn.counted(choices, byDefault, settings.counting());
    return now.version().equals(measures.version())
        ? ""
        : "Counted as the return was, under "
            + options(measures)
            + "; the settings of now say "
            + options(now)
            + " and would give another figure";
  }

  private static String options(Measures measures) {
    return measures.options().isEmpty() ? "the default options" : measures.options().toString();
  }

  private static List<Measure> counted(Measures measures, Measure measure) {
    return measure.madeOf().isEmpty()
        ? List.of(measure)
        : measure.madeOf().stream().map(measures::measure).toList();
  }

  private Explanation.Part part(
      Measures measures,
      Measure measure,
      Optional<Average> average,
      ReturnVersion.Figure figure,
      ReturnVersion version,
      RecordedMarts marts,
      RowSources sources,
      int linesToCheck) {
    Measure.Counted how = measure.counted().orElseThrow();
    CellRows cell =
        new CellRows(measures, measure, average, breakdown(measures, measure, figure), figure);
    spark.sparkContext().setJobDescription("explain " + measure.id() + " " + version.month());
    List<Explanation.MartRow> rows =
        cell
            .of(spark, marts.rows(how.mart()), contracts.table(how.mart()), version.month())
            .collectAsList()
            .stream()
            .map(sources::row)
            .toList();
    spark.sparkContext().setJobDescription(null);
    CellCount count = cell.added(rows);
    return new Explanation.Part(
        measure.id(),
        measure.name(),
        how.mart(),
        marts.recorded(how.mart()).version(),
        how.filter(),
        cell.only(),
        average.map(Average::text).orElse(how.count()),
        figure.value(),
        exact(version, figure, measure.id()),
        count.value(),
        average.map(taken -> CellRows.values(rows).exact(taken)).orElse(null),
        count.contributors(),
        rows.size(),
        sources.checked(rows, linesToCheck, places));
  }

  private static Breakdown breakdown(
      Measures measures, Measure measure, ReturnVersion.Figure figure) {
    return measures.breakdowns(measure).stream()
        .filter(breakdown -> breakdown.label().equals(figure.breakdown()))
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable String exact(
      ReturnVersion version, ReturnVersion.Figure figure, String measure) {
    Map<List<String>, String> values = version.exact().orElse(null);
    return values == null ? null : Objects.requireNonNull(values.get(figure.key(measure)));
  }
}
