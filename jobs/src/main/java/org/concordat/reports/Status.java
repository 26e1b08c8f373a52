package org.concordat.reports;

import java.util.List;
import java.util.Optional;

/**
 * Where a partner stands in a month, in plain words.
 *
 * @param style last part of the style class
 * @param shape a shape that says the same as the colour
 * @param word the state in one or two words
 * @param sentence what it means
 * @param next what to do next
 */
record Status(String style, String shape, String word, String sentence, String next) {

  /**
   * @param attempts submissions of the month, in order of arrival
   * @param month the month in words
   * @param cut the cut in words
   */
  static Status of(List<Verdict> attempts, String month, String cut) {
    Optional<Verdict> inForce = attempts.stream().filter(Verdict::isInForce).findFirst();
    if (attempts.isEmpty()) {
      return new Status(
          "act",
          "▲",
          "Not received",
          "We have received no submission for "
              + month
              + ". Nothing is counted for you: the"
              + " figures show you as \"not received\", never as zero.",
          "Send the month's tables with their manifest before the cut ("
              + cut
              + "); after it they"
              + " count in the final figures only. If there was"
              + " no activity, send a nil return, which is a manifest without tables.");
    }
    Verdict last = attempts.get(attempts.size() - 1);
    return inForce
        .map(verdict -> inForce(verdict, last, month))
        .orElseGet(() -> notInForce(last, month, cut));
  }

  private static Status inForce(Verdict verdict, Verdict last, String month) {
    String later =
        last.equals(verdict)
            ? ""
            : " Submission "
                + last.seq()
                + " came later and did not take its place: "
                + withoutStop(last.reason())
                + ".";
    if (verdict.isNilReturn()) {
      return new Status(
          "good",
          "●",
          "Nil return",
          "Your nil return for "
              + month
              + " is in force: you told us that there was no activity."
              + later,
          "Nothing, unless there was activity after all.");
    }
    return switch (verdict.state()) {
      case "ACCEPTED_WITH_REJECTS" ->
          new Status(
              "watch",
              "◆",
              "Accepted, some rows rejected",
              "Your submission "
                  + verdict.seq()
                  + " for "
                  + month
                  + " is in force. Rejected rows"
                  + " are not in the figures."
                  + later,
              "Work down the list under \"What to fix first\", then send the whole month again"
                  + " with the next sequence number.");
      case "ACCEPTED_QUERY" ->
          new Status(
              "watch",
              "◆",
              "Accepted, with a question",
              "Your submission "
                  + verdict.seq()
                  + " for "
                  + month
                  + " is in force, but its volume or"
                  + " its rejected rows are unusual."
                  + later,
              "Answer the question under \"What to fix first\": tell the service desk that the"
                  + " submission is as it should be, or send the whole month again with the next"
                  + " sequence number.");
      case "ACCEPTED_WITH_WARNINGS" ->
          new Status(
              "good",
              "●",
              "Accepted with warnings",
              "Your submission "
                  + verdict.seq()
                  + " for "
                  + month
                  + " is in force with all its"
                  + " rows. Some values need your attention."
                  + later,
              "Look at the warnings under \"What to fix first\": a value that cannot be used"
                  + " leaves a measure without its row.");
      default ->
          new Status(
              "good",
              "●",
              "Accepted",
              "Your submission "
                  + verdict.seq()
                  + " for "
                  + month
                  + " is in force with all its"
                  + " rows."
                  + later,
              "Nothing. Compare your own measures with your records.");
    };
  }

  private static Status notInForce(Verdict last, String month, String cut) {
    String again =
        " Then send the whole month again with the next sequence number before the cut ("
            + cut
            + ").";
    if (last.isRejected()) {
      return new Status(
          "act",
          "▲",
          "Rejected",
          "Your submission "
              + last.seq()
              + " for "
              + month
              + " was rejected as a whole, so none"
              + " of your rows are in the figures. The reason: "
              + withoutStop(last.reason())
              + ".",
          "Correct what is listed under \"What to fix first\"." + again);
    }
    if (last.isLate()) {
      return new Status(
          "act",
          "▲",
          "Arrived after the cut",
          "Your submission "
              + last.seq()
              + " for "
              + month
              + " arrived after the cut ("
              + cut
              + "), so these figures do not use it. It counts in the final figures of the year.",
          "Nothing more for this month; send the next month before its cut.");
    }
    return new Status(
        "watch",
        "◆",
        "Not in force",
        "Your submission " + last.seq() + " for " + month + " is not the one the figures use.",
        "Ask the service desk which submission counts.");
  }

  /** What happened to one submission, in two or three words. */
  static String word(Verdict verdict) {
    String word =
        switch (verdict.state()) {
          case "REJECTED" -> "Rejected";
          case "ACCEPTED_WITH_REJECTS" -> "Accepted, some rows rejected";
          case "ACCEPTED_WITH_WARNINGS" -> "Accepted with warnings";
          case "ACCEPTED_QUERY" -> "Accepted, with a question";
          case "ACCEPTED" -> verdict.isNilReturn() ? "Nil return accepted" : "Accepted";
          default -> verdict.state();
        };
    return verdict.isLate() ? word + ", after the cut" : word;
  }

  private static String withoutStop(String reason) {
    String trimmed = reason.isBlank() ? "no reason recorded" : reason.trim();
    return trimmed.endsWith(".") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
  }
}
