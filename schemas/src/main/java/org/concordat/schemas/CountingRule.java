package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One rule that published figures are counted by, as its source has it.
 *
 * @param id for example CAT-B, which cases cite
 * @param section where it stands in counting-rules.md
 * @param title a few words
 * @param rule the rule as quoted
 * @param source code or document it comes from; CHOICE where sources leave it to us
 */
public record CountingRule(String id, String section, String title, String rule, String source) {

  private static final String FILE = "rules.yaml";

  /**
   * Reads the rules of this module, in order.
   *
   * @throws IllegalArgumentException when one is described twice or says nothing
   */
  public static List<CountingRule> all() {
    String text = ResourceFolder.texts("counting", ".yaml").get(FILE);
    if (text == null) {
      throw new IllegalArgumentException("counting/" + FILE + " is not there");
    }
    List<CountingRule> rules = StrictYaml.read("counting/" + FILE, text, new TypeReference<>() {});
    Set<String> ids = new HashSet<>();
    for (CountingRule rule : rules) {
      if (!rule.id().matches("[A-Z]{3}-[A-Z0-9-]+") || !ids.add(rule.id())) {
        throw new IllegalArgumentException(
            "counting/" + FILE + ": " + rule.id() + " is no id or stands twice");
      }
      if (rule.title().isBlank() || rule.rule().isBlank() || rule.source().isBlank()) {
        throw new IllegalArgumentException(
            "counting/" + FILE + ": " + rule.id() + " has no title, rule or source");
      }
    }
    return rules;
  }
}
