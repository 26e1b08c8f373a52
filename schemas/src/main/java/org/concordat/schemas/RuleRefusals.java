package org.concordat.schemas;

import java.util.Collection;
import java.util.Set;
import org.concordat.schemas.TableContract.ForeignKey;

/** What a written rule must not look like. */
final class RuleRefusals {

  private static final Set<String> CATEGORIES =
      Set.of(
          "blank",
          "wrong format",
          "bad value",
          QualityRules.DUPLICATE,
          QualityRules.MISSING_PARENT,
          QualityRules.MISSING_CHILD,
          "inconsistent",
          "volume",
          "file");

  private RuleRefusals() {}

  /**
   * Looks at one rule alone.
   *
   * @throws IllegalArgumentException naming file and rule
   */
  static void check(String file, QualityRule rule, ContractCatalogue contracts) {
    String id = String.valueOf(rule.id());
    refuseUnless(id.matches("[A-Z]{3}-[0-9]{3}"), file, id, "the id is not like MHC-003");
    refuseUnless(rule.version() >= 1, file, id, "the version is below 1");
    refuseUnless(rule.severity() != null, file, id, "the severity is missing");
    refuseUnless(
        rule.category() != null && CATEGORIES.contains(rule.category()),
        file,
        id,
        "the category " + rule.category() + " is unknown");
    refuseBlank(file, id, "condition", rule.condition());
    refuseBlank(file, id, "message", rule.message());
    refuseBlank(file, id, "action", rule.action());
    refuseBlank(file, id, "intent", rule.intent());
    if (rule.table() == null) {
      refuseUnless(rule.expression() == null, file, id, "an expression needs a table");
      return;
    }
    TableContract table = table(file, id, rule.table(), contracts);
    for (String field : rule.fields()) {
      requireField(file, id, table, field);
    }
    rule.clears().forEach(field -> requireField(file, id, table, field));
    rule.items().keySet().forEach(field -> requireField(file, id, table, field));
    refuseUnless(!rule.fields().isEmpty(), file, id, "it names no field");
  }

  /** Looks at all rules beside the contracts: every name a contract gives must be a rule. */
  static void checkTogether(Collection<QualityRule> rules, ContractCatalogue contracts) {
    for (TableContract table : contracts.landing()) {
      for (ForeignKey key : table.foreignKeys()) {
        String named = key.rule();
        if (named != null && rules.stream().noneMatch(r -> r.id().equals(named))) {
          throw new IllegalArgumentException(
              "Table " + table.name() + " names the rule " + named + ", which is not there");
        }
      }
    }
  }

  private static TableContract table(
      String file, String id, String name, ContractCatalogue contracts) {
    return contracts.landing().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> refused(file, id, "there is no table " + name));
  }

  private static void requireField(String file, String id, TableContract table, String field) {
    refuseUnless(
        table.column(field).isPresent(), file, id, table.name() + " has no column " + field);
  }

  private static void refuseBlank(String file, String id, String key, String text) {
    refuseUnless(text != null && !text.isBlank(), file, id, "the " + key + " is missing");
  }

  private static void refuseUnless(boolean good, String file, String id, String reason) {
    if (!good) {
      throw refused(file, id, reason);
    }
  }

  private static IllegalArgumentException refused(String file, String id, String reason) {
    return new IllegalArgumentException(file + ", rule " + id + ": " + reason);
  }
}
