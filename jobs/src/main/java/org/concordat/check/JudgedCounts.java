package org.concordat.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * What the metrics of a month are made from and no table holds, kept beside its findings: who sent
 * when, and what the judge counted in the rows of the submissions in force. Counts only.
 *
 * @param status performance or final: which cut decided what is in force
 * @param submissions one per delivery, in order of family, organisation and sequence
 */
record JudgedCounts(
    @JsonProperty("status") String status, @JsonProperty("submissions") List<Sent> submissions) {

  private static final String FILE = "counts.json";

  /**
   * One submission.
   *
   * @param receivedAt when it arrived, ISO text in UTC
   * @param accepted rows accepted in all
   * @param tables tables with accepted rows, of a submission in force
   * @param counts metrics of its rows; empty unless it is in force
   */
  record Sent(
      @JsonProperty("submission_id") String submissionId,
      @JsonProperty("family") String family,
      @JsonProperty("organisation_code") String organisationCode,
      @JsonProperty("received_at") String receivedAt,
      @JsonProperty("is_accepted") boolean isAccepted,
      @JsonProperty("is_in_force") boolean isInForce,
      @JsonProperty("accepted") long accepted,
      @JsonProperty("tables") List<String> tables,
      @JsonProperty("counts") List<MetricCount> counts) {

    Sent {
      tables = tables == null ? List.of() : tables;
    }

    Sender sender() {
      return new Sender(Family.valueOf(family), organisationCode);
    }

    Instant received() {
      return Instant.parse(receivedAt);
    }
  }

  /** An organisation as a partner of one family. */
  record Sender(Family family, String organisationCode) implements Comparable<Sender> {
    @Override
    public int compareTo(Sender other) {
      int families = family.compareTo(other.family);
      return families == 0 ? organisationCode.compareTo(other.organisationCode) : families;
    }
  }

  /** The live counts of a month; without submissions where there are none. */
  static JudgedCounts live(VersionedTree findings, ReportingMonth month) {
    return MonthFile.live(findings, month, FILE, JudgedCounts.class)
        .orElseGet(() -> new JudgedCounts("performance", List.of()));
  }

  void write(VersionedTree.Draft findings, ReportingMonth month) {
    MonthFile.write(findings, month, FILE, this);
  }
}
