package org.concordat.check;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.Applicability;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.MetricDefinitions;
import org.concordat.schemas.MetricJudgement;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Stored metrics judged again under other thresholds: possible without any partner's data, since
 * numerators and denominators are stored. Nothing is written; the thresholds in force are those of
 * the project until its own file is changed.
 */
public final class Rejudgement {

  /**
   * A metric whose outcome would be another.
   *
   * @param organisation organisation, or ENGLAND
   * @param table table it is about; null for a submission as a whole
   * @param field field it is about; null for none
   * @param was outcome stored
   * @param wouldBe outcome under the other thresholds
   */
  public record Change(
      String family,
      String organisation,
      String metric,
      @Nullable String table,
      @Nullable String field,
      long numerator,
      long denominator,
      Applicability was,
      Applicability wouldBe) {}

  /**
   * What was found.
   *
   * @param judged metrics looked at
   * @param changes those whose outcome would be another, by family, organisation and metric
   */
  public record Result(long judged, List<Change> changes) {}

  private Rejudgement() {}

  /**
   * Judges the stored metrics of a month for all partners.
   *
   * @param file thresholds, written as the project's own
   * @throws WrongRequestException when the month was not measured or the file cannot be understood
   */
  public static Result of(SparkSession spark, Lake lake, ReportingMonth month, Path file) {
    ContractCatalogue contracts = ContractCatalogue.load();
    MetricJudgement judgement =
        new MetricJudgement(MetricDefinitions.load(contracts), thresholds(file, contracts));
    Path folder =
        lake.tree(Zone.METRICS)
            .month("metrics", month)
            .orElseThrow(
                () ->
                    new WrongRequestException(
                        "Cannot judge " + month + " again: no metrics are stored for it"));
    long judged = 0;
    List<Change> changes = new ArrayList<>();
    for (Row row : spark.read().parquet(folder.toString()).collectAsList()) {
      Change outcome = outcome(row, judgement, month);
      judged++;
      if (outcome.was() != Applicability.ERROR && outcome.was() != outcome.wouldBe()) {
        changes.add(outcome);
      }
    }
    changes.sort(
        Comparator.comparing(Change::family)
            .thenComparing(Change::organisation)
            .thenComparing(Change::metric)
            .thenComparing(change -> change.table() + " " + change.field()));
    return new Result(judged, changes);
  }

  private static Change outcome(Row row, MetricJudgement judgement, ReportingMonth month) {
    String metric = row.getAs("metric_id");
    String table = row.getAs("table");
    String field = row.getAs("field");
    long numerator = row.<Long>getAs("numerator");
    long denominator = row.<Long>getAs("denominator");
    return new Change(
        row.getAs("family"),
        row.getAs("organisation_code"),
        metric,
        table,
        field,
        numerator,
        denominator,
        Applicability.valueOf(row.getAs("applicability")),
        judgement.of(metric, table, field, month, numerator, denominator));
  }

  private static QualityThresholds thresholds(Path file, ContractCatalogue contracts) {
    try {
      return QualityThresholds.read(file.toString(), Files.readString(file), contracts);
    } catch (IllegalArgumentException e) {
      String reason = e.getMessage() == null ? "it is not understood" : e.getMessage();
      throw new WrongRequestException(
          "Cannot use the thresholds: " + reason.lines().findFirst().orElse(reason), e);
    } catch (CharacterCodingException e) {
      throw new WrongRequestException("Cannot use the thresholds: " + file + " is not UTF-8", e);
    } catch (IOException e) {
      throw new WrongRequestException("Cannot read the thresholds " + file, e);
    }
  }
}
