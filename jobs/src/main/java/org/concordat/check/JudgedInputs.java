package org.concordat.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;

/**
 * What a published month was made from, kept beside its findings: a month whose inputs are the same
 * is not judged again.
 *
 * @param fingerprint {@link MonthInputs#fingerprint()}
 * @param own {@link MonthInputs#own()}
 * @param numbers what check found then
 */
record JudgedInputs(
    @JsonProperty("fingerprint") String fingerprint,
    @JsonProperty("own") String own,
    @JsonProperty("numbers") CheckResult numbers) {

  private static final String FILE = "inputs.json";

  /** What the live findings of a month were made from. */
  static Optional<JudgedInputs> live(VersionedTree findings, ReportingMonth month) {
    return MonthFile.live(findings, month, FILE, JudgedInputs.class);
  }

  void write(VersionedTree.Draft findings, ReportingMonth month) {
    MonthFile.write(findings, month, FILE, this);
  }
}
