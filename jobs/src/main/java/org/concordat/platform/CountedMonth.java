package org.concordat.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.ReportingMonth;

/**
 * What decides which rows of a month count, kept beside its findings: the deliveries received by
 * the month's cut and everything they are judged by. What arrives later changes nothing of it, so
 * that whatever is made from rows that count stays the same (returns-and-disclosure.md, acceptance
 * 5).
 *
 * @param status performance or final: which cut
 * @param receivedBy last instant at which a delivery counts
 * @param own the same whenever nothing of the month itself changed
 * @param fingerprint the same whenever nothing that decides changed, in the months it is judged
 *     beside neither
 * @param beside earlier months it is judged beside, as far as anything was received for them
 * @param deliveries what was received by the cut, in the order of the landing zone
 */
public record CountedMonth(
    String status,
    @JsonProperty("received_by") Instant receivedBy,
    String own,
    String fingerprint,
    List<ReportingMonth> beside,
    List<Received> deliveries) {

  /** Folder of small files in the findings, one per month. */
  public static final String TABLE = "inputs";

  private static final String FILE = "counted.json";
  private static final String WORD = "counted";

  /**
   * A delivery.
   *
   * @param sha256 digest of our manifest of it, which names its files, their digests, when it came
   *     and from whom
   */
  public record Received(@JsonProperty("submission_id") String submissionId, String sha256) {

    public static Received of(Delivery delivery) {
      return new Received(delivery.submissionId(), Digest.ofText(Json.text(delivery)));
    }
  }

  /** What the live findings of a month stand on; empty where nothing is known. */
  public static Optional<CountedMonth> live(VersionedTree findings, ReportingMonth month) {
    return findings.month(TABLE, month).flatMap(CountedMonth::in);
  }

  /**
   * What findings of a month stood on, live or not.
   *
   * @param fingerprint its fingerprint
   */
  public static Optional<CountedMonth> find(
      VersionedTree findings, ReportingMonth month, String fingerprint) {
    return folder(findings, month, fingerprint).flatMap(CountedMonth::in);
  }

  /** The folder of small files of such findings, in whichever version holds them. */
  public static Optional<Path> folder(
      VersionedTree findings, ReportingMonth month, String fingerprint) {
    return findings.monthInAnyVersion(TABLE, month).stream()
        .filter(
            folder ->
                in(folder).filter(known -> known.fingerprint().equals(fingerprint)).isPresent())
        .findFirst();
  }

  /** What the findings of a month stand on, by their folder of small files. */
  public static Optional<CountedMonth> in(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(Files.readString(file), CountedMonth.class));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Keeps it with the findings of a month. */
  public void write(VersionedTree.Draft findings, ReportingMonth month) {
    try {
      Json.write(findings.folder(TABLE, month).resolve(FILE), this);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + FILE + " of " + month, e);
    }
  }

  /**
   * Fingerprints of the months that have anything received by their cut, as inputs of a run record.
   *
   * @param findings the live findings
   * @param months months asked for
   * @param otherwise version of the checked tables, which stands for findings that were made
   *     without knowing
   */
  public static SortedMap<String, String> inputs(
      VersionedTree findings, Iterable<ReportingMonth> months, String otherwise) {
    SortedMap<String, String> fingerprints = new TreeMap<>();
    for (ReportingMonth month : months) {
      Optional<CountedMonth> counted = live(findings, month);
      if (counted.isEmpty() && findings.month("verdicts", month).isPresent()) {
        return new TreeMap<>(Map.of(WORD, otherwise));
      }
      counted
          .filter(known -> !known.deliveries().isEmpty())
          .ifPresent(known -> fingerprints.put(WORD + " " + month, known.fingerprint()));
    }
    return fingerprints.isEmpty() ? new TreeMap<>(Map.of(WORD, otherwise)) : fingerprints;
  }

  /** Months and fingerprints that inputs of a run record name. */
  public static SortedMap<ReportingMonth, String> of(Map<String, String> inputs) {
    SortedMap<ReportingMonth, String> fingerprints = new TreeMap<>();
    inputs.forEach(
        (name, fingerprint) -> {
          if (name.startsWith(WORD + " ")) {
            fingerprints.put(ReportingMonth.of(name.substring(WORD.length() + 1)), fingerprint);
          }
        });
    return fingerprints;
  }
}
