package org.concordat.schemas;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.concordat.schemas.ColumnContract.Constraints;
import org.jspecify.annotations.Nullable;

/**
 * Values that pass and values that fail the item rules of a field in September 2026, made from its
 * contract: they are judged in the tests by the code that judges partners, and shown on the page of
 * the table.
 */
public final class ItemExamples {

  /** The month in which the examples pass and fail. */
  public static final ReportingMonth MONTH = ReportingMonth.of("2026-09");

  private static final List<String> SHAPES =
      List.of("2026-09", "9434765919", "ZE1 1AA", "E01000001", "248062006", "6.0");
  private static final List<String> UNKNOWN =
      List.of("~", "Q", "QQ", "77", "QQQ", "QQQQQ", "000", "0", "0000");

  private final CodeLists lists;

  public ItemExamples(CodeLists lists) {
    this.lists = lists;
  }

  /** A value that breaks no item rule of the field. */
  public String passes(ColumnContract field) {
    return switch (field.type()) {
      case "date" -> "2026-09-05";
      case "time" -> "10:15:30";
      case "datetime" -> "2026-09-05T10:15:30+01:00";
      case "integer", "number" -> "1";
      case "boolean" -> "true";
      default -> text(field);
    };
  }

  private String text(ColumnContract field) {
    Constraints limits = field.constraints();
    if (field.codelist() != null) {
      CodeList list = lists.list(field.codelist());
      for (String code : list.codes()) {
        if (fits(limits, code) && !isSpecial(field, code) && list.isValid(code, MONTH)) {
          return code;
        }
      }
    }
    String start = field.name().substring(0, 2) + "1";
    if (limits == null) {
      return start;
    }
    if (limits.enumeration() != null) {
      return limits.enumeration().get(0);
    }
    String pattern = limits.pattern();
    if (pattern != null && !pattern.endsWith("]*")) {
      for (String shape : SHAPES) {
        if (fits(limits, shape)) {
          return shape;
        }
      }
    }
    int least = limits.minLength() == null ? 1 : limits.minLength();
    return fits(limits, start) ? start : "A1B2C3D4E5".substring(0, least);
  }

  /** A value that breaks one item rule of the field; empty where no value can. */
  public Optional<String> fails(ColumnContract field, ItemCheck check) {
    return switch (check) {
      case BLK -> Optional.of("");
      case FMT -> Optional.ofNullable(wrongFormat(field));
      case COD -> Optional.ofNullable(unknownCode(field));
      case RET -> Optional.ofNullable(closedCode(field));
      case DEF -> Optional.empty();
    };
  }

  private static @Nullable String wrongFormat(ColumnContract field) {
    Constraints limits = field.constraints();
    return switch (field.type()) {
      case "array" -> null;
      case "date" -> "2026-09-31";
      case "time" -> "24:00:00";
      case "datetime" ->
          field.requiresOffset() ? "2026-09-05T10:15:30" : "2026-09-31T10:15:30+01:00";
      case "integer", "number" ->
          limits == null || limits.maximum() == null
              ? "1,5"
              : new BigDecimal(limits.maximum().toString()).add(BigDecimal.ONE).toPlainString();
      case "boolean" -> "yes";
      default -> wrongText(limits);
    };
  }

  private static @Nullable String wrongText(@Nullable Constraints limits) {
    if (limits == null) {
      return null;
    }
    if (limits.enumeration() != null
        || (limits.pattern() != null && !"?".matches(limits.pattern()))) {
      return "?";
    }
    return limits.maxLength() == null ? null : "A".repeat(limits.maxLength() + 1);
  }

  /** A code that has the field's shape and stands in no list. */
  private @Nullable String unknownCode(ColumnContract field) {
    CodeList list = lists.list(String.valueOf(field.codelist()));
    for (String code : UNKNOWN) {
      if (fits(field.constraints(), code) && !list.codes().contains(judged(field, code))) {
        return code;
      }
    }
    return null;
  }

  private @Nullable String closedCode(ColumnContract field) {
    CodeList list = lists.list(String.valueOf(field.codelist()));
    for (String code : list.codes()) {
      if (fits(field.constraints(), code)
          && !isSpecial(field, code)
          && list.isRetired(code, MONTH)) {
        return code;
      }
    }
    return null;
  }

  private static String judged(ColumnContract field, String code) {
    return "first_character".equals(field.codeMatch()) ? code.substring(0, 1) : code;
  }

  private static boolean isSpecial(ColumnContract field, String code) {
    return field.defaultCodes() != null && field.defaultCodes().contains(code)
        || field.otherCodes() != null && field.otherCodes().contains(code);
  }

  private static boolean fits(@Nullable Constraints limits, String text) {
    return limits == null
        || ((limits.minLength() == null || text.length() >= limits.minLength())
            && (limits.maxLength() == null || text.length() <= limits.maxLength())
            && (limits.pattern() == null || text.matches(limits.pattern())));
  }
}
