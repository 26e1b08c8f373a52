package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How check counts a metric over several rows of one submission; one of the four is given.
 *
 * @param sum keys of rows that must be found in another table (data-quality.md 3.6)
 * @param ratio accepted rows of the first table over those of the second (data-quality.md 3.6)
 * @param limit results near the limit of a measure (data-quality.md 3.4)
 * @param lag rows by how many months after their event they arrived (data-quality.md 3.5)
 */
public record MetricForm(
    @Nullable Sum sum, @Nullable List<String> ratio, @Nullable Limit limit, @Nullable Lag lag) {

  /**
   * Distinct keys of the rows of the metric's table that satisfy its condition; those are counted
   * that an accepted row of another table has.
   *
   * @param key columns of the metric's table; a row in which one is blank is not looked at
   * @param in the other table
   * @param as its columns
   */
  public record Sum(List<String> key, String in, List<String> as) {}

  /**
   * Referrals by the time to their first contact (counting-rules.md 2.2).
   *
   * @param referrals measure whose referrals are looked at
   * @param contacts measure whose contacts stop the clock
   * @param minutes the limit
   * @param within how far from it a result may lie to be counted, in minutes
   */
  public record Limit(String referrals, String contacts, int minutes, int within) {}

  /**
   * Months from the event of a row to its receipt.
   *
   * @param months how many are counted
   * @param orMore whether more are counted too
   * @param events date of the event by table
   */
  public record Lag(
      int months, @JsonProperty("or_more") boolean orMore, Map<String, String> events) {

    public Lag {
      events = new LinkedHashMap<>(events);
    }
  }
}
