package org.concordat.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.concordat.platform.ContractFrames;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ItemCheck;
import org.concordat.schemas.MeasureRows;
import org.concordat.schemas.MeasureUses;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.RowShare;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Every rule that judges one record of one table: item rules by field and check, conditions under
 * which a field is required, and row rules with the columns they clear.
 *
 * <p>Conditions are SQL over the contract's columns; their parameters {@code :month_start}, {@code
 * :month_end}, {@code :created_at} and {@code :organisation_code} become columns of the row, so
 * that one analysis serves every submission.
 */
final class TableRules {

  /** Parameters of conditions, in the order of the columns they add to the row. */
  static final List<String> PARAMETERS =
      List.of("month_start", "month_end", "created_at", "organisation_code");

  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z_]+)");

  /** A field that is required where a condition of the row holds. */
  record Required(int field, int condition, QualityRule rule) {}

  /** Measures, as bits, that use the row where a condition holds. */
  record Use(int condition, long measures) {}

  /** A row rule with its columns. */
  record RowRule(
      QualityRule rule, int condition, int field, int relatedField, List<Integer> clears) {}

  /** A rule about how many rows are so. */
  record Share(QualityRule rule, int condition) {}

  private final TableContract table;
  private final ItemRules itemRules;
  private final @Nullable QualityRule[][] itemRuleOf;
  private final List<Required> required = new ArrayList<>();
  private final List<RowRule> rowRules = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private final List<Share> shares = new ArrayList<>();

  private TableRules(TableContract table, ItemRules itemRules) {
    this.table = table;
    this.itemRules = itemRules;
    this.itemRuleOf = new QualityRule[table.fields().size()][ItemCheck.values().length];
  }

  /** The rules of a table that are in force in a month. */
  static TableRules of(
      TableContract table, QualityRules registry, CodeLists lists, ReportingMonth month) {
    TableRules rules = new TableRules(table, ItemRules.of(table, lists, month));
    int condition = 0;
    for (int field = 0; field < table.fields().size(); field++) {
      ColumnContract column = table.fields().get(field);
      for (ItemCheck check : ItemCheck.values()) {
        rules.itemRuleOf[field][check.ordinal()] = registry.item(table, column, check).orElse(null);
      }
      if (isConditional(column)) {
        Optional<QualityRule> blank = registry.item(table, column, ItemCheck.BLK);
        rules.itemRuleOf[field][ItemCheck.BLK.ordinal()] = null;
        if (blank.isPresent()) {
          rules.required.add(new Required(field, condition, blank.get()));
        }
        condition++;
      }
    }
    for (QualityRule rule : rowRulesOf(table, registry)) {
      if (rule.isInForce(month)) {
        rules.rowRules.add(rowRule(table, rule, condition));
      }
      condition++;
    }
    for (MeasureRows use : MeasureUses.load().of(table.name())) {
      rules.uses.add(new Use(condition++, MeasureUses.load().bits(use)));
    }
    for (QualityRule rule : registry.shares(table)) {
      if (rule.isInForce(month)) {
        rules.shares.add(new Share(rule, condition));
      }
      condition++;
    }
    return rules;
  }

  private static boolean isConditional(ColumnContract column) {
    return column.requiredWhen() != null && !column.isMandatory();
  }

  private static List<QualityRule> rowRulesOf(TableContract table, QualityRules registry) {
    return registry.ofTable(table).stream().filter(QualityRule::isRowRule).toList();
  }

  private static RowRule rowRule(TableContract table, QualityRule rule, int condition) {
    List<String> columns = table.columnNames();
    return new RowRule(
        rule,
        condition,
        columns.indexOf(rule.fields().get(0)),
        rule.fields().size() > 1 ? columns.indexOf(rule.fields().get(1)) : -1,
        rule.clears().stream().map(columns::indexOf).toList());
  }

  /** All conditions of a table, whatever the month; the numbers in this class point into it. */
  static List<String> conditions(TableContract table, QualityRules registry) {
    List<String> conditions = new ArrayList<>();
    for (ColumnContract column : table.fields()) {
      String requiredWhen = column.requiredWhen();
      if (requiredWhen != null && isConditional(column)) {
        conditions.add(withParameterColumns(requiredWhen));
      }
    }
    for (QualityRule rule : rowRulesOf(table, registry)) {
      String expression = rule.expression();
      if (expression != null) {
        conditions.add(withParameterColumns(expression));
      }
    }
    for (MeasureRows use : MeasureUses.load().of(table.name())) {
      conditions.add(withParameterColumns(use.where()));
    }
    for (QualityRule rule : registry.shares(table)) {
      RowShare share = rule.share();
      if (share != null) {
        conditions.add(withParameterColumns(share.expression()));
      }
    }
    return conditions;
  }

  static String withParameterColumns(String sql) {
    return PARAMETER.matcher(sql).replaceAll("`parameter $1`");
  }

  /** Columns of the row that conditions look at: the contract's, then one per parameter. */
  static StructType conditionSchema(TableContract table) {
    StructType schema = ContractFrames.schema(table);
    for (String parameter : PARAMETERS) {
      schema =
          schema.add(
              "parameter " + parameter,
              switch (parameter) {
                case "created_at" -> DataTypes.TimestampType;
                case "organisation_code" -> DataTypes.StringType;
                default -> DataTypes.DateType;
              });
    }
    return schema;
  }

  TableContract table() {
    return table;
  }

  ItemRules itemRules() {
    return itemRules;
  }

  /** The rule of a check of a field; null where the contract gives the field none. */
  @Nullable QualityRule itemRule(int field, ItemCheck check) {
    return itemRuleOf[field][check.ordinal()];
  }

  List<Required> required() {
    return required;
  }

  List<Use> uses() {
    return uses;
  }

  List<RowRule> rowRules() {
    return rowRules;
  }

  List<Share> shares() {
    return shares;
  }
}
