package org.concordat.check;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.concordat.platform.Delivery;
import org.concordat.schemas.QualityRule;

/**
 * The records of one file that cannot be read (FIL-013), a few bytes each: a rejected submission
 * names them, and a file may hold nothing else. Beyond the cap only the count goes on rising; one
 * last message then stands for the rest.
 */
final class BrokenRecords implements Serializable {

  private static final long serialVersionUID = 1;
  private static final int FIRST_SIZE = 16;

  private final String submissionId;
  private final String organisationCode;
  private final String family;
  private final String file;
  private final String table;
  private final int cap;
  private int columns;
  private int size;
  private long beyondCap;
  private long firstBeyond;
  private long[] lines = new long[FIRST_SIZE];
  private long[] records = new long[FIRST_SIZE];
  private int[] values = new int[FIRST_SIZE];

  /**
   * @param file name as sent
   * @param cap most records that are named one by one
   */
  BrokenRecords(Delivery delivery, String file, String table, int cap) {
    this.submissionId = delivery.submissionId();
    this.organisationCode = delivery.organisationCode();
    this.family = delivery.family().name();
    this.file = file;
    this.table = table;
    this.cap = cap;
  }

  /**
   * Adds a record that cannot be read.
   *
   * @param columnCount how many values it should have
   */
  void add(PartnerRecord broken, int columnCount) {
    columns = columnCount;
    if (size >= cap) {
      firstBeyond = beyondCap == 0 ? broken.line() : firstBeyond;
      beyondCap++;
      return;
    }
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, 2 * size);
      records = Arrays.copyOf(records, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    lines[size] = broken.line();
    records[size] = broken.record();
    values[size] = broken.valueCount();
    size++;
  }

  /** How many records cannot be read. */
  long count() {
    return size + beyondCap;
  }

  /** How many messages there are. */
  long messages() {
    return size + (beyondCap > 0 ? 1 : 0);
  }

  /** Line of the first of them; 0 when there is none. */
  long firstLine() {
    return size == 0 ? 0 : lines[0];
  }

  /** The rule they broke, with its first message; there must be a record. */
  RuleCount ruleCount() {
    RuleCount one = RuleCount.of(finding(0));
    return new RuleCount(
        one.ruleId(),
        one.version(),
        one.severity(),
        one.table(),
        one.field(),
        count(),
        count(),
        0,
        one.text(),
        one.action());
  }

  /** The messages, made one by one; what the records cost is counted elsewhere. */
  Iterator<Finding> findings() {
    Stream<Finding> named = IntStream.range(0, size).mapToObj(this::finding);
    return (beyondCap == 0 ? named : Stream.concat(named, Stream.of(rest()))).iterator();
  }

  private Finding finding(int i) {
    return about(rule())
        .at(lines[i], records[i])
        .value(Integer.toString(values[i]))
        .words(Map.of("other", Integer.toString(columns)))
        .build();
  }

  private Finding rest() {
    return about(IssueFindings.rest(rule()))
        .line(firstBeyond)
        .value(Long.toString(beyondCap))
        .build();
  }

  private static QualityRule rule() {
    return Rulebook.load().rules().rule("FIL-013");
  }

  private Finding.Builder about(QualityRule rule) {
    return Finding.of(rule, submissionId, organisationCode, family).file(file).table(table);
  }
}
