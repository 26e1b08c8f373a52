package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.schemas.AreaKind;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage on a lake that holds the given rows of every case. */
class MartsTest {

  private static final ReportingMonth MONTH = ReportingMonth.of(CaseTables.MONTH);

  private final SparkSession spark = SharedSpark.session();
  private final ContractCatalogue contracts = ContractCatalogue.load();

  @TempDir Path folder;

  @AfterEach
  void clean() {
    SharedSpark.clean();
  }

  @Test
  void publishes_the_marts_together_with_the_same_bytes_each_time() throws IOException {
    Lake lake = lakeOf(SqlCase.all());

    MartsResult first = marts(lake).run(MONTH);
    Map<String, String> bytes = digests(lake.tree(Zone.MARTS).live());
    MartsResult second = marts(lake).run(MONTH);

    assertThat(second).isEqualTo(first);
    assertThat(digests(lake.tree(Zone.MARTS).live())).isEqualTo(bytes);
    assertThat(bytes.keySet())
        .containsExactly(
            file("crisis_presentations", first),
            file("detention_movements", first),
            file("ethnicity_agreement", first),
            file("inpatient_spells", first),
            file("linkage_quality", first),
            file("mha_detentions", first),
            file("out_of_area_placements", first),
            file("section_136_records", first),
            file("secure_placements", first));
    assertThat(first.rows().values()).allMatch(rows -> rows > 0);
    assertThat(spark.sql("show views").count()).as("views left behind").isZero();
    assertThat(lake.root(Zone.RUNS).resolve("marts-" + first.versionId() + ".json")).exists();
    theMartsOfTheStageAreThoseOfTheCases(lake);
  }

  @Test
  void names_the_command_to_run_when_the_month_was_not_checked() {
    Lake lake = Lake.at(folder, Settings.defaults());

    assertThatThrownBy(() -> marts(lake).run(MONTH))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("run concordat check --month 2026-10 first");
  }

  /**
   * But those of cases with areas or earlier marts of their own: the stage has the areas of the
   * project, and no earlier month.
   */
  private void theMartsOfTheStageAreThoseOfTheCases(Lake lake) {
    CaseRun cases = new CaseRun();
    for (SqlCase one : cases.cases()) {
      if (Stream.concat(
              AreaKind.all().map(AreaKind::id),
              MartCatalogue.EARLIER.stream().map(MartCatalogue.Earlier::view))
          .anyMatch(one.given()::containsKey)) {
        continue;
      }
      lake.tree(Zone.MARTS)
          .table(one.target())
          .ifPresent(
              table ->
                  assertThat(
                          CaseRun.lines(
                              one, spark.read().parquet(table.toString()).collectAsList()))
                      .as(one.name())
                      .isEqualTo(cases.expected(one)));
    }
  }

  private Marts marts(Lake lake) {
    return new Marts(spark, lake, Settings.defaults(), Progress.silent());
  }

  private static String file(String mart, MartsResult result) {
    return mart
        + "/reporting_month="
        + MONTH
        + "/"
        + mart
        + "-"
        + result.versionId()
        + "-00000.parquet";
  }

  private Lake lakeOf(List<SqlCase> cases) throws IOException {
    Lake lake = Lake.at(folder, Settings.defaults());
    GivenTables given = new CaseTables(cases).tables();
    for (String table : MartCatalogue.TRUST_TABLES) {
      write(lake, Zone.CHECKED, table, given, MartInputs.checkedSchema(contracts, table));
    }
    for (String table : MartCatalogue.PARTNER_TABLES) {
      write(lake, Zone.CHECKED, table, given, MartInputs.checkedSchema(contracts, table));
    }
    for (String table : MartCatalogue.LINKED_TABLES) {
      write(lake, Zone.LINKED, table, given, MartInputs.linkedSchema(contracts, table));
    }
    for (Zone zone : List.of(Zone.CHECKED, Zone.LINKED)) {
      Files.createSymbolicLink(lake.root(zone).resolve("live"), Path.of("versions", "v1"));
    }
    return lake;
  }

  private void write(Lake lake, Zone zone, String table, GivenTables given, StructType schema) {
    List<Row> rows = given.rows(table, schema);
    if (!rows.isEmpty()) {
      spark
          .createDataFrame(rows, schema)
          .repartition(1)
          .write()
          .partitionBy("reporting_month")
          .parquet(lake.root(zone).resolve("versions/v1").resolve(table).toString());
    }
  }

  private static Map<String, String> digests(Path live) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    Path version = live.toRealPath();
    for (Path file : Folders.filesBelow(version)) {
      digests.put(file.toString(), Digest.ofFile(version.resolve(file)));
    }
    return digests;
  }
}
