package org.concordat.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.TableContract;

/**
 * How often each code was sent in the coded fields of one table, and how often scored fields were
 * filled in. What no list knows is counted together, so no text of a partner is kept.
 */
final class CodeCounts {

  static final String INVALID = "(invalid)";
  static final String BLANK = "(blank)";
  static final String FILLED = "(filled)";

  /** One field that is counted. */
  private record Counted(
      String name,
      int field,
      boolean isCoded,
      boolean isScored,
      boolean isConditional,
      boolean byFirstCharacter) {}

  private static final char IS_INVALID = 'I';
  private static final char IS_BLANK = 'M';
  private static final char IS_DEFAULT = 'D';

  private final TableContract table;
  private final List<Counted> fields = new ArrayList<>();
  private final List<Map<String, long[]>> counts = new ArrayList<>();

  CodeCounts(TableContract table) {
    this.table = table;
    for (int i = 0; i < table.fields().size(); i++) {
      ColumnContract column = table.fields().get(i);
      if (column.codelist() != null || column.isScored()) {
        fields.add(
            new Counted(
                column.name(),
                i,
                column.codelist() != null,
                column.isScored(),
                column.requiredWhen() != null,
                "first_character".equals(column.codeMatch())));
        counts.add(new HashMap<>());
      }
    }
  }

  /**
   * Counts a row.
   *
   * @param faults what is wrong with it: a field that is needed only in some rows is blank only
   *     where it is missed
   */
  void add(JudgedItems items, List<RowJudge.Fault> faults) {
    for (int i = 0; i < fields.size(); i++) {
      Counted counted = fields.get(i);
      char state = items.state(counted.field());
      if (state != IS_BLANK || isMissed(counted, faults)) {
        counts.get(i).computeIfAbsent(code(counted, state, items), code -> new long[1])[0]++;
      }
    }
  }

  private static boolean isMissed(Counted counted, List<RowJudge.Fault> faults) {
    if (!counted.isScored() || !counted.isConditional()) {
      return counted.isScored();
    }
    for (RowJudge.Fault fault : faults) {
      if (fault.field() == counted.field()) {
        return true;
      }
    }
    return false;
  }

  private static String code(Counted counted, char state, JudgedItems items) {
    if (state == IS_BLANK) {
      return BLANK;
    }
    if (!counted.isCoded()) {
      return FILLED;
    }
    String text = items.text(counted.field());
    if (state == IS_INVALID || text == null) {
      return INVALID;
    }
    return counted.byFirstCharacter() && state != IS_DEFAULT ? text.substring(0, 1) : text;
  }

  /** Leaves the counts behind for the month after. */
  void addTo(MonthFacts facts) {
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i).name();
      counts.get(i).forEach((code, rows) -> facts.count(table.name(), field, code, rows[0]));
    }
  }
}
