package org.concordat.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.concordat.schemas.Severity;

/**
 * One cause of trouble in one submission: all messages of one rule and table that have no cause
 * before them. Rows that were lost only because a parent was lost are counted here, under the rule
 * that cost the parent.
 */
final class Cause {

  /** Messages of one cause that a page shows (submission-and-validation.md 2.5). */
  static final int SHOWN = 20;

  /**
   * Worst first: rows that measures miss, then rows lost, severity, number of messages, rule id and
   * table.
   */
  static final Comparator<Cause> WORST_FIRST =
      Comparator.comparing((Cause cause) -> -cause.measureRows)
          .thenComparing(cause -> -cause.rowsLost)
          .thenComparing(Cause::severity)
          .thenComparing(cause -> -cause.messages)
          .thenComparing(Cause::ruleId)
          .thenComparing(Cause::table);

  private static final Pattern PLACE = Pattern.compile("\\. (File|Line|Row|Field|Value) ");

  /**
   * One message as shown.
   *
   * @param file file as sent
   * @param line physical line; empty where the message is about a whole file
   * @param field field at fault; may be empty
   * @param value value as sent or masked; may be empty
   * @param text the whole message
   */
  record Message(String file, String line, String field, String value, String text) {}

  private final String ruleId;
  private final String table;
  private final Severity severity;
  private final String category;
  private final String text;
  private final String action;
  private final List<Message> first = new ArrayList<>();
  private final Set<String> fields = new LinkedHashSet<>();
  private final Set<String> measures = new LinkedHashSet<>();
  private long messages;
  private long rowsLost;
  private long rowsLostThemselves;
  private long measureRows;
  private final SortedMap<String, Long> regained = new TreeMap<>();

  /** Starts a cause with the words of its first message, which is not yet counted. */
  Cause(Row message) {
    this.ruleId = Cells.text(message, "rule_id");
    this.table = Cells.text(message, "table");
    this.severity = Severity.valueOf(Cells.text(message, "severity"));
    this.category = Cells.text(message, "category");
    this.text = Cells.text(message, "text");
    this.action = Cells.text(message, "action");
  }

  /** Counts one more message. */
  void add(Row message) {
    long rows = standsForMore(message) ? Long.parseLong(Cells.text(message, "value")) : 1;
    messages += rows;
    long lost = Cells.number(message, "rows_lost");
    rowsLost += lost;
    rowsLostThemselves += Math.min(lost, rows);
    if (first.size() < SHOWN) {
      first.add(
          new Message(
              Cells.text(message, "file"),
              Cells.text(message, "line"),
              Cells.text(message, "field"),
              Cells.text(message, "value"),
              Cells.text(message, "text")));
    }
    String field = Cells.text(message, "field");
    if (!field.isEmpty()) {
      fields.add(field);
    }
    measureRows += Cells.number(message, "measure_rows");
    for (String part : Cells.text(message, "measures_regained").split(";", -1)) {
      int colon = part.indexOf(':');
      if (colon > 0) {
        regained.merge(
            part.substring(0, colon), Long.valueOf(part.substring(colon + 1)), Long::sum);
      }
    }
    for (String measure : Cells.text(message, "measures_hit").split(";", -1)) {
      if (!measure.isEmpty()) {
        measures.add(measure);
      }
    }
  }

  /**
   * Whether a message stands for all rows beyond the cap: it says a line but no record, and the
   * header is the first line.
   */
  private boolean standsForMore(Row message) {
    String line = Cells.text(message, "line");
    return severity != Severity.RF
        && !table.isEmpty()
        && Cells.text(message, "record").isEmpty()
        && !line.isEmpty()
        && !line.equals("1");
  }

  /** What is wrong, without the outcome before it and the place and the advice after it. */
  String plainWords() {
    return plainWords(ruleId, severity, text, action);
  }

  static String plainWords(String ruleId, Severity severity, String text, String action) {
    String words = text;
    if (words.startsWith(severity.outcome())) {
      words = words.substring(words.indexOf(" - ") < 0 ? 0 : words.indexOf(" - ") + 3);
    }
    if (words.endsWith(action)) {
      words = words.substring(0, words.length() - action.length());
    }
    Matcher place = PLACE.matcher(words);
    words = (place.find() ? words.substring(0, place.start() + 1) : words).strip();
    return words.isEmpty()
        ? ruleId
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  String ruleId() {
    return ruleId;
  }

  String table() {
    return table;
  }

  Severity severity() {
    return severity;
  }

  /** Kind of fault, for example blank or missing parent. */
  String category() {
    return category;
  }

  String action() {
    return action;
  }

  /** Fields named, in the order met. */
  List<String> fields() {
    return List.copyOf(fields);
  }

  /** Measures that would have used the rows, in the order met. */
  List<String> measures() {
    return List.copyOf(measures);
  }

  /** The first messages, in file and line order. */
  List<Message> first() {
    return List.copyOf(first);
  }

  /** How often the rule was broken, also where not every time has a message of its own. */
  long messages() {
    return messages;
  }

  /** Rows lost in all, cascade included. */
  long rowsLost() {
    return rowsLost;
  }

  /** Of these, rows that some measure would have used. */
  long measureRows() {
    return measureRows;
  }

  /** By how much measures that count such rows one by one rise when the cause is put right. */
  SortedMap<String, Long> regained() {
    return new TreeMap<>(regained);
  }

  /**
   * Of the rows lost, those lost only because the row they belong to was; none when a whole file
   * was.
   */
  long cascade() {
    return severity == Severity.RF ? 0 : rowsLost - rowsLostThemselves;
  }
}
