package org.concordat.check;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What check did, in numbers of the month asked for.
 *
 * @param versionId version of the checked, findings and metrics trees
 * @param monthsJudged months that were judged now; the others had not changed
 * @param submissions submissions of the month
 * @param inForce those that count
 * @param sent rows sent
 * @param accepted rows accepted
 * @param rejected rows rejected
 * @param warned accepted rows with a warning
 * @param messages findings
 */
public record CheckResult(
    @JsonProperty("version_id") String versionId,
    @JsonProperty("months_judged") int monthsJudged,
    long submissions,
    @JsonProperty("in_force") long inForce,
    long sent,
    long accepted,
    long rejected,
    long warned,
    long messages) {

  /** The same numbers under another version, with the months judged in this run. */
  CheckResult numbers(String version, int judged) {
    return new CheckResult(
        version, judged, submissions, inForce, sent, accepted, rejected, warned, messages);
  }
}
