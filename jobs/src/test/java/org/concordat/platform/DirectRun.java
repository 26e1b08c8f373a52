package org.concordat.platform;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.checks.Check;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Deequ's own way over a frame, to compare with ours. */
final class DirectRun {

  private DirectRun() {}

  static VerificationResult of(Dataset<Row> rows, List<Check> checks) {
    return VerificationSuite.apply()
        .run(
            rows,
            DeequChecks.seq(checks),
            DeequChecks.noAnalysis(),
            DeequChecks.none(),
            DeequChecks.none(),
            DeequChecks.none(),
            DeequChecks.none());
  }
}
