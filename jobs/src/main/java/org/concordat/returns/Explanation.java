package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.concordat.platform.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a return taken apart: from the figure to mart rows, submissions, files and lines. It
 * holds what the marts hold about single people, under keys, so it is not for publication.
 *
 * @param month reporting month
 * @param status Performance or Final
 * @param version number of the return's version
 * @param dataNote Invented data, where any submission is invented
 * @param cell place of the figure, as published
 * @param measure id of the measure
 * @param name published name
 * @param definition what is counted, in words
 * @param published value of the open file
 * @param note VALUE_NOTE of the open file
 * @param exact value of the restricted twin; null where it is not there or may not be read
 * @param counting what to know about the counting options, empty for nothing
 * @param parts the count; for a percentage its numerator, then its denominator; for an average its
 *     base
 * @param submissions every submission that the rows name, in id order
 * @param disagreements what does not agree; empty when all does
 */
public record Explanation(
    String month,
    String status,
    int version,
    @Nullable @JsonProperty("data_note") String dataNote,
    Cell cell,
    String measure,
    String name,
    String definition,
    String published,
    String note,
    @Nullable String exact,
    String counting,
    List<Part> parts,
    List<Submission> submissions,
    List<String> disagreements) {

  /** Breakdown and levels with their words. */
  public record Cell(
      String breakdown,
      String primary,
      @JsonProperty("primary_words") String primaryWords,
      String secondary,
      @JsonProperty("secondary_words") String secondaryWords) {}

  /**
   * One count.
   *
   * @param mart mart it is counted from
   * @param martVersion version that wrote the month
   * @param filter SQL that is true for a row that counts
   * @param only which of these rows stand in this cell, in words of SQL; empty for all
   * @param count rows, distinct COLUMN or sum COLUMN; for an average, of which this is the base,
   *     mean, median or centile_90 COLUMN
   * @param published its value in the open file
   * @param exact its value in the restricted twin; null as above
   * @param counted what the rows give when they are added again
   * @param averaged the average of the rows' values, empty for none; null for a cell that is none
   * @param contributors organisations with rows
   * @param rowCount rows that count
   * @param rows these rows, in order of organisation, file and line
   */
  public record Part(
      String measure,
      String name,
      String mart,
      @JsonProperty("mart_version") String martVersion,
      String filter,
      String only,
      String count,
      String published,
      @Nullable String exact,
      long counted,
      @Nullable String averaged,
      int contributors,
      @JsonProperty("row_count") int rowCount,
      List<MartRow> rows) {

    Part first(int most) {
      return new Part(
          measure,
          name,
          mart,
          martVersion,
          filter,
          only,
          count,
          published,
          exact,
          counted,
          averaged,
          contributors,
          rowCount,
          rows.subList(0, Math.min(most, rows.size())));
    }
  }

  /**
   * One mart row.
   *
   * @param key its primary key
   * @param adds what it gives: 1, days, the key that is counted once, or the value that is averaged
   * @param submission submission of its line; null where several may be meant
   * @param table landing table
   * @param file file inside the submission
   * @param line physical line, in Parquet row number
   * @param sha256 digest of the file as sent; null where the submission is not known
   * @param lineCheck whether a record was found on the line
   * @param submissions all submissions whose rows made this one
   */
  public record MartRow(
      String key,
      @JsonProperty("organisation_code") String organisation,
      String adds,
      @Nullable String submission,
      @Nullable String table,
      @Nullable String file,
      @Nullable Long line,
      @Nullable String sha256,
      @JsonProperty("line_check") LineCheck lineCheck,
      List<String> submissions) {

    MartRow checked(LineCheck outcome) {
      return new MartRow(
          key, organisation, adds, submission, table, file, line, sha256, outcome, submissions);
    }
  }

  /** Whether the record is where the row says. */
  public enum LineCheck {
    /** A record starts on the line. */
    FOUND,
    /** No record starts there. */
    ABSENT,
    /** The file's bytes are not in the landing zone, or the submission is not known. */
    NO_FILE,
    /** Nobody looked. */
    NOT_CHECKED
  }

  /**
   * One submission.
   *
   * @param seq its sequence number
   * @param receivedAt when it arrived; null where the landing zone no longer says
   * @param state verdict it had in this return
   * @param rows rows whose line stands in it
   * @param files every file as sent
   */
  public record Submission(
      @JsonProperty("submission_id") String id,
      @JsonProperty("organisation_code") String organisation,
      String month,
      String seq,
      @Nullable @JsonProperty("received_at") Instant receivedAt,
      String state,
      long rows,
      List<Delivery.DeliveredFile> files) {}

  /** The same with the first rows of each part only. */
  public Explanation first(int most) {
    return new Explanation(
        month,
        status,
        version,
        dataNote,
        cell,
        measure,
        name,
        definition,
        published,
        note,
        exact,
        counting,
        parts.stream().map(part -> part.first(most)).toList(),
        submissions,
        disagreements);
  }

  /** Whether every row adds up to the cell and every line looked for is there. */
  public boolean isAgreed() {
    return disagreements.isEmpty();
  }
}
