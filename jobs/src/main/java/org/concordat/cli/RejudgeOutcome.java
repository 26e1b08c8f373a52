package org.concordat.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concordat.check.Rejudgement.Change;
import org.concordat.check.Rejudgement.Result;
import org.concordat.platform.Json;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/** The answer of {@code check --rejudge}: every partner and metric whose outcome would change. */
final class RejudgeOutcome {

  private static final List<String> COLUMNS =
      List.of("family", "partner", "metric", "table", "field", "counts", "of", "is", "would be");

  private final ReportingMonth month;
  private final Result result;

  RejudgeOutcome(ReportingMonth month, Result result) {
    this.month = month;
    this.result = result;
  }

  void show(Console console, boolean json) {
    if (json) {
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put("month", month);
      outcome.put("judged", result.judged());
      outcome.put("changes", result.changes());
      console.line(Json.text(outcome).stripTrailing());
      return;
    }
    console.line(
        "%d of %d stored metrics of %s would change (nothing was written)."
            .formatted(result.changes().size(), result.judged(), month));
    if (!result.changes().isEmpty()) {
      console.table(COLUMNS, result.changes().stream().map(RejudgeOutcome::cells).toList());
    }
  }

  private static List<String> cells(Change change) {
    return List.of(
        change.family(),
        change.organisation(),
        change.metric(),
        shown(change.table()),
        shown(change.field()),
        Long.toString(change.numerator()),
        Long.toString(change.denominator()),
        change.was().name(),
        change.wouldBe().name());
  }

  private static String shown(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
