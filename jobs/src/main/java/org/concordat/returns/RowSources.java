package org.concordat.returns;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/** Where mart rows come from: submissions that the return used, their files and lines. */
final class RowSources {

  private final Deliveries landing;
  private final Map<String, ReturnInputs.Submission> submissions = new HashMap<>();

  /**
   * @param landing deliveries of the landing zone
   * @param used submissions that the return says it used
   */
  RowSources(Deliveries landing, List<ReturnInputs.Submission> used) {
    this.landing = landing;
    used.forEach(submission -> submissions.put(submission.submissionId(), submission));
  }

  /**
   * @param row a row of {@link CellRows#of}
   */
  Explanation.MartRow row(Row row) {
    String organisation = row.getAs(MartCounts.ORGANISATION);
    @Nullable String file = row.getAs("source_file");
    @Nullable Long line = row.getAs("source_line");
    List<String> all =
        row.isNullAt(row.fieldIndex("submission_ids"))
            ? List.of()
            : row.getList(row.fieldIndex("submission_ids"));
    @Nullable String submission = row.getAs("source_submission_id");
    if (submission == null) {
      submission = onlyOne(all, organisation, file);
    }
    return new Explanation.MartRow(
        row.getAs("row_key"),
        organisation,
        row.getAs("adds"),
        submission,
        row.getAs("source_table"),
        file,
        line,
        delivered(submission, file).map(Delivery.DeliveredFile::sha256).orElse(null),
        Explanation.LineCheck.NOT_CHECKED,
        all);
  }

  /**
   * Marts of earlier versions name no submission of the line: it is known where one can be meant.
   */
  private @Nullable String onlyOne(List<String> all, String organisation, @Nullable String file) {
    List<String> possible =
        all.stream()
            .filter(
                id -> {
                  ReturnInputs.Submission sent = submissions.get(id);
                  return sent != null
                      && sent.organisationCode().equals(organisation)
                      && delivered(id, file).isPresent();
                })
            .toList();
    return possible.size() == 1 ? possible.get(0) : null;
  }

  private Optional<Delivery.DeliveredFile> delivered(
      @Nullable String submission, @Nullable String file) {
    ReturnInputs.Submission sent = submission == null ? null : submissions.get(submission);
    return sent == null
        ? Optional.empty()
        : sent.files().stream().filter(one -> one.path().equals(file)).findFirst();
  }

  /**
   * Looks whether records stand on the lines of the first rows.
   *
   * @param most how many rows to look for
   */
  List<Explanation.MartRow> checked(List<Explanation.MartRow> rows, int most, RecordPlaces places) {
    List<Explanation.MartRow> first = rows.subList(0, Math.min(most, rows.size()));
    Map<String, Set<Long>> wanted = new TreeMap<>();
    Map<String, String> names = new HashMap<>();
    for (Explanation.MartRow row : first) {
      if (row.sha256() != null && row.file() != null && row.line() != null) {
        names.put(row.sha256(), row.file());
        wanted.computeIfAbsent(row.sha256(), digest -> new TreeSet<>()).add(row.line());
      }
    }
    Map<String, Set<Long>> found = new HashMap<>();
    wanted.forEach(
        (digest, lines) -> {
          Path object = landing.object(digest);
          if (Files.isRegularFile(object)) {
            found.put(digest, places.found(object, names.getOrDefault(digest, ""), lines));
          }
        });
    List<Explanation.MartRow> checked = new ArrayList<>();
    first.forEach(row -> checked.add(row.checked(outcome(row, found))));
    checked.addAll(rows.subList(first.size(), rows.size()));
    return checked;
  }

  private static Explanation.LineCheck outcome(
      Explanation.MartRow row, Map<String, Set<Long>> found) {
    Set<Long> lines = row.sha256() == null ? null : found.get(row.sha256());
    if (lines == null || row.line() == null) {
      return Explanation.LineCheck.NO_FILE;
    }
    return lines.contains(row.line()) ? Explanation.LineCheck.FOUND : Explanation.LineCheck.ABSENT;
  }

  /** Submissions that rows name, in id order. */
  List<Explanation.Submission> submissions(Collection<Explanation.MartRow> rows) {
    Map<String, Long> counts = new TreeMap<>();
    for (Explanation.MartRow row : rows) {
      row.submissions().forEach(id -> counts.merge(id, 0L, Long::sum));
      if (row.submission() != null) {
        counts.merge(row.submission(), 1L, Long::sum);
      }
    }
    Map<String, Explanation.Submission> named = new LinkedHashMap<>();
    counts.forEach((id, count) -> named.put(id, submission(id, count)));
    return List.copyOf(named.values());
  }

  private Explanation.Submission submission(String id, long rows) {
    ReturnInputs.Submission used = submissions.get(id);
    if (used == null) {
      throw new IllegalStateException(
          "The marts name submission " + id + ", which the return does not say it used");
    }
    String seq = id.substring(id.lastIndexOf('-') + 1);
    Optional<Delivery> delivery =
        landing.find(
            Family.valueOf(used.family()),
            used.organisationCode(),
            ReportingMonth.of(used.month()),
            seq);
    return new Explanation.Submission(
        id,
        used.organisationCode(),
        used.month(),
        seq,
        delivery.map(Delivery::receivedAt).orElse(null),
        used.state(),
        rows,
        delivery.map(Delivery::files).orElse(used.files()));
  }

  /** Submissions whose files are no longer those that the return recorded. */
  List<String> changed(List<Explanation.Submission> named) {
    return named.stream()
        .filter(
            submission -> {
              ReturnInputs.Submission used = submissions.get(submission.id());
              return used != null
                  && !Delivery.contentDigest(used.files())
                      .equals(Delivery.contentDigest(submission.files()));
            })
        .map(Explanation.Submission::id)
        .toList();
  }
}
