package org.concordat.check;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The words of a finding: {@code outcome - what is wrong. File f, line n, field x, value "v",
 * related. What to do}. What the rule's own message already names is not said twice.
 */
final class FindingText {

  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final int LONGEST_VALUE = 120;

  private final QualityRule rule;
  private final @Nullable String relatedField;
  private final @Nullable String relatedValue;
  private final Map<String, String> words = new HashMap<>();

  FindingText(
      QualityRule rule,
      @Nullable String file,
      @Nullable Long line,
      @Nullable String table,
      @Nullable String field,
      @Nullable String value,
      @Nullable String relatedField,
      @Nullable String relatedValue,
      Map<String, String> given) {
    this.rule = rule;
    this.relatedField = relatedField;
    this.relatedValue = relatedValue;
    words.putAll(given);
    put("file", file);
    put("line", line == null ? null : line.toString());
    put("table", table);
    put("field", field);
    put("value", value);
  }

  private void put(String name, @Nullable String word) {
    if (word != null) {
      words.put(name, word);
    }
  }

  String sentence() {
    String message = message();
    StringBuilder text = new StringBuilder();
    String outcome = rule.severity().outcome();
    if (rule.severity() == Severity.RR && rule.category().equals("missing parent")) {
      outcome += " (parent missing)";
    }
    if (!message.startsWith(rule.severity().outcome())) {
      text.append(outcome).append(" - ");
    }
    text.append(stopped(message));
    String where = where(message);
    if (!where.isEmpty()) {
      text.append(' ').append(where);
    }
    return text.append(' ').append(action()).toString().strip();
  }

  /** The rule's message; a later sentence is left out when one of its words is not known. */
  private String message() {
    String rest = rule.message();
    StringBuilder message = new StringBuilder();
    while (!rest.isEmpty()) {
      int end = sentenceEnd(rest);
      String sentence = rest.substring(0, end);
      rest = rest.substring(Math.min(rest.length(), end + 1));
      String filled = filled(sentence, message.isEmpty());
      if (filled != null) {
        message.append(message.isEmpty() ? "" : " ").append(filled);
      }
    }
    return message.toString();
  }

  /** Where the first sentence of a text ends: at a full stop or question mark before a space. */
  private static int sentenceEnd(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) == ' ' && (text.charAt(i - 1) == '.' || text.charAt(i - 1) == '?')) {
        return i;
      }
    }
    return text.length();
  }

  String action() {
    return stopped(String.valueOf(filled(rule.action(), true)));
  }

  private String where(String message) {
    StringBuilder where = new StringBuilder();
    add(where, message, "file", "file %s");
    add(where, message, "line", isParquet() ? "row %s" : "line %s");
    add(where, message, "field", "field %s");
    add(where, message, "value", "value \"%s\"");
    if (relatedField != null && !rule.message().contains("{other}")) {
      separate(where);
      where.append(relatedField).append(" \"").append(shortened(relatedValue)).append('"');
    }
    if (where.isEmpty()) {
      return "";
    }
    where.setCharAt(0, Character.toUpperCase(where.charAt(0)));
    return where.append('.').toString();
  }

  /** Adds a word unless the message says it already. */
  private void add(StringBuilder where, String message, String name, String form) {
    String word = words.get(name);
    if (word == null || rule.message().contains("{" + name + "}")) {
      return;
    }
    String said = form.replace("%s", shortened(word));
    if (!message.contains(said)) {
      separate(where);
      where.append(said);
    }
  }

  private static void separate(StringBuilder where) {
    if (!where.isEmpty()) {
      where.append(", ");
    }
  }

  private boolean isParquet() {
    return FileFormat.of(words.getOrDefault("file", "")).orElse(FileFormat.CSV)
        == FileFormat.PARQUET;
  }

  /**
   * Puts the words in their places.
   *
   * @param always whether a place without a word is shown as a dash
   * @return null when a word is not known and that is not allowed
   */
  private @Nullable String filled(String template, boolean always) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
      int close = template.indexOf('}', open);
      if (close < 0 || !isName(template, open + 1, close)) {
        continue;
      }
      String word = words.get(template.substring(open + 1, close));
      if (word == null && !always) {
        return null;
      }
      text.append(template, from, open).append(word == null ? "-" : shortened(word));
      from = close + 1;
    }
    return text.append(template, from, template.length()).toString().strip();
  }

  private static boolean isName(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c != '_' && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return to > from;
  }

  private static String shortened(@Nullable String value) {
    String text = value == null ? "" : SPACES.matcher(value).replaceAll(" ");
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }

  private static String stopped(String sentence) {
    return sentence.isEmpty() || sentence.endsWith(".") || sentence.endsWith("?")
        ? sentence
        : sentence + ".";
  }
}
