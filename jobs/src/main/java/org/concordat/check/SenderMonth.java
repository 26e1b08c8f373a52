package org.concordat.check;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.concordat.platform.RowExpressions;
import org.jspecify.annotations.Nullable;

/**
 * The submissions of one sender and month, judged one after the other: a later one is compared with
 * the accepted one it would replace.
 *
 * @param submissions in the order they came
 * @param earlier what is known of the months before
 */
record SenderMonth(List<SubmissionFiles> submissions, EarlierMonths earlier)
    implements Serializable {

  long bytes() {
    return submissions.stream().mapToLong(SubmissionFiles::bytes).sum();
  }

  /**
   * Judges them while their messages are asked for, so that one submission at a time is in memory.
   *
   * @param outcomes takes what became of each
   * @return the messages of all
   */
  Iterator<Finding> judged(
      Map<String, RowExpressions> conditions,
      Rulebook rulebook,
      int messageCap,
      Consumer<JudgedSubmission> outcomes) {
    Iterator<SubmissionFiles> files = submissions.iterator();
    return new Iterator<>() {
      private @Nullable Long replaces = earlier.replaces();
      private Iterator<Finding> findings = List.<Finding>of().iterator();

      @Override
      public boolean hasNext() {
        while (!findings.hasNext() && files.hasNext()) {
          findings = judge(files.next());
        }
        return findings.hasNext();
      }

      private Iterator<Finding> judge(SubmissionFiles submission) {
        SubmissionJudge judge =
            new SubmissionJudge(
                submission, conditions, rulebook, messageCap, earlier.replacing(replaces));
        JudgedSubmission outcome;
        try {
          outcome = judge.judge();
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot read " + submission.submissionId(), e);
        }
        if (outcome.rejectedBecause() == null) {
          replaces = outcome.accepted();
        }
        outcomes.accept(outcome);
        return judge.findings();
      }

      @Override
      public Finding next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return findings.next();
      }
    };
  }
}
