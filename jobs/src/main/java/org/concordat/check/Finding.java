package org.concordat.check;

import java.util.Map;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * One message to a partner: which rule was broken where, and what to do
 * (submission-and-validation.md 2.5). Made with {@link #of}; personal values are masked on the way
 * in, so that no finding ever holds one.
 *
 * @param submissionId the submission it is about
 * @param organisationCode who sent it
 * @param family their family
 * @param messageId the same for the same fault of the same submission, whenever it is checked
 * @param ruleId rule that was broken
 * @param ruleVersion version of the rule
 * @param severity RF, RR, W1 or W
 * @param category the rule's category
 * @param file file name as sent; null for the submission as a whole
 * @param line physical line of the record's start; null where no line is meant
 * @param record data record number; null where no record is meant
 * @param table table name
 * @param field column at fault
 * @param fieldDictionaryName its name in the NHS Data Dictionary
 * @param value what was sent, masked where personal
 * @param recordKey key of the record, masked where personal
 * @param relatedField other column that takes part
 * @param relatedValue its value, masked where personal
 * @param text the whole message
 * @param action what to do
 * @param rootMessageId the message this is a consequence of; null for a first cause
 * @param rowsLost rows this cause removed, its own and those that depended on it
 * @param measuresHit ids of measures that would have used the row, joined by a semicolon
 * @param measureRows of the rows this cause removed, those that some measure would have used
 * @param measuresRegained what measures that count such rows one by one gain when the cause is put
 *     right, for example {@code CCR70:2;MHS83:1}
 */
public record Finding(
    String submissionId,
    String organisationCode,
    String family,
    String messageId,
    String ruleId,
    int ruleVersion,
    String severity,
    String category,
    @Nullable String file,
    @Nullable Long line,
    @Nullable Long record,
    @Nullable String table,
    @Nullable String field,
    @Nullable String fieldDictionaryName,
    @Nullable String value,
    @Nullable String recordKey,
    @Nullable String relatedField,
    @Nullable String relatedValue,
    String text,
    String action,
    @Nullable String rootMessageId,
    long rowsLost,
    @Nullable String measuresHit,
    long measureRows,
    @Nullable String measuresRegained) {

  /** Starts a finding about a delivery. */
  public static Builder of(QualityRule rule, Delivery delivery) {
    return new Builder(
        rule, delivery.submissionId(), delivery.organisationCode(), delivery.family().name());
  }

  /** Starts a finding about a submission. */
  public static Builder of(
      QualityRule rule, String submissionId, String organisationCode, String family) {
    return new Builder(rule, submissionId, organisationCode, family);
  }

  /** The same finding, blamed for so many rows. */
  public Finding withRowsLost(long rows) {
    return new Finding(
        submissionId,
        organisationCode,
        family,
        messageId,
        ruleId,
        ruleVersion,
        severity,
        category,
        file,
        line,
        record,
        table,
        field,
        fieldDictionaryName,
        value,
        recordKey,
        relatedField,
        relatedValue,
        text,
        action,
        rootMessageId,
        rows,
        measuresHit,
        measureRows,
        measuresRegained);
  }

  /** The same fault has the same id in every run. */
  public static String messageId(
      String submissionId,
      String ruleId,
      @Nullable String file,
      @Nullable Long line,
      @Nullable String field,
      @Nullable String relatedField) {
    return Digest.id(
        String.join(
            "|",
            submissionId,
            ruleId,
            String.valueOf(file),
            String.valueOf(line),
            String.valueOf(field),
            String.valueOf(relatedField)));
  }

  /** Gathers what a finding says; every step may be left out. */
  public static final class Builder {
    private final QualityRule rule;
    private final String submissionId;
    private final String organisationCode;
    private final String family;
    private @Nullable String file;
    private @Nullable Long line;
    private @Nullable Long record;
    private @Nullable String table;
    private @Nullable String field;
    private @Nullable String dictionaryName;
    private @Nullable String value;
    private @Nullable String recordKey;
    private @Nullable String absentKey;
    private @Nullable String relatedField;
    private @Nullable String relatedValue;
    private Map<String, String> words = Map.of();
    private @Nullable String rootMessageId;
    private long rowsLost;
    private @Nullable String measuresHit;
    private long measureRows;
    private @Nullable String measuresRegained;

    private Builder(QualityRule rule, String submissionId, String organisationCode, String family) {
      this.rule = rule;
      this.submissionId = submissionId;
      this.organisationCode = organisationCode;
      this.family = family;
    }

    public Builder file(String fileName) {
      file = fileName;
      return this;
    }

    /** Physical line only, for faults of a header or manifest. */
    public Builder line(long physicalLine) {
      line = physicalLine > 0 ? physicalLine : null;
      return this;
    }

    public Builder at(long physicalLine, long recordNumber) {
      line = physicalLine;
      record = recordNumber;
      return this;
    }

    public Builder table(@Nullable String tableName) {
      table = tableName;
      return this;
    }

    /** A column of a contract and its value as sent; masked here. */
    public Builder field(TableContract contract, ColumnContract column, @Nullable String sent) {
      table = contract.name();
      field = column.name();
      dictionaryName = column.dictionary();
      value = Masking.shown(column, sent);
      return this;
    }

    /** A field outside any contract, for example of the manifest; never a personal value. */
    public Builder field(String name, @Nullable String sent) {
      field = name;
      value = sent;
      return this;
    }

    /** A value that belongs to no field, for example a count. */
    public Builder value(@Nullable String shown) {
      value = shown;
      return this;
    }

    /** The record's key, already masked where it is personal. */
    public Builder recordKey(@Nullable String maskedKey) {
      recordKey = maskedKey;
      return this;
    }

    /** A record that is not there: its key tells the finding from others, since no line does. */
    public Builder absent(String key, String maskedKey) {
      absentKey = key;
      return recordKey(maskedKey);
    }

    /** Another column that takes part; its value is masked here. */
    public Builder related(ColumnContract column, @Nullable String sent) {
      relatedField = column.name();
      relatedValue = Masking.shown(column, sent);
      return this;
    }

    /** Words for the rule's message: other, reason, period, near, rule and the like. */
    public Builder words(Map<String, String> byName) {
      words = Map.copyOf(byName);
      return this;
    }

    /** Makes this finding a consequence of another. */
    public Builder causedBy(@Nullable String messageId) {
      rootMessageId = messageId;
      return this;
    }

    public Builder rowsLost(long rows) {
      rowsLost = rows;
      return this;
    }

    public Builder measuresHit(@Nullable String ids) {
      measuresHit = ids;
      return this;
    }

    /** Says how many rows of measures the cause removed, and what which measure gains. */
    public Builder measureRows(long rows, @Nullable String regained) {
      measureRows = rows;
      measuresRegained = regained;
      return this;
    }

    public Finding build() {
      FindingText text =
          new FindingText(rule, file, line, table, field, value, relatedField, relatedValue, words);
      return new Finding(
          submissionId,
          organisationCode,
          family,
          messageId(
              submissionId,
              rule.id(),
              file,
              line,
              field,
              absentKey == null ? relatedField : absentKey),
          rule.id(),
          rule.version(),
          rule.severity().name(),
          rule.category(),
          file,
          line,
          record,
          table,
          field,
          dictionaryName,
          value,
          recordKey,
          relatedField,
          relatedValue,
          text.sentence(),
          text.action(),
          rootMessageId,
          rowsLost,
          measuresHit,
          measureRows,
          measuresRegained);
    }
  }
}
