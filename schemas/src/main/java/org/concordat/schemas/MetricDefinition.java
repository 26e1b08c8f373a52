package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one metric of the quality of the data is.
 *
 * @param id dimension.measure.category, in lower case
 * @param version rises when the definition changes
 * @param dimension dimension of quality (data-quality.md 1)
 * @param name words for a heading
 * @param definition numerator / denominator in words
 * @param source where the definition comes from
 * @param unit what numerator and denominator count
 * @param wanted which direction is better
 * @param table landing table it is about; null where it holds for many
 * @param among SQL condition of the rows looked at, over one row; null where check counts in code
 * @param counts SQL condition of those of them that are counted; null where check counts in code
 * @param form how several rows are counted together; null where each is counted alone
 */
public record MetricDefinition(
    String id,
    int version,
    Dimension dimension,
    String name,
    String definition,
    String source,
    String unit,
    Wanted wanted,
    @Nullable String table,
    @Nullable String among,
    @Nullable String counts,
    @Nullable MetricForm form) {

  /** Dimensions of quality, as the NHS names them. */
  public enum Dimension {
    @JsonProperty("coverage")
    COVERAGE,
    @JsonProperty("completeness")
    COMPLETENESS,
    @JsonProperty("validity")
    VALIDITY,
    @JsonProperty("integrity")
    INTEGRITY,
    @JsonProperty("uniqueness")
    UNIQUENESS,
    @JsonProperty("consistency")
    CONSISTENCY,
    @JsonProperty("punctuality")
    PUNCTUALITY
  }

  /** Which direction of a share is better. */
  public enum Wanted {
    @JsonProperty("higher")
    HIGHER,
    @JsonProperty("lower")
    LOWER,
    /** Neither: the metric is shown and compared, never judged. */
    @JsonProperty("none")
    NONE
  }

  /** Two conditions over one row. */
  public record RowConditions(String table, String among, String counts) {}

  /** The conditions of a metric that is counted by them. */
  public Optional<RowConditions> rowConditions() {
    return table == null || among == null || counts == null
        ? Optional.empty()
        : Optional.of(new RowConditions(table, among, counts));
  }

  /** Whether each row that satisfies its conditions counts as one. */
  public boolean isCountedRowByRow() {
    return rowConditions().isPresent() && form == null;
  }

  /** Dimension as it is stored, in lower case. */
  public String dimensionText() {
    return dimension.name().toLowerCase(Locale.ROOT);
  }
}
