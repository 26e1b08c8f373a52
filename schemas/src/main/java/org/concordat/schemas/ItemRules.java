package org.concordat.schemas;

import java.util.List;
import java.util.Optional;

/**
 * The rules every field gets from its contract (submission-and-validation 4.2), without those a
 * named rule takes over; callers ask {@link QualityRules#item}, which puts both together.
 */
final class ItemRules {

  private ItemRules() {}

  /** The generated rule of a check; empty where no value of the field can break it. */
  static Optional<QualityRule> generated(
      TableContract table, ColumnContract field, ItemCheck check, CodeLists lists) {
    return canBreak(field, check, lists)
        ? severity(table, field, check).map(severity -> rule(table, field, check, severity))
        : Optional.empty();
  }

  private static boolean canBreak(ColumnContract field, ItemCheck check, CodeLists lists) {
    String list = field.codelist();
    return switch (check) {
      case BLK -> true;
      case FMT -> !FieldFormat.takesAnyText(field);
      case COD -> list != null;
      case RET -> list != null && lists.list(list).hasClosedCodes();
      case DEF -> false;
    };
  }

  static QualityRule rule(
      TableContract table, ColumnContract field, ItemCheck check, Severity severity) {
    boolean clears = check == ItemCheck.FMT && severity != Severity.RR;
    return QualityRule.generated(
        id(table, field, check.name()),
        table.name(),
        List.of(field.name()),
        severity,
        check.category(),
        clears ? List.of(field.name()) : List.of(),
        new QualityRule.Words(
            condition(field, check),
            message(field, check),
            action(field, check, severity),
            intent(check),
            counterpart(check)));
  }

  static String id(TableContract table, ColumnContract field, String suffix) {
    return "%s-%02d-%s".formatted(table.rulePrefix(), table.fieldNumber(field.name()), suffix);
  }

  private static Optional<Severity> severity(
      TableContract table, ColumnContract field, ItemCheck check) {
    return switch (check) {
      case BLK ->
          switch (field.requirementOrOptional()) {
            case M -> Optional.of(Severity.RR);
            case R -> Optional.of(Severity.W1);
            case O -> Optional.empty();
          };
      case FMT ->
          Optional.of(
              field.isMandatory() || isKey(table, field.name()) ? Severity.RR : Severity.W1);
      case COD, RET -> Optional.of(Severity.W);
      case DEF -> Optional.empty();
    };
  }

  private static boolean isKey(TableContract table, String field) {
    return table.primaryKey().contains(field)
        || table.foreignKeys().stream().anyMatch(k -> k.enforced() && k.fields().contains(field));
  }

  private static String condition(ColumnContract field, ItemCheck check) {
    return switch (check) {
      case BLK -> field.requiredWhen() == null ? "blank" : "blank although " + field.requiredWhen();
      case FMT -> "not " + FieldFormat.words(field);
      case COD -> "not in the code list " + field.codelist();
      case RET -> "in the code list " + field.codelist() + ", but closed before the month";
      case DEF -> "a code that stands for not known";
    };
  }

  private static String message(ColumnContract field, ItemCheck check) {
    return switch (check) {
      case BLK -> "{field} is blank";
      case FMT -> "{field} is not " + FieldFormat.words(field);
      case COD -> "{field} is not in the code list " + field.codelist();
      case RET -> "{field} holds a code that was closed before {period}";
      case DEF -> "{field} says that the value is not known";
    };
  }

  private static String action(ColumnContract field, ItemCheck check, Severity severity) {
    return switch (check) {
      case BLK -> "Fill in " + field.name() + " and send the file again.";
      case FMT ->
          "Send "
              + field.name()
              + " as "
              + FieldFormat.words(field)
              + "."
              + (severity == Severity.RR ? "" : " Until then it counts as not sent.");
      case COD -> "Use a code of the list; until then the row counts as invalid for this field.";
      case RET -> "Use the code that took its place.";
      case DEF -> "Ask for the value when the person is next seen.";
    };
  }

  private static String intent(ItemCheck check) {
    return switch (check) {
      case BLK -> "The figures need the field.";
      case FMT -> "A value that cannot be read cannot be counted.";
      case COD -> "A code outside the national list cannot be grouped.";
      case RET -> "A closed code hides what the current list tells apart.";
      case DEF -> "Default codes are counted for the quality score.";
    };
  }

  private static String counterpart(ItemCheck check) {
    return switch (check) {
      case BLK -> "Blank rules";
      case FMT -> "Format rules; optional items are softened on purpose";
      case COD -> "National Code rules";
      case RET -> "OUR";
      case DEF -> "VODIM Default";
    };
  }
}
