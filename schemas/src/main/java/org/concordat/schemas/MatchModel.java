package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;

/**
 * What agreement of identifiers says about two records being of one person (linkage.md,
 * "Probabilistic step"; Fellegi and Sunter, A Theory for Record Linkage, 1969); read from {@code
 * linkage/match-model.yaml}.
 *
 * @param version kept with every link it made
 * @param estimatedOn what the values were estimated on
 * @param fields levels of agreement of each field
 */
public record MatchModel(
    String version,
    @JsonProperty("estimated_on") String estimatedOn,
    Map<String, Map<String, Level>> fields) {

  private static final String FILE = "match-model.yaml";

  /**
   * One level of agreement.
   *
   * @param m share of the pairs of one person's records that show it
   * @param u share of the pairs of different people's records that show it
   */
  public record Level(double m, double u) {

    public Level {
      if (!(m > 0 && m <= 1 && u > 0 && u <= 1)) {
        throw new IllegalArgumentException(FILE + ": m and u must be above 0 and at most 1");
      }
    }

    /** Bits of evidence, log2(m / u); negative where it speaks against a match. */
    public double weight() {
      return Math.log(m / u) / Math.log(2);
    }
  }

  /**
   * Reads the model of this module.
   *
   * @throws IllegalArgumentException when a share is not above 0 and at most 1
   */
  public static MatchModel load() {
    return read(ResourceFolder.texts("linkage", ".yaml").getOrDefault(FILE, ""));
  }

  /** Reads a model from YAML. */
  public static MatchModel read(String text) {
    return StrictYaml.read("linkage/" + FILE, text, new TypeReference<>() {});
  }

  /**
   * @throws IllegalArgumentException when the model has no such level
   */
  public Level level(String field, String level) {
    Map<String, Level> levels = fields.get(field);
    Level found = levels == null ? null : levels.get(level);
    if (found == null) {
      throw new IllegalArgumentException(FILE + ": no level " + level + " of " + field);
    }
    return found;
  }

  /** The model as YAML that {@link #read} reads; shares have six digits. */
  public String yaml() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("version: '").append(version).append("'\n");
    yaml.append("estimated_on: '").append(estimatedOn.replace("'", "''")).append("'\nfields:\n");
    fields.forEach(
        (field, levels) -> {
          yaml.append("  ").append(field).append(":\n");
          levels.forEach(
              (name, level) ->
                  yaml.append(
                      String.format(
                          Locale.ROOT,
                          "    %s: {m: %s, u: %s}\n",
                          name,
                          digits(level.m()),
                          digits(level.u()))));
        });
    return yaml.toString();
  }

  private static String digits(double share) {
    return new BigDecimal(share).round(new MathContext(6)).toString();
  }
}
