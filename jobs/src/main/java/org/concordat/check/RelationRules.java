package org.concordat.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.concordat.platform.RowExpressions;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ItemCheck;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.RowRelation;
import org.concordat.schemas.RowRelation.BrokenWhen;
import org.concordat.schemas.Severity;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * The rules that compare rows of one submission with each other: referrals with their contacts,
 * stays with their spells, the rows of one person.
 */
final class RelationRules {

  private final List<RelationRule> rules;
  private final Map<String, RowExpressions> conditions;
  private final Map<String, KeptColumns.Wanted> wanted;

  private RelationRules(List<RelationRule> rules, Map<String, RowExpressions> conditions) {
    this.rules = rules;
    this.conditions = conditions;
    this.wanted = RelationRule.wanted(rules, conditions);
  }

  /** Rules of a family's tables that are in force in a month, in id order. */
  static RelationRules of(
      Family family,
      ReportingMonth month,
      Rulebook rulebook,
      Map<String, RowExpressions> conditions) {
    List<RelationRule> inForce = new ArrayList<>();
    for (RelationRule rule :
        of(rulebook.contracts().landing(family), rulebook.contracts(), rulebook.rules())) {
      if (rule.rule().isInForce(month) && conditions.containsKey(RelationRule.name(rule.rule()))) {
        inForce.add(rule);
      }
    }
    return new RelationRules(inForce, conditions);
  }

  /** Every such rule of some tables. */
  static List<RelationRule> of(
      Iterable<TableContract> tables, ContractCatalogue contracts, QualityRules registry) {
    List<RelationRule> rules = new ArrayList<>();
    for (TableContract table : tables) {
      for (QualityRule rule : registry.relations(table)) {
        rules.add(new RelationRule(rule, contracts));
      }
    }
    return rules;
  }

  /** What must be kept of a table's rows so that the rules can be judged. */
  KeptColumns.Wanted wanted(TableContract table) {
    return wanted.getOrDefault(table.name(), KeptColumns.Wanted.NOTHING);
  }

  /** Judges the rules that reject rows, or those that do not, on rows nobody rejected so far. */
  void judge(
      boolean rejecting,
      SubmissionFiles submission,
      SortedMap<String, TableRows> tables,
      RowIndexes indexes,
      Issues issues) {
    for (RelationRule rule : rules) {
      TableRows rows = tables.get(rule.ours().table().name());
      if (rows != null && (rule.rule().severity() == Severity.RR) == rejecting) {
        RowExpressions sql = Objects.requireNonNull(conditions.get(RelationRule.name(rule.rule())));
        ComparedRows compared = new ComparedRows(rule, sql, submission, tables, indexes);
        judge(rule, rows, tables, indexes, compared, issues);
      }
    }
  }

  private static void judge(
      RelationRule rule,
      TableRows rows,
      Map<String, TableRows> tables,
      RowIndexes indexes,
      ComparedRows compared,
      Issues issues) {
    RowRelation relation = rule.relation();
    TableRows others = tables.get(rule.other().table().name());
    RowsByKey index = others == null ? null : indexes.of(others, relation.otherKey());
    int[] keys = rows.keyIds(relation.ourKey());
    String quoted = rule.rule().fields().get(0);
    int field = rows.table().fieldNumber(quoted) - 1;
    boolean onlyBlank = rule.rule().replaces(quoted, ItemCheck.BLK);
    for (int row = 0; row < rows.size(); row++) {
      if (onlyBlank && rows.kept().text(field, row) != null) {
        continue; // A value that cannot be used has its own message.
      }
      if (!rows.isUsable(row) || keys[row] == TableRows.NO_KEY || !compared.takes(row)) {
        continue;
      }
      int seen = 0;
      boolean holds = false;
      int found = index == null ? -1 : index.first(keys[row]);
      found = relation.isOnlyEarlier() && found >= row ? -1 : found;
      while (others != null && index != null && found >= 0 && seen < RowRelation.MOST_OTHERS) {
        if (others.isUsable(found) && (others != rows || found != row)) {
          seen++;
          holds = compared.holdsWith(found);
        }
        if (holds) {
          break;
        }
        int next = index.next(found);
        found = relation.isOnlyEarlier() && next >= row ? -1 : next;
      }
      if (holds && relation.brokenWhen() == BrokenWhen.SOME) {
        broken(rule, rows, row, others, found, issues);
      } else if (found < 0 && relation.brokenWhen() == BrokenWhen.NONE) {
        broken(rule, rows, row, null, -1, issues);
      }
    }
  }

  private static void broken(
      RelationRule rule,
      TableRows rows,
      int row,
      @Nullable TableRows others,
      int other,
      Issues issues) {
    QualityRule broken = rule.rule();
    int field = rows.table().fieldNumber(broken.fields().get(0)) - 1;
    Issue.Related related = Issue.Related.NOTHING;
    String column = rule.relation().related();
    if (others != null && column != null) {
      int otherField = others.table().fieldNumber(column) - 1;
      related =
          new Issue.Related(
              others.table().fields().get(otherField),
              others.kept().text(otherField, other),
              others,
              other);
    } else if (broken.fields().size() > 1) {
      int second = rows.table().fieldNumber(broken.fields().get(1)) - 1;
      ColumnContract contract = rows.table().fields().get(second);
      related = Issue.Related.inSameRow(contract, rows.kept().text(second, row));
    }
    Issue issue = issues.add(broken, rows, row, field, rows.kept().text(field, row), related, null);
    if (broken.severity() == Severity.RR) {
      rows.reject(row, issue, false);
    } else {
      rows.warn(row);
    }
  }
}
