package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows that just pass and rows that just fail the written rules, from {@code rule-examples/}: they
 * are judged in the tests by the code that judges partners, and shown on the rule's page.
 */
public final class RuleExamples {

  private final SortedMap<String, OfRule> examples;

  private RuleExamples(SortedMap<String, OfRule> examples) {
    this.examples = examples;
  }

  /**
   * The examples of one rule.
   *
   * @param passes what just passes
   * @param fails what just fails
   */
  public record OfRule(List<Example> passes, List<Example> fails) {

    static final OfRule NONE = new OfRule(List.of(), List.of());

    public OfRule {
      passes = passes == null ? List.of() : List.copyOf(passes);
      fails = fails == null ? List.of() : List.copyOf(fails);
    }
  }

  /**
   * One row, with the rows it is judged beside. Keys, mandatory columns and parents that are left
   * out are plain ones.
   *
   * @param row column to value as sent
   * @param table where the row stands, when the rule names no table
   * @param others rows of other tables, or further rows of the same one, by table
   * @param without tables that stay empty although the row needs them
   * @param times how often the row is sent, each time under another key; once where nothing is said
   * @param says a part of the message, when the row fails
   * @param before what was accepted in the months before, the oldest first; the last one ends in
   *     the month before
   * @param replaces what was accepted for the same month before; null where nothing was
   * @param nilReturn whether the submission holds no table at all and says so
   * @param fewerRows whether its manifest says that it replaces more rows
   */
  public record Example(
      Map<String, String> row,
      @Nullable String table,
      Map<String, List<Map<String, String>>> others,
      List<String> without,
      @Nullable Integer times,
      @Nullable String says,
      List<Accepted> before,
      @Nullable Accepted replaces,
      @Nullable @JsonProperty("nil_return") Boolean nilReturn,
      @Nullable @JsonProperty("fewer_rows") Boolean fewerRows) {

    public Example {
      before = before == null ? List.of() : List.copyOf(before);
      row = row == null ? Map.of() : new LinkedHashMap<>(row);
      others = others == null ? Map.of() : new LinkedHashMap<>(others);
      without = without == null ? List.of() : List.copyOf(without);
    }

    /** How often the row is sent. */
    public int timesOrOnce() {
      return times == null ? 1 : times;
    }
  }

  /**
   * What was accepted earlier, told as the example itself.
   *
   * @param months for how many months the same was accepted; one where nothing is said
   * @param row column to value as sent
   * @param others rows of other tables, or further rows of the same one, by table
   * @param times how often the row was sent; once where nothing is said
   */
  public record Accepted(
      @Nullable Integer months,
      Map<String, String> row,
      Map<String, List<Map<String, String>>> others,
      @Nullable Integer times) {

    public Accepted {
      row = row == null ? Map.of() : new LinkedHashMap<>(row);
      others = others == null ? Map.of() : new LinkedHashMap<>(others);
    }

    /** For how many months the same was accepted. */
    public int monthsOrOne() {
      return months == null ? 1 : months;
    }

    /** How often the row was sent. */
    public int timesOrOnce() {
      return times == null ? 1 : times;
    }
  }

  /**
   * Reads the examples of this module.
   *
   * @throws IllegalArgumentException when a rule that does not exist has examples
   */
  public static RuleExamples load(QualityRules rules) {
    SortedMap<String, OfRule> examples = new TreeMap<>();
    ResourceFolder.texts("rule-examples", ".yaml")
        .forEach(
            (file, text) ->
                StrictYaml.read(
                        "rule-examples/" + file, text, new TypeReference<Map<String, OfRule>>() {})
                    .forEach((id, of) -> examples.put(rules.rule(id).id(), of)));
    return new RuleExamples(examples);
  }

  /** The examples of a rule; none where it has none. */
  public OfRule of(String ruleId) {
    return examples.getOrDefault(ruleId, OfRule.NONE);
  }
}
