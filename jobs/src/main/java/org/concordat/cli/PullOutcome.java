package org.concordat.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concordat.pull.ChannelsResult;

/** The last words of a pull from channels: what came, what was passed over, who is missing. */
final class PullOutcome {

  private final ChannelsResult result;

  PullOutcome(ChannelsResult result) {
    this.result = result;
  }

  /** What the pull did, for JSON. */
  ChannelsResult result() {
    return result;
  }

  /** The exit code: 1 when a channel could not be read to the end, since a later pull may. */
  int exitCode() {
    return result.failed().isEmpty() ? 0 : Failures.OURS;
  }

  /** What failed and what was passed over, on standard error. */
  void warn(Console console) {
    result.notes().forEach(console::warning);
  }

  /**
   * What came, on standard output.
   *
   * @param wouldBe whether it was only looked for
   */
  void show(Console console, boolean wouldBe) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    lines.put(wouldBe ? "Would take" : "New", result.taken());
    lines.put("Repeated, nothing changes", result.duplicates());
    lines.put("In conflict with an earlier delivery (FIL-016)", result.conflicts());
    lines.put("Refused", result.refused());
    lines.forEach(
        (heading, ids) -> {
          if (!ids.isEmpty()) {
            console.line(heading + ": " + String.join(", ", ids));
          }
        });
    console.line("Known from earlier pulls: " + result.known().size());
  }
}
