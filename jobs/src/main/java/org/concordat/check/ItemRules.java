package org.concordat.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.concordat.schemas.CodeList;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ColumnContract.Constraints;
import org.concordat.schemas.ItemCheck;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * The generic item rules of one table, compiled from its contract for one month
 * (submission-and-validation 4.2): blank, format, code list, retired code, default code.
 *
 * <p>A text is trimmed first, and empty then means missing. A field falls in exactly one of the
 * five states, tried in this order: missing, default, other, valid, invalid (data-quality 3.1). A
 * value of the wrong format is not kept; a code that is not in its list is kept as sent.
 *
 * <p>Every missing value is marked blank; whether that breaks a rule says {@link TableRules}, since
 * some fields are required only under a condition over the typed row.
 */
final class ItemRules {

  private final Item[] items;
  private final Set<String> missing;

  private ItemRules(Item[] items, Set<String> missing) {
    this.items = items;
    this.missing = missing;
  }

  static ItemRules of(TableContract table, CodeLists lists, ReportingMonth month) {
    List<Item> items = new ArrayList<>();
    for (ColumnContract column : table.fields()) {
      CodeList list = column.codelist() == null ? null : lists.list(column.codelist());
      items.add(Item.of(column, list, month));
    }
    return new ItemRules(items.toArray(Item[]::new), Set.copyOf(table.missingValues()));
  }

  /**
   * Judges one record.
   *
   * @param texts one text per field of the contract, null where the file has no such column
   * @param into takes values, states and faults
   */
  void judge(@Nullable String[] texts, JudgedItems into) {
    for (int field = 0; field < items.length; field++) {
      String sent = texts[field];
      String text = sent == null ? "" : sent.strip();
      if (text.isEmpty() || missing.contains(text)) {
        into.set(field, null, null, 'M', ItemCheck.BLK);
      } else {
        items[field].judge(field, text, into);
      }
    }
  }

  /** The rules of one field. */
  private static final class Item {
    private final ItemFormat format;
    private final boolean byFirstCharacter;
    private final Set<String> defaults;
    private final Set<String> others;
    private final @Nullable Pattern defaultPattern;
    private final @Nullable Set<String> valid;
    private final Set<String> retired;
    private final @Nullable Set<String> listed;
    private final @Nullable Pattern pattern;
    private final int minLength;
    private final int maxLength;
    private final @Nullable BigDecimal minimum;
    private final @Nullable BigDecimal maximum;

    private Item(ColumnContract column, @Nullable CodeList list, ReportingMonth month) {
      Constraints limits = column.constraints();
      format = ItemFormat.of(column);
      byFirstCharacter = "first_character".equals(column.codeMatch());
      defaults = column.defaultCodes() == null ? Set.of() : Set.copyOf(column.defaultCodes());
      others = column.otherCodes() == null ? Set.of() : Set.copyOf(column.otherCodes());
      defaultPattern = compiled(column.defaultPattern());
      retired = retiredCodes(list, month);
      valid = list == null ? null : validCodes(list, month);
      listed =
          limits == null || limits.enumeration() == null ? null : Set.copyOf(limits.enumeration());
      pattern = compiled(limits == null ? null : limits.pattern());
      minLength = limits == null || limits.minLength() == null ? 0 : limits.minLength();
      maxLength =
          limits == null || limits.maxLength() == null ? Integer.MAX_VALUE : limits.maxLength();
      minimum = limits == null ? null : decimal(limits.minimum());
      maximum = limits == null ? null : decimal(limits.maximum());
    }

    static Item of(ColumnContract column, @Nullable CodeList list, ReportingMonth month) {
      return new Item(column, list, month);
    }

    private static @Nullable Pattern compiled(@Nullable String pattern) {
      return pattern == null ? null : Pattern.compile(pattern);
    }

    private static @Nullable BigDecimal decimal(@Nullable Object limit) {
      return limit instanceof Number ? new BigDecimal(limit.toString()) : null;
    }

    private static Set<String> retiredCodes(@Nullable CodeList list, ReportingMonth month) {
      Set<String> codes = new HashSet<>();
      if (list != null) {
        list.codes().stream().filter(code -> list.isRetired(code, month)).forEach(codes::add);
      }
      return codes;
    }

    private static Set<String> validCodes(CodeList list, ReportingMonth month) {
      Set<String> codes = new HashSet<>();
      list.codes().stream().filter(code -> list.isValid(code, month)).forEach(codes::add);
      return codes;
    }

    private void judge(int field, String text, JudgedItems into) {
      String code = byFirstCharacter ? text.substring(0, 1) : text;
      if (defaults.contains(text) || isDefaultPattern(text)) {
        into.set(field, text, format.read(text), 'D', null);
      } else if (others.contains(text) || others.contains(code)) {
        into.set(field, text, format.read(text), 'O', null);
      } else {
        Object value = hasShape(text) ? format.read(text) : null;
        if (value == null || !isInRange(value)) {
          into.set(field, text, null, 'I', ItemCheck.FMT);
        } else if (valid == null || valid.contains(code)) {
          into.set(field, text, value, 'V', null);
        } else {
          ItemCheck fault = retired.contains(code) ? ItemCheck.RET : ItemCheck.COD;
          into.set(field, text, value, 'I', fault);
        }
      }
    }

    private boolean isDefaultPattern(String text) {
      return defaultPattern != null && defaultPattern.matcher(text).matches();
    }

    private boolean hasShape(String text) {
      return text.length() >= minLength
          && text.length() <= maxLength
          && (listed == null || listed.contains(text))
          && (pattern == null || pattern.matcher(text).matches());
    }

    private boolean isInRange(Object value) {
      if (minimum == null && maximum == null) {
        return true;
      }
      if (!(value instanceof Number)) {
        return true;
      }
      BigDecimal number = new BigDecimal(value.toString());
      return (minimum == null || number.compareTo(minimum) >= 0)
          && (maximum == null || number.compareTo(maximum) <= 0);
    }
  }
}
