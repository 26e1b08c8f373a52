package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long each part of the lake is kept, by the day of the request: {@code retention/policy.yaml}.
 * Data, so that whoever answers for the data can read and change it.
 */
public final class RetentionPolicy {

  private static final String FILE = "retention/policy.yaml";
  private static final Pattern TERM = Pattern.compile("([1-9][0-9]{0,2}) (months|years)");

  /** What is kept; each has its line at any day from the first on. */
  public enum Kept {
    INPUTS_OF_RETURNS,
    DELIVERIES_NOT_USED,
    CHECKED_MONTHS,
    CHECKED_VERSIONS,
    FINDINGS_MONTHS,
    FINDINGS_VERSIONS,
    METRICS_MONTHS,
    METRICS_VERSIONS,
    LINKED_MONTHS,
    LINKED_VERSIONS,
    MARTS_MONTHS,
    MARTS_VERSIONS,
    RAW_RETURNS,
    PARTNER_REPORTS,
    NATIONAL_REPORTS,
    RETURNS,
    RUNS,
    REFERENCE;

    /** The id of its lines, for example {@code checked-months}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Which day a term is counted from. */
  public enum Since {
    month_end,
    receipt,
    superseded
  }

  /**
   * One line.
   *
   * @param id what is kept: {@link Kept#id}
   * @param zone zone of the lake
   * @param what the same in words
   * @param keep term, for example {@code 24 months}, or {@code for ever}
   * @param since day the term is counted from
   * @param validFrom first day the line is in force, ISO
   * @param authority who or what says so
   * @param why reason for the term
   */
  public record Line(
      String id,
      String zone,
      String what,
      String keep,
      Since since,
      @JsonProperty("valid_from") String validFrom,
      String authority,
      String why) {

    /** The term; empty for what is kept for ever. */
    public Optional<Period> term() {
      Matcher term = TERM.matcher(keep);
      if (!term.matches()) {
        return Optional.empty();
      }
      int number = Integer.parseInt(term.group(1));
      return Optional.of(
          term.group(2).equals("years") ? Period.ofYears(number) : Period.ofMonths(number));
    }

    /** First day something is no longer kept; empty for what is kept for ever. */
    public Optional<LocalDate> dueOn(LocalDate from) {
      return term().map(term -> from.plus(term).plusDays(1));
    }

    /** Words that name the line: id, term and the day it came into force. */
    public String words() {
      return id + ", " + keep + ", in force from " + validFrom;
    }

    private LocalDate from() {
      return LocalDate.parse(validFrom);
    }
  }

  private final List<Line> lines;

  private RetentionPolicy(List<Line> lines) {
    this.lines = lines;
  }

  /** Reads the policy of this module. */
  public static RetentionPolicy load() {
    return read(ResourceFolder.texts("retention", ".yaml").getOrDefault("policy.yaml", ""));
  }

  /**
   * @throws IllegalArgumentException naming the line, when one is not well-formed, stands there
   *     twice, or when something has no line
   */
  public static RetentionPolicy read(String text) {
    List<Line> lines = StrictYaml.read(FILE, text, new TypeReference<>() {});
    Set<String> seen = new HashSet<>();
    for (Line line : lines) {
      String at = FILE + ": " + line.id();
      require(known(line.id()), at + " is nothing that is kept");
      require(seen.add(line.id() + line.validFrom()), at + " stands there twice for one day");
      for (String words : Arrays.asList(line.zone(), line.what(), line.authority(), line.why())) {
        require(words != null && !words.isBlank(), at + " needs zone, what, authority and why");
      }
      require(line.since() != null, at + " does not say from which day the term is counted");
      require(
          Objects.equals(line.keep(), "for ever") || TERM.matcher(line.keep() + "").matches(),
          at + ": keep is a number of months or years, or for ever: " + line.keep());
      try {
        LocalDate.parse(line.validFrom() + "");
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(at + ": valid_from is no day: " + line.validFrom(), e);
      }
    }
    for (Kept kept : Kept.values()) {
      require(
          lines.stream().anyMatch(line -> line.id().equals(kept.id())),
          FILE + ": there is no line for " + kept.id());
    }
    return new RetentionPolicy(List.copyOf(lines));
  }

  private static boolean known(String id) {
    return Arrays.stream(Kept.values()).anyMatch(kept -> kept.id().equals(id));
  }

  private static void require(boolean condition, String reason) {
    if (!condition) {
      throw new IllegalArgumentException(reason);
    }
  }

  /** All lines, in file order. */
  public List<Line> lines() {
    return lines;
  }

  /** The line in force on a day; empty before the first, when everything is kept. */
  public Optional<Line> line(Kept kept, LocalDate day) {
    return lines.stream()
        .filter(line -> line.id().equals(kept.id()))
        .filter(line -> !line.from().isAfter(day))
        .max(Comparator.comparing(Line::from));
  }
}
