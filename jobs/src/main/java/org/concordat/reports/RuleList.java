package org.concordat.reports;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.FaultJobs;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRule.Stage;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/** The rules that judge a family's submissions of a month, as a file beside its pages. */
final class RuleList {

  private static final List<String> COLUMNS =
      List.of(
          "rule_id",
          "version",
          "severity",
          "table",
          "fields",
          "category",
          "job",
          "condition",
          "action",
          "intent",
          "counterpart",
          "page");

  private final ContractCatalogue contracts;
  private final QualityRules rules;
  private final FaultJobs jobs = FaultJobs.load();

  RuleList(ContractCatalogue contracts) {
    this.contracts = contracts;
    this.rules = QualityRules.load(contracts);
  }

  /** Writes the rules that are in force in a month. */
  void write(Family family, ReportingMonth month, Path file) {
    List<String> tables = contracts.landing(family).stream().map(TableContract::name).toList();
    try (CsvSink sink = new CsvSink(file, COLUMNS)) {
      for (QualityRule rule : rules.all()) {
        String table = rule.table();
        if (rule.isInForce(month)
            && rule.stage() != Stage.ACROSS_PARTNERS
            && (table == null || tables.contains(table))) {
          sink.row(row(rule));
        }
      }
    }
  }

  private List<String> row(QualityRule rule) {
    return List.of(
        rule.id(),
        Integer.toString(rule.version()),
        rule.severity().name(),
        Objects.requireNonNullElse(rule.table(), ""),
        String.join(";", rule.fields()),
        rule.category(),
        jobs.of(rule.id(), rule.category()).map(FaultJobs.Job::words).orElse(""),
        rule.condition(),
        rule.action(),
        rule.intent(),
        Objects.requireNonNullElse(rule.counterpart(), ""),
        "docs/rules/" + rule.id() + ".md");
  }
}
