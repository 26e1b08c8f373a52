package org.concordat.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.RowExpressions;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.RowRelation;
import org.concordat.schemas.RowRelation.Lookup;
import org.concordat.schemas.TableContract;

/**
 * A rule that compares rows, ready to be asked: its tables, and the columns its SQL sees, side by
 * side: those of the row, the parameters, those of the other row, those of each looked-up row.
 */
final class RelationRule {

  /** Number of the SQL that says whether a row is judged at all. */
  static final int APPLIES = 0;

  /** Number of the SQL that both rows satisfy or not. */
  static final int HOLDS = 1;

  private static final String ALWAYS = "true";

  /**
   * The columns of one row among those the SQL sees.
   *
   * @param table whose row it is
   * @param prefix what comes before its columns' names
   * @param offset position of the first one
   */
  record Side(TableContract table, String prefix, int offset) {

    int end() {
      return offset + table.fields().size();
    }
  }

  private final QualityRule rule;
  private final RowRelation relation;
  private final Side ours;
  private final Side other;
  private final List<Side> lookups = new ArrayList<>();

  RelationRule(QualityRule rule, ContractCatalogue contracts) {
    this.rule = rule;
    this.relation = Objects.requireNonNull(rule.relation(), rule.id());
    ours = new Side(contracts.table(Objects.requireNonNull(rule.table())), "", 0);
    int after = ours.end() + TableRules.PARAMETERS.size();
    other = new Side(contracts.table(relation.other()), RowRelation.OTHER, after);
    after = other.end();
    for (Map.Entry<String, Lookup> lookup : relation.lookups().entrySet()) {
      TableContract table = contracts.table(lookup.getValue().table());
      lookups.add(new Side(table, lookup.getKey() + "_", after));
      after += table.fields().size();
    }
  }

  /** The name under which the analysed SQL of a rule is kept. */
  static String name(QualityRule rule) {
    return "relation " + rule.id();
  }

  QualityRule rule() {
    return rule;
  }

  RowRelation relation() {
    return relation;
  }

  Side ours() {
    return ours;
  }

  Side other() {
    return other;
  }

  /** Sides of the looked-up rows, in the order of {@link RowRelation#lookups()}. */
  List<Side> lookups() {
    return lookups;
  }

  boolean appliesAlways() {
    return relation.applies() == null;
  }

  /** The SQL, numbered {@link #APPLIES} and {@link #HOLDS}. */
  List<String> conditions() {
    String applies = relation.applies();
    return List.of(
        TableRules.withParameterColumns(applies == null ? ALWAYS : applies),
        TableRules.withParameterColumns(relation.expression()));
  }

  /** The columns the SQL sees. */
  StructType schema() {
    StructType schema = TableRules.conditionSchema(ours.table());
    List<Side> others = new ArrayList<>(List.of(other));
    others.addAll(lookups);
    for (Side side : others) {
      for (StructField field : ContractFrames.schema(side.table()).fields()) {
        schema = schema.add(side.prefix() + field.name(), field.dataType());
      }
    }
    return schema;
  }

  /** What must be kept of each table for some rules. */
  static Map<String, KeptColumns.Wanted> wanted(
      List<RelationRule> rules, Map<String, RowExpressions> conditions) {
    Map<String, KeptColumns.Wanted> wanted = new HashMap<>();
    for (RelationRule rule : rules) {
      RowExpressions used = Objects.requireNonNull(conditions.get(name(rule.rule)));
      rule.want(rule.ours, used, wanted).quoted().addAll(rule.quotedOfOurs());
      KeptColumns.Wanted other = rule.want(rule.other, used, wanted);
      String related = rule.relation.related();
      if (related != null) {
        other.quoted().add(related);
      }
      keys(wanted, rule.ours).add(rule.relation.ourKey());
      keys(wanted, rule.other).add(rule.relation.otherKey());
      int number = 0;
      for (Lookup lookup : rule.relation.lookups().values()) {
        Side side = rule.lookups.get(number++);
        rule.want(side, used, wanted);
        keys(wanted, side).add(lookup.to());
        keys(wanted, lookup.isOfOther() ? rule.other : rule.ours).add(lookup.from());
      }
    }
    return wanted;
  }

  private List<String> quotedOfOurs() {
    return rule.fields().subList(0, Math.min(2, rule.fields().size()));
  }

  private static List<List<String>> keys(Map<String, KeptColumns.Wanted> wanted, Side side) {
    return Objects.requireNonNull(wanted.get(side.table().name())).keys();
  }

  private KeptColumns.Wanted want(
      Side side, RowExpressions used, Map<String, KeptColumns.Wanted> wanted) {
    KeptColumns.Wanted of =
        wanted.computeIfAbsent(
            side.table().name(),
            table -> new KeptColumns.Wanted(new ArrayList<>(), new TreeSet<>(), new TreeSet<>()));
    of.values().addAll(used(side, used));
    return of;
  }

  /** Names of a side's columns that the SQL looks at. */
  static Set<String> used(Side side, RowExpressions conditions) {
    Set<String> names = new TreeSet<>();
    for (int field = side.offset(); field < side.end(); field++) {
      if (conditions.uses(field)) {
        names.add(side.table().fields().get(field - side.offset()).name());
      }
    }
    return names;
  }
}
