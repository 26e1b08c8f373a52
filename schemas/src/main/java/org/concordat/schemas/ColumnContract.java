package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table contract: a Frictionless field plus our keys.
 *
 * @param name column name, a national field name or our snake_case
 * @param type Frictionless type: string, integer, number, boolean, date, datetime, time, array
 * @param format Frictionless format, default when absent; a datetime whose format ends in {@code
 *     %z} must say its offset from UTC, any other may leave it out and is then Europe/London time
 * @param title words for a reader
 * @param description one sentence
 * @param constraints Frictionless constraints
 * @param requirement M, R or O; in linked, mart and return tables M means never null
 * @param requiredWhen SQL over the row's columns: an R column counts as required only where it
 *     holds; absent means always
 * @param codelist name of the code list the values come from
 * @param codeMatch {@code exact} (default) or {@code first_character}
 * @param defaultCodes codes that stand for "not known" (VODIM D)
 * @param otherCodes codes that are neither valid nor default (VODIM O)
 * @param defaultPattern regular expression of default values where they are no codes
 * @param scored whether the Crisis Data Quality Index scores this field
 * @param sensitive how a value is masked wherever it would be shown: absent means not sensitive
 * @param release what becomes of the column where a mart is released under a key of its own; absent
 *     means it stays as it is
 * @param derivedFrom what a mart's column follows besides the row's own submission: two returns are
 *     told apart by it; absent means nothing that is known to
 * @param dictionary name of the item in the NHS Data Dictionary, where it has one
 */
public record ColumnContract(
    String name,
    String type,
    @Nullable String format,
    String title,
    String description,
    @Nullable Constraints constraints,
    @Nullable Requirement requirement,
    @Nullable @JsonProperty("required_when") String requiredWhen,
    @Nullable String codelist,
    @Nullable @JsonProperty("code_match") String codeMatch,
    @Nullable @JsonProperty("default_codes") List<String> defaultCodes,
    @Nullable @JsonProperty("other_codes") List<String> otherCodes,
    @Nullable @JsonProperty("default_pattern") String defaultPattern,
    @Nullable Boolean scored,
    @Nullable Sensitivity sensitive,
    @Nullable InRelease release,
    @Nullable @JsonProperty("derived_from") DerivedFrom derivedFrom,
    @Nullable String dictionary) {

  /** What becomes of a column that could join two releases of one mart. */
  public enum InRelease {
    /** A key: it is made anew with the key of the release. */
    REKEYED,
    /** Where the row comes from: it is left out. */
    LEFT_OUT
  }

  /** What a mart's column follows besides the submission its row was sent in. */
  public enum DerivedFrom {
    /** Reference tables of areas: the row's own codes are read in them. */
    AREAS,
    /** Which records of all partners are one person, and what they say about that person. */
    PEOPLE
  }

  /** Frictionless constraints we use. */
  public record Constraints(
      @Nullable Boolean required,
      @Nullable Boolean unique,
      @Nullable Integer minLength,
      @Nullable Integer maxLength,
      @Nullable String pattern,
      @Nullable Object minimum,
      @Nullable Object maximum,
      @JsonProperty("enum") @Nullable List<String> enumeration) {}

  /** How a personal value is masked (submission-and-validation.md 2.5). */
  public enum Sensitivity {
    /** Last three digits are shown. */
    NHS_NUMBER,
    /** Never shown. */
    NAME,
    /** Only the year is shown. */
    BIRTH_DATE,
    /** Only the outward part is shown. */
    POSTCODE,
    /** A partner's own number for a person: not shown outside the restricted zone. */
    LOCAL_PERSON_ID,
    /** Words someone typed, which can name people: never shown. */
    FREE_TEXT
  }

  /** Whether a date-time without an offset from UTC has the wrong format. */
  public boolean requiresOffset() {
    return format != null && format.endsWith("%z");
  }

  /** How a value is written, in words, for example {@code a date yyyy-MM-dd}. */
  public String formatInWords() {
    return FieldFormat.words(this);
  }

  public Requirement requirementOrOptional() {
    return requirement == null ? Requirement.O : requirement;
  }

  public boolean isMandatory() {
    return requirement == Requirement.M;
  }

  public boolean isScored() {
    return Boolean.TRUE.equals(scored);
  }

  public boolean isSensitive() {
    return sensitive != null;
  }
}
