package org.concordat.schemas;

import java.util.List;
import org.concordat.schemas.TableContract.ForeignKey;

/** Key and parent rules of contracts that no written rule names. */
final class ParentAndKeyRules {

  private ParentAndKeyRules() {}

  /** All copies of a doubled key are rejected, none is kept (group rules of the standard). */
  static QualityRule key(TableContract table) {
    ColumnContract first = column(table, table.keyWithoutVersion().get(0));
    String key = String.join(", ", table.primaryKey());
    return QualityRule.generated(
        ItemRules.id(table, first, "DUP"),
        table.name(),
        table.primaryKey(),
        Severity.RR,
        QualityRules.DUPLICATE,
        List.of(),
        new QualityRule.Words(
            "more than one row with the same " + key + " (all copies)",
            key + " stands in {table} more than once, so none of its rows is used",
            "Send each row once.",
            "Nobody can tell which copy is right.",
            "group rules"));
  }

  /** A child whose parent was not sent or was itself rejected. */
  static QualityRule parent(TableContract table, ForeignKey key, TableContract parent) {
    ColumnContract first = column(table, key.fields().get(0));
    return QualityRule.generated(
        ItemRules.id(table, first, "PAR"),
        table.name(),
        key.fields(),
        key.enforced() ? Severity.RR : Severity.W1,
        QualityRules.MISSING_PARENT,
        List.of(),
        new QualityRule.Words(
            "no usable row of " + parent.name() + " has this " + String.join(", ", key.fields()),
            "no usable row of " + parent.name() + " (" + parent.title() + ") has this {field}",
            "Send the row of "
                + parent.name()
                + ", or mend the fault that cost it; see the root cause if one is named.",
            key.enforced()
                ? "A row without its parent belongs to nobody."
                : "Counted, not rejected: the national gateway does not enforce it.",
            "group rules"));
  }

  private static ColumnContract column(TableContract table, String name) {
    return table
        .column(name)
        .orElseThrow(() -> new IllegalArgumentException(table.name() + " has no column " + name));
  }
}
