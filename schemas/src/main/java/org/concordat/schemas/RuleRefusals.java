package org.concordat.schemas;

import java.util.Collection;
import java.util.Set;
import org.concordat.schemas.Episodes.Activity;
import org.concordat.schemas.QualityRule.Stage;
import org.concordat.schemas.RowRelation.Lookup;
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
    rule.limits()
        .forEach((name, limit) -> refuseUnless(limit > 0, file, id, name + " is no limit"));
    if (rule.table() == null) {
      boolean isOfRows =
          rule.expression() != null
              || rule.relation() != null
              || rule.share() != null
              || rule.episodes() != null;
      refuseUnless(!isOfRows, file, id, "an expression needs a table");
      refuseUnless(rule.stage() != Stage.ROW, file, id, "a rule of rows needs a table");
      return;
    }
    TableContract table = table(file, id, rule.table(), contracts);
    for (String field : rule.fields()) {
      requireField(file, id, table, field);
    }
    rule.clears().forEach(field -> requireField(file, id, table, field));
    rule.items().keySet().forEach(field -> requireField(file, id, table, field));
    rule.replaces().keySet().forEach(field -> requireField(file, id, table, field));
    refuseUnless(!rule.fields().isEmpty(), file, id, "it names no field");
    RowRelation relation = rule.relation();
    if (relation != null) {
      check(file, id, relation, table, contracts);
    }
    Episodes episodes = rule.episodes();
    if (episodes != null) {
      check(file, id, episodes, table, contracts);
    }
    RowShare share = rule.share();
    if (share != null) {
      refuseBlank(file, id, "expression of the share", share.expression());
      refuseBlank(file, id, "message of the share", share.message());
      refuseUnless(share.severity() != null, file, id, "the severity of the share is missing");
      refuseUnless(
          share.abovePercent() > 0 && share.abovePercent() < 100,
          file,
          id,
          "the share is not between 1 and 99 percent");
    }
  }

  private static void check(
      String file, String id, Episodes episodes, TableContract table, ContractCatalogue all) {
    refuseUnless(table.primaryKey().size() == 1, file, id, "episodes need a key of one column");
    requireField(file, id, table, String.valueOf(episodes.start()));
    requireField(file, id, table, String.valueOf(episodes.end()));
    Activity activity = episodes.activity();
    if (activity != null) {
      TableContract other = table(file, id, String.valueOf(activity.table()), all);
      requireField(file, id, other, String.valueOf(activity.key()));
      requireField(file, id, other, String.valueOf(activity.date()));
    }
  }

  private static void check(
      String file, String id, RowRelation relation, TableContract table, ContractCatalogue all) {
    TableContract other = table(file, id, String.valueOf(relation.other()), all);
    refuseBlank(file, id, "expression of the relation", relation.expression());
    refuseUnless(relation.brokenWhen() != null, file, id, "broken_when is missing");
    refuseUnless(!relation.on().isEmpty(), file, id, "the relation has no key");
    refuseUnless(
        !relation.isOnlyEarlier() || other == table,
        file,
        id,
        "only rows of one table stand before each other");
    relation.ourKey().forEach(field -> requireField(file, id, table, field));
    relation.otherKey().forEach(field -> requireField(file, id, other, field));
    String related = relation.related();
    if (related != null) {
      requireField(file, id, other, related);
    }
    for (Lookup lookup : relation.lookups().values()) {
      TableContract found = table(file, id, String.valueOf(lookup.table()), all);
      refuseUnless(!lookup.on().isEmpty(), file, id, "a lookup has no key");
      TableContract from = lookup.isOfOther() ? other : table;
      lookup.from().forEach(field -> requireField(file, id, from, field));
      lookup.to().forEach(field -> requireField(file, id, found, field));
    }
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
