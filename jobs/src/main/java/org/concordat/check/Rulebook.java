package org.concordat.check;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.concordat.platform.Digest;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.MeasureUses;
import org.concordat.schemas.MetricDefinitions;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.QualityThresholds;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/**
 * Contracts, code lists and rules, read once per process: tasks take them from here instead of
 * receiving them.
 */
final class Rulebook {

  private static final class Holder {
    static final Rulebook LOADED = new Rulebook();
  }

  private final ContractCatalogue contracts = ContractCatalogue.load();
  private final CodeLists lists = CodeLists.load();
  private final QualityRules rules = QualityRules.load(contracts);
  private final MetricDefinitions metrics = MetricDefinitions.load(contracts);
  private final QualityThresholds thresholds = QualityThresholds.load(contracts);
  private final ExpectationRegister expectations = ExpectationRegister.load();
  private final Map<String, TableRules> ofTables = new ConcurrentHashMap<>();

  private Rulebook() {}

  static Rulebook load() {
    return Holder.LOADED;
  }

  ContractCatalogue contracts() {
    return contracts;
  }

  QualityRules rules() {
    return rules;
  }

  MetricDefinitions metrics() {
    return metrics;
  }

  QualityThresholds thresholds() {
    return thresholds;
  }

  ExpectationRegister expectations() {
    return expectations;
  }

  CodeLists lists() {
    return lists;
  }

  /** The same whenever contracts, code lists, rules, metrics, limits and expectations are. */
  String fingerprint() {
    StringBuilder text = new StringBuilder();
    contracts.landing().forEach(table -> text.append(table).append('\n'));
    rules.all().forEach(rule -> text.append(rule).append('\n'));
    metrics.all().forEach(metric -> text.append(metric).append('\n'));
    thresholds.metrics().forEach(limit -> text.append(limit).append('\n'));
    expectations.all().forEach(each -> text.append(each).append('\n'));
    lists.all().forEach(list -> text.append(list).append('\n'));
    text.append(MeasureUses.load());
    return Digest.id(text.toString());
  }

  /** The rules of one table in one month. */
  TableRules of(TableContract table, ReportingMonth month) {
    return ofTables.computeIfAbsent(
        table.name() + " " + month, key -> TableRules.of(table, rules, lists, month));
  }
}
