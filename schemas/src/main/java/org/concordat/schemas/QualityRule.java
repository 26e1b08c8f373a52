package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the registry (submission-and-validation.md part 3).
 *
 * <p>How a rule is applied follows from what it holds: {@code expression} is judged on every typed
 * row; {@code items} gives generated item rules this rule's id; {@code relation} compares a row
 * with other rows of the submission; {@code share} counts rows; a rule of category duplicate is the
 * key rule of its table, of category missing parent the rule of a foreign key, of category missing
 * child the rule of {@link TableContract#requiredChildren}; one without a table judges files,
 * submissions, or partners beside each other, as its stage says.
 *
 * @param id three letters and three digits, for example FIL-007 or MHC-003; never reused
 * @param version rises when the condition changes
 * @param validFrom first reporting month, null for always
 * @param validTo last reporting month, null for open
 * @param table table it judges; null for rules of files and submissions
 * @param fields columns it names; the first one is quoted in messages, the second one as related
 * @param severity what breaking it costs
 * @param category blank, wrong format, bad value, duplicate, missing parent, missing child,
 *     inconsistent, volume, file
 * @param expression Spark SQL over the typed row and the parameters :month_start, :month_end
 *     (DATE), :created_at (TIMESTAMP) and :organisation_code; TRUE or NULL is a good row; null
 *     where Java applies the rule
 * @param clears columns set to null where the rule is broken
 * @param items generated item rules that carry this rule's id: field to check to severity
 * @param replaces generated item rules that this rule makes superfluous, by field
 * @param relation how the row must stand to other rows, null where it stands alone
 * @param share how many rows may be so, null where each row is judged alone
 * @param episodes rows that stay open from month to month, null where the rule is about no such
 * @param limits numbers the rule goes by, by name: the condition says them in words
 * @param stage when it is judged; row where nothing is said
 * @param needs input without which it is not applied, in words; null for none
 * @param rejectFileAbovePercent share of rows above which the whole file is rejected, null for
 *     never
 * @param condition what is wrong, in words
 * @param message what is wrong for the sender; may hold {field}, {value}, {file}, {line}, {period},
 *     {other}, {reason}, {table}, {sender}, {near}, {rule}; {other} is the related value
 * @param action what to do
 * @param intent why the rule exists
 * @param counterpart the national rule it follows, or OUR
 */
public record QualityRule(
    String id,
    int version,
    @Nullable @JsonProperty("valid_from") String validFrom,
    @Nullable @JsonProperty("valid_to") String validTo,
    @Nullable String table,
    List<String> fields,
    Severity severity,
    String category,
    @Nullable String expression,
    List<String> clears,
    Map<String, Map<ItemCheck, Severity>> items,
    Map<String, List<ItemCheck>> replaces,
    @Nullable RowRelation relation,
    @Nullable RowShare share,
    @Nullable Episodes episodes,
    Map<String, Integer> limits,
    Stage stage,
    @Nullable String needs,
    @Nullable @JsonProperty("reject_file_above_percent") Integer rejectFileAbovePercent,
    String condition,
    String message,
    String action,
    String intent,
    @Nullable String counterpart) {

  public QualityRule {
    fields = fields == null ? List.of() : List.copyOf(fields);
    clears = clears == null ? List.of() : List.copyOf(clears);
    items = items == null ? Map.of() : new LinkedHashMap<>(items);
    replaces = replaces == null ? Map.of() : new LinkedHashMap<>(replaces);
    limits = limits == null ? Map.of() : new LinkedHashMap<>(limits);
    stage = stage != null ? stage : table == null ? Stage.FILE : Stage.ROW;
  }

  /** When a rule is judged (submission-and-validation 2.4). */
  public enum Stage {
    /** Manifest, names, bytes and headers. */
    @JsonProperty("file")
    FILE,
    /** Items, rows, keys, parents and what the rows of one submission do to each other. */
    @JsonProperty("row")
    ROW,
    /** The submission as a whole, beside the months before it where the rule says so. */
    @JsonProperty("submission")
    SUBMISSION,
    /** Partners beside each other, after the cut. */
    @JsonProperty("across_partners")
    ACROSS_PARTNERS
  }

  /** A rule that follows from a contract, in force always. */
  static QualityRule generated(
      String id,
      String table,
      List<String> fields,
      Severity severity,
      String category,
      List<String> clears,
      Words words) {
    return new QualityRule(
        id,
        1,
        null,
        null,
        table,
        fields,
        severity,
        category,
        null,
        clears,
        Map.of(),
        Map.of(),
        null,
        null,
        null,
        Map.of(),
        Stage.ROW,
        null,
        null,
        words.condition(),
        words.message(),
        words.action(),
        words.intent(),
        words.counterpart());
  }

  /** What a rule says. */
  record Words(
      String condition, String message, String action, String intent, String counterpart) {}

  /** Whether the rule is in force for a month. */
  public boolean isInForce(ReportingMonth month) {
    String text = month.toString();
    return (validFrom == null || validFrom.compareTo(text) <= 0)
        && (validTo == null || validTo.compareTo(text) >= 0);
  }

  /** The same rule where breaking it costs something else. */
  public QualityRule withSeverity(Severity other) {
    return reworded(other, message);
  }

  /** The same rule with another severity and message. */
  public QualityRule reworded(Severity otherSeverity, String otherMessage) {
    return new QualityRule(
        id,
        version,
        validFrom,
        validTo,
        table,
        fields,
        otherSeverity,
        category,
        expression,
        clears,
        items,
        replaces,
        relation,
        share,
        episodes,
        limits,
        stage,
        needs,
        rejectFileAbovePercent,
        condition,
        otherMessage,
        action,
        intent,
        counterpart);
  }

  /** A generated item rule under the id, version and words of this one. */
  QualityRule asItem(QualityRule item) {
    return new QualityRule(
        id,
        version,
        validFrom,
        validTo,
        item.table(),
        item.fields(),
        item.severity(),
        item.category(),
        null,
        item.clears(),
        Map.of(),
        Map.of(),
        null,
        null,
        null,
        Map.of(),
        Stage.ROW,
        null,
        rejectFileAbovePercent,
        item.condition(),
        item.message(),
        action,
        intent,
        counterpart);
  }

  /**
   * A number the rule goes by.
   *
   * @throws IllegalArgumentException when the rule has no such limit
   */
  public int limit(String name) {
    Integer limit = limits.get(name);
    if (limit == null) {
      throw new IllegalArgumentException("Rule " + id + " has no limit " + name);
    }
    return limit;
  }

  /** Whether an expression judges every row. */
  public boolean isRowRule() {
    return expression != null;
  }

  /** Severity this rule gives to a generated item rule; empty when it does not name it. */
  public Optional<Severity> itemSeverity(String field, ItemCheck check) {
    return Optional.ofNullable(items).map(i -> i.get(field)).map(checks -> checks.get(check));
  }

  /** Whether this rule makes a generated item rule superfluous. */
  public boolean replaces(String field, ItemCheck check) {
    return replaces.getOrDefault(field, List.of()).contains(check);
  }
}
