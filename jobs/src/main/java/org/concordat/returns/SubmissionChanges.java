package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which submissions are in force in one return and not in another, by the inputs that both
 * recorded.
 *
 * @param all one for each organisation and month whose submissions differ, in order
 */
record SubmissionChanges(List<Change> all) {

  /** What became of an organisation's submissions for a month. */
  enum State {
    /** None before. */
    ADDED,
    /** None any more. */
    REMOVED,
    /** Others than before, or the same with other files. */
    REPLACED
  }

  /**
   * The submissions of one organisation for one month.
   *
   * @param before submissions in force in the first return
   * @param after submissions in force in the second
   */
  record Change(
      State state,
      String family,
      String organisation,
      String month,
      List<String> before,
      List<String> after) {}

  /** Compares the inputs of two returns. */
  static SubmissionChanges between(ReturnInputs before, ReturnInputs after) {
    SortedMap<List<String>, List<ReturnInputs.Submission>> one = bySender(before);
    SortedMap<List<String>, List<ReturnInputs.Submission>> other = bySender(after);
    Set<List<String>> senders = new TreeSet<>(SubmissionChanges::inOrder);
    senders.addAll(one.keySet());
    senders.addAll(other.keySet());
    List<Change> changes = new ArrayList<>();
    for (List<String> sender : senders) {
      List<ReturnInputs.Submission> was = one.getOrDefault(sender, List.of());
      List<ReturnInputs.Submission> is = other.getOrDefault(sender, List.of());
      if (!content(was).equals(content(is))) {
        changes.add(
            new Change(
                was.isEmpty() ? State.ADDED : is.isEmpty() ? State.REMOVED : State.REPLACED,
                sender.get(0),
                sender.get(1),
                sender.get(2),
                ids(was),
                ids(is)));
      }
    }
    return new SubmissionChanges(changes);
  }

  private static SortedMap<List<String>, List<ReturnInputs.Submission>> bySender(
      ReturnInputs inputs) {
    SortedMap<List<String>, List<ReturnInputs.Submission>> bySender =
        new TreeMap<>(SubmissionChanges::inOrder);
    for (ReturnInputs.Submission submission : inputs.submissions()) {
      bySender
          .computeIfAbsent(
              List.of(submission.family(), submission.organisationCode(), submission.month()),
              sender -> new ArrayList<>())
          .add(submission);
    }
    return bySender;
  }

  private static int inOrder(List<String> one, List<String> other) {
    return String.join(" ", one).compareTo(String.join(" ", other));
  }

  /** The verdict may change, such as by new warnings, without a row that is counted otherwise. */
  private static List<Object> content(List<ReturnInputs.Submission> submissions) {
    return submissions.stream()
        .<Object>map(submission -> List.of(submission.submissionId(), submission.files()))
        .toList();
  }

  private static List<String> ids(List<ReturnInputs.Submission> submissions) {
    return submissions.stream().map(ReturnInputs.Submission::submissionId).toList();
  }

  /** The change that each submission is part of; one that is in force as before is left out. */
  SortedMap<String, State> bySubmission() {
    SortedMap<String, State> states = new TreeMap<>();
    for (Change change : all) {
      change.before().forEach(id -> states.put(id, change.state()));
      change.after().forEach(id -> states.put(id, change.state()));
    }
    return states;
  }

  /** Of each organisation with a change, the first of its states in the order of {@link State}. */
  Map<String, State> byOrganisation() {
    SortedMap<String, State> states = new TreeMap<>();
    all.forEach(
        change ->
            states.merge(
                change.organisation(),
                change.state(),
                (one, other) -> one.compareTo(other) <= 0 ? one : other));
    return states;
  }
}
