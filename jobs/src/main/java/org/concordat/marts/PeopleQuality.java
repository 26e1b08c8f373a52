package org.concordat.marts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.Progress;
import org.concordat.platform.TwoAtATime;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/**
 * Writes beside the marts how far their people can be trusted: {@code linkage_quality}, how records
 * were recognised, and {@code ethnicity_agreement}, how far sources agree about linked people.
 */
final class PeopleQuality {

  static final String AGREEMENT = "ethnicity_agreement";
  static final String PAIRS = "ethnicity_pairs";

  private final SparkSession spark;
  private final ContractCatalogue contracts;
  private final VersionedTree.Draft draft;
  private final ReportingMonth month;
  private final Map<String, Object> parameters;
  private final Progress progress;

  PeopleQuality(
      SparkSession spark,
      ContractCatalogue contracts,
      VersionedTree.Draft draft,
      ReportingMonth month,
      Map<String, Object> parameters,
      Progress progress) {
    this.spark = spark;
    this.contracts = contracts;
    this.draft = draft;
    this.month = month;
    this.parameters = parameters;
    this.progress = progress;
  }

  /** One step a table, after the shared steps it reads. */
  List<TwoAtATime.Step> steps() {
    return List.of(
        new TwoAtATime.Step(
            MartCatalogue.LINKAGE_QUALITY.name(),
            MartCatalogue.reads(MartCatalogue.LINKAGE_QUALITY),
            () ->
                write(
                    MartCatalogue.LINKAGE_QUALITY.name(),
                    MartCatalogue.LINKAGE_QUALITY.table(spark, parameters))),
        new TwoAtATime.Step(AGREEMENT, Set.of(PAIRS), () -> write(AGREEMENT, agreement())));
  }

  private Dataset<Row> agreement() {
    EthnicityAgreement agreement = new EthnicityAgreement();
    String[] rest = {"second_source", "first_group5", "second_group5"};
    // Pairs of sources x pairs of groups: 525 rows at most.
    spark.table(PAIRS).groupBy("first_source", rest).count().collectAsList().stream()
        .forEach(
            row ->
                agreement.add(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4)));
    return spark.createDataFrame(
        agreement.rows(), ContractFrames.schema(contracts.table(AGREEMENT)));
  }

  private void write(String name, Dataset<Row> rows) {
    progress.step("marts", name);
    spark.sparkContext().setJobDescription("marts " + name + " " + month);
    TableContract contract = contracts.table(name);
    ParquetTables.write(
        rows, draft.folder(name, month), name, draft.versionId(), 1, contract.primaryKey());
  }
}
