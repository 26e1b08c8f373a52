package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.TableContract.ForeignKey;

/**
 * The rule registry: the rules written in {@code rules/} and those that follow from the contracts
 * (item, key and parent rules).
 */
public final class QualityRules {

  /** Name of the limit that says how many months before a rule looks at. */
  public static final String MONTHS = "months";

  static final String DUPLICATE = "duplicate";
  static final String MISSING_PARENT = "missing parent";
  static final String MISSING_CHILD = "missing child";

  private final ContractCatalogue contracts;
  private final SortedMap<String, QualityRule> rules;

  private QualityRules(ContractCatalogue contracts, SortedMap<String, QualityRule> rules) {
    this.contracts = contracts;
    this.rules = rules;
  }

  /** Reads the contracts and rules of this module. */
  public static QualityRules load() {
    return load(ContractCatalogue.load());
  }

  /**
   * Reads the rules of this module.
   *
   * @throws IllegalArgumentException naming the file and rule, when a rule is not well-formed
   */
  public static QualityRules load(ContractCatalogue contracts) {
    return read(contracts, ResourceFolder.texts("rules", ".yaml"));
  }

  /** Reads rules from texts by file name. */
  static QualityRules read(ContractCatalogue contracts, Map<String, String> files) {
    SortedMap<String, QualityRule> rules = new TreeMap<>();
    files.forEach(
        (file, text) -> {
          String name = "rules/" + file;
          for (QualityRule rule :
              StrictYaml.read(name, text, new TypeReference<List<QualityRule>>() {})) {
            RuleRefusals.check(name, rule, contracts);
            if (rules.put(rule.id(), rule) != null) {
              throw new IllegalArgumentException(
                  name + ": rule " + rule.id() + " stands there twice");
            }
          }
        });
    RuleRefusals.checkTogether(rules.values(), contracts);
    return new QualityRules(contracts, rules);
  }

  /** All written rules, in id order. */
  public List<QualityRule> all() {
    return new ArrayList<>(rules.values());
  }

  /**
   * A written rule.
   *
   * @throws IllegalArgumentException if there is no rule of that id
   */
  public QualityRule rule(String id) {
    QualityRule rule = rules.get(id);
    if (rule == null) {
      throw new IllegalArgumentException("There is no rule " + id);
    }
    return rule;
  }

  /** Written rules of a table whose expression judges every row, in force in a month. */
  public List<QualityRule> rowRules(TableContract table, ReportingMonth month) {
    return ofTable(table).stream()
        .filter(QualityRule::isRowRule)
        .filter(r -> r.isInForce(month))
        .toList();
  }

  /** All written rules of a table, in id order. */
  public List<QualityRule> ofTable(TableContract table) {
    return rules.values().stream().filter(r -> table.name().equals(r.table())).toList();
  }

  /** Written rules of files: FIL. */
  public List<QualityRule> ofFiles() {
    return ofStage(QualityRule.Stage.FILE);
  }

  /** Written rules that are judged at one stage, in id order. */
  public List<QualityRule> ofStage(QualityRule.Stage stage) {
    return rules.values().stream().filter(r -> r.stage() == stage).toList();
  }

  /** Written rules of a table that compare its rows with other rows, in id order. */
  public List<QualityRule> relations(TableContract table) {
    return ofTable(table).stream().filter(r -> r.relation() != null).toList();
  }

  /** Written rules of a table that count its rows, in id order. */
  public List<QualityRule> shares(TableContract table) {
    return ofTable(table).stream().filter(r -> r.share() != null).toList();
  }

  /** Written rules of a table about rows that stay open from month to month, in id order. */
  public List<QualityRule> episodes(TableContract table) {
    return ofTable(table).stream().filter(r -> r.episodes() != null).toList();
  }

  /** How many months back the rules look at most. */
  public int monthsLookedBack() {
    return rules.values().stream()
        .mapToInt(rule -> rule.limits().getOrDefault(MONTHS, 1))
        .max()
        .orElse(1);
  }

  /**
   * The rule of one check of one field: its id is that of a written rule where one names it, else
   * the generated one. The severity RR rejects the row, whatever the check; {@code clears} says
   * which columns become null.
   *
   * @return empty where the contract gives the field no such rule, or no value can break it: a text
   *     of any form has no wrong format, a list of which no code was ever closed no closed code
   */
  public Optional<QualityRule> item(TableContract table, ColumnContract field, ItemCheck check) {
    for (QualityRule written : ofTable(table)) {
      Optional<Severity> severity = written.itemSeverity(field.name(), check);
      if (severity.isPresent()) {
        return Optional.of(written.asItem(ItemRules.rule(table, field, check, severity.get())));
      }
    }
    return ofTable(table).stream().anyMatch(written -> written.replaces(field.name(), check))
        ? Optional.empty()
        : ItemRules.generated(table, field, check, contracts.codeLists());
  }

  /** All item rules of a table, by field and check. */
  public List<QualityRule> items(TableContract table) {
    List<QualityRule> items = new ArrayList<>();
    for (ColumnContract field : table.fields()) {
      for (ItemCheck check : ItemCheck.values()) {
        item(table, field, check).ifPresent(items::add);
      }
    }
    return items;
  }

  /** The rule a row breaks whose primary key stands in the file more than once (all copies). */
  public Optional<QualityRule> key(TableContract table) {
    if (table.primaryKey().isEmpty() || table.rulePrefix() == null) {
      return Optional.empty();
    }
    return ofTable(table).stream()
        .filter(r -> r.category().equals(DUPLICATE) && r.relation() == null)
        .findFirst()
        .or(() -> Optional.of(ParentAndKeyRules.key(table)));
  }

  /** The rule a row breaks that has no usable parent. */
  public QualityRule parent(TableContract table, ForeignKey key) {
    String named = key.rule();
    return named == null
        ? ParentAndKeyRules.parent(table, key, contracts.table(key.reference().resource()))
        : rule(named);
  }

  /** The rule a row breaks that has no usable row in a table of its required children. */
  public Optional<QualityRule> missingChild(TableContract table) {
    return ofTable(table).stream()
        .filter(r -> r.category().equals(MISSING_CHILD) && r.relation() == null)
        .findFirst();
  }
}
