package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the registry (submission-and-validation.md part 3).
 *
 * @param id three letters and three digits, for example FIL-007 or MHC-003; never reused
 * @param version rises when the condition changes
 * @param validFrom first reporting month, null for always
 * @param validTo last reporting month, null for open
 * @param table table it judges; null for rules of files and submissions
 * @param fields columns it names; the first one is quoted in messages
 * @param severity what breaking it costs
 * @param category blank, wrong format, bad value, duplicate, missing parent, inconsistent, volume,
 *     file
 * @param expression Spark SQL over the typed row and the parameters :month_start, :month_end,
 *     :created_at; TRUE or NULL is a good row; null where Java applies the rule (FIL, keys,
 *     parents)
 * @param clears columns set to null where the rule is broken
 * @param condition what is wrong, in words
 * @param message what is wrong for the sender; may hold {field}, {value}, {file}, {line}, {period},
 *     {other}, {reason}, {table}
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
    @Nullable List<String> clears,
    String condition,
    String message,
    String action,
    String intent,
    @Nullable String counterpart) {

  public QualityRule {
    fields = fields == null ? List.of() : List.copyOf(fields);
    clears = clears == null ? List.of() : List.copyOf(clears);
  }

  /** Whether the rule is in force for a month. */
  public boolean isInForce(ReportingMonth month) {
    String text = month.toString();
    return (validFrom == null || validFrom.compareTo(text) <= 0)
        && (validTo == null || validTo.compareTo(text) >= 0);
  }
}
