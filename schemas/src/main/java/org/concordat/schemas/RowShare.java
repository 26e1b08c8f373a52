package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many rows of a table may be so: a value that is plausible in one row points to a fault of the
 * system when too many rows have it. Broken at most once in a submission.
 *
 * @param expression SQL over the typed row: true for a row that counts, false for one that does
 *     not, null for one that is left out of the share
 * @param abovePercent share above which the rule is broken
 * @param atLeast rows below which the share says nothing
 * @param severity what breaking it costs
 * @param message what is wrong; may hold {value} rows of {other} and {field}
 */
public record RowShare(
    String expression,
    @JsonProperty("above_percent") int abovePercent,
    @JsonProperty("at_least") int atLeast,
    Severity severity,
    String message) {}
