package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedMap;
import org.concordat.config.Settings;
import org.concordat.returns.coverage.Coverage;
import org.jspecify.annotations.Nullable;

/**
 * What a version was made from, by what, and what it holds: enough to make it again and to see that
 * it is whole. Holds no clock time and no digest of the raw twin, from which figures could be
 * guessed.
 *
 * @param product crisis_return
 * @param month reporting month
 * @param status Performance or Final
 * @param version number of the version
 * @param dataNote Invented data, where any submission is invented
 * @param versions code, measures
 * @param disclosure settings of disclosure control
 * @param coverage the decision on it, by who is missing; null in versions made before there was one
 * @param inputs what it was made from
 * @param optOuts records removed because their people opted out; null in versions made before it
 *     was told
 * @param outputs its other files
 */
record ReturnManifest(
    String product,
    String month,
    String status,
    int version,
    @Nullable @JsonProperty("data_note") String dataNote,
    SortedMap<String, String> versions,
    Settings.Disclosure disclosure,
    @Nullable Coverage coverage,
    ReturnInputs inputs,
    @JsonProperty("opt_outs") OptOuts.@Nullable Published optOuts,
    List<Output> outputs) {

  /**
   * @param rows data rows of a CSV file
   */
  record Output(String file, String sha256, long bytes, @Nullable Long rows) {}
}
