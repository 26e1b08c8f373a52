package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one table is: a Frictionless Table Schema plus our keys.
 *
 * @param name table name, as in file names and SQL
 * @param title words for a reader
 * @param description what the table holds
 * @param grain {@code one row per …}
 * @param family partner family that sends it; null for linked, mart, return and quality tables
 * @param rulePrefix three letters that start the ids of its rules; null outside landing
 * @param presence whether a submission must hold it: required (a missing or empty table rejects the
 *     submission) or optional
 * @param periodField the column whose date decides the month a row belongs to, where there is one
 *     (FIL-020)
 * @param versionField column whose highest value wins among rows that agree in the rest of the
 *     primary key, where a partner re-sends rows within one file
 * @param primaryKey columns that identify a row within one submission (landing) or one month (other
 *     layers)
 * @param requiredChildren tables that must hold a usable row of the same key, or the row is
 *     rejected
 * @param foreignKeys parents; {@code enforced: false} is counted but rejects nothing
 */
public record TableContract(
    String name,
    String title,
    String description,
    String grain,
    @Nullable Family family,
    @Nullable @JsonProperty("rule_prefix") String rulePrefix,
    @Nullable Presence presence,
    @Nullable @JsonProperty("period_field") String periodField,
    @Nullable @JsonProperty("version_field") String versionField,
    List<ColumnContract> fields,
    List<String> primaryKey,
    @JsonProperty("required_children") List<String> requiredChildren,
    List<ForeignKey> foreignKeys,
    List<String> missingValues) {

  public TableContract {
    primaryKey = primaryKey == null ? List.of() : List.copyOf(primaryKey);
    requiredChildren = requiredChildren == null ? List.of() : List.copyOf(requiredChildren);
    foreignKeys = foreignKeys == null ? List.of() : List.copyOf(foreignKeys);
    missingValues = missingValues == null ? List.of("") : List.copyOf(missingValues);
  }

  /** Whether a submission of the family must hold the table. */
  public enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /**
   * A reference to a parent table of the same submission.
   *
   * @param rule id of the rule that names the break, for example MHR-003; null means the generated
   *     id
   * @param enforced whether a row without its parent is rejected; only enforced keys are shown to
   *     other validators
   */
  public record ForeignKey(
      List<String> fields, Reference reference, @Nullable String rule, boolean enforced) {}

  /** The parent's table and columns. */
  public record Reference(String resource, List<String> fields) {}

  /** The column of that name. */
  public Optional<ColumnContract> column(String columnName) {
    return fields.stream().filter(f -> f.name().equals(columnName)).findFirst();
  }

  /**
   * Position of a column, counted from 1: the middle part of generated rule ids such as MHR-04-COD.
   */
  public int fieldNumber(String columnName) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(columnName)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(name + " has no column " + columnName);
  }

  /** The primary key without the version: what one thing is, however often it was re-sent. */
  public List<String> keyWithoutVersion() {
    return primaryKey.stream().filter(c -> !c.equals(versionField)).toList();
  }

  public boolean isRequiredTable() {
    return presence == Presence.REQUIRED;
  }

  public List<String> columnNames() {
    return fields.stream().map(ColumnContract::name).toList();
  }
}
