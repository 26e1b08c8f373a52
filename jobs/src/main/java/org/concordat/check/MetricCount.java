package org.concordat.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One metric as counted, not yet judged.
 *
 * @param metric its id
 * @param table table it is about; null for a submission as a whole
 * @param field field it is about; null where it is about no single one
 * @param numerator what counts
 * @param denominator what was looked at; 0 where there was nothing to look at
 */
record MetricCount(
    @JsonProperty("metric") String metric,
    @JsonProperty("table") @Nullable String table,
    @JsonProperty("field") @Nullable String field,
    @JsonProperty("numerator") long numerator,
    @JsonProperty("denominator") long denominator)
    implements Serializable {}
