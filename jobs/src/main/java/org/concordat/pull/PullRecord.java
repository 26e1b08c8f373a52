package org.concordat.pull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.RunRecord;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;

/** The run record of a pull, whichever way submissions came. */
final class PullRecord {

  private PullRecord() {}

  /**
   * @param inputs content digests of the deliveries, by name
   * @param counts what was taken and what not
   * @param notes what somebody should look at
   */
  static void write(
      Lake lake,
      String runId,
      ReportingMonth month,
      Instant startedAt,
      Instant endedAt,
      SortedMap<String, String> inputs,
      Map<String, Long> counts,
      List<String> notes) {
    new RunRecord(
            runId,
            "pull",
            month,
            startedAt,
            endedAt,
            Map.of("code", CodeVersion.text()),
            inputs,
            Map.of("landing", Digest.id(inputs.toString())),
            counts,
            notes)
        .write(lake.root(Zone.RUNS));
  }
}
