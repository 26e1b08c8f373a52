package org.concordat.returns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.ReferenceTables;
import org.concordat.platform.Zone;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.CountingChoices;
import org.concordat.schemas.Measures;
import org.concordat.schemas.Population;
import org.concordat.schemas.ReportingMonth;

/** Counts the marts of a month: every measure, the rates, and what each counting choice moves. */
final class MonthCounting {

  private final SparkSession spark;
  private final Lake lake;
  private final Progress progress;
  private final ContractCatalogue contracts;
  private final CodeLists codeLists;
  private final Measures byDefault;
  private final CountingChoices choices;

  /**
   * @param byDefault measures by the default options, against which options are weighed
   */
  MonthCounting(
      SparkSession spark,
      Lake lake,
      Progress progress,
      ContractCatalogue contracts,
      CodeLists codeLists,
      Measures byDefault,
      CountingChoices choices) {
    this.spark = spark;
    this.lake = lake;
    this.progress = progress;
    this.contracts = contracts;
    this.codeLists = codeLists;
    this.byDefault = byDefault;
    this.choices = choices;
  }

  /**
   * @param measures as they are counted by the options taken
   * @param marts marts they are counted from
   */
  MonthFigures figures(Measures measures, Set<String> marts, ReportingMonth month) {
    return new MonthFigures(
        counts(measures, marts, month),
        averages(measures, marts, month),
        rates(measures, month),
        effects(marts, month));
  }

  private Map<Cell, CellCount> counts(Measures measures, Set<String> marts, ReportingMonth month) {
    Map<Cell, CellCount> counts = new HashMap<>();
    for (String mart : marts) {
      progress.step(MonthlyReturn.STAGE, "counting " + mart);
      spark.sparkContext().setJobDescription("returns: count " + mart + " " + month);
      MartCounts martCounts = new MartCounts(mart, measures, month);
      martCounts.addTo(
          counts, martCounts.perOrganisation(spark, martRows(mart, month), month).collectAsList());
    }
    spark.sparkContext().setJobDescription(null);
    return counts;
  }

  private Map<Cell, ValueCounts> averages(
      Measures measures, Set<String> marts, ReportingMonth month) {
    Map<Cell, ValueCounts> averages = new HashMap<>();
    for (String mart : marts) {
      MartAverages ofMart = new MartAverages(mart, measures, month);
      if (ofMart.hasAny()) {
        progress.step(MonthlyReturn.STAGE, "averaging " + mart);
        spark.sparkContext().setJobDescription("returns: averages of " + mart + " " + month);
        averages.putAll(
            ofMart.cells(
                ofMart.perOrganisation(spark, martRows(mart, month), month).collectAsList()));
      }
    }
    spark.sparkContext().setJobDescription(null);
    return averages;
  }

  private List<List<String>> effects(Set<String> marts, ReportingMonth month) {
    progress.step(MonthlyReturn.STAGE, "weighing counting choices");
    ChoiceEffects effects = new ChoiceEffects(byDefault, choices, month);
    List<List<String>> lines = new ArrayList<>();
    for (String mart : marts) {
      spark.sparkContext().setJobDescription("returns: choices of " + mart + " " + month);
      lines.addAll(effects.of(spark, mart, martRows(mart, month)));
    }
    spark.sparkContext().setJobDescription(null);
    lines.sort(ChoiceEffects.ORDER);
    return lines;
  }

  private Dataset<Row> martRows(String mart, ReportingMonth month) {
    return spark
        .read()
        .schema(ContractFrames.schema(contracts.table(mart)))
        .parquet(ReturnInputs.folder(lake.tree(Zone.MARTS), mart, month).toString());
  }

  private Rates rates(Measures measures, ReportingMonth month) {
    progress.step(MonthlyReturn.STAGE, "counting detentions for rates");
    spark.sparkContext().setJobDescription("returns: rates " + month);
    Population population = new ReferenceTables(lake.root(Zone.REFERENCE)).population();
    Dataset<Row> detentions = martRows(DetentionCounts.MART, month);
    List<RateRows> rates = new ArrayList<>();
    for (RateMeasure measure : RateMeasure.values()) {
      List<DetentionCount> counts =
          new DetentionCounts(
                  measures, measure.counted(), codeLists.list("age_bands_mha_statistics"))
              .of(spark, detentions, month);
      rates.add(
          new RateRows(
              measure,
              measures.measure(measure.counted()).period().months(),
              codeLists.list("nhs_ethnic_category_2001"),
              population,
              counts));
    }
    spark.sparkContext().setJobDescription(null);
    return new Rates(population, rates);
  }
}
