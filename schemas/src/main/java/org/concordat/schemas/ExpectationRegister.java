package org.concordat.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is expected to send what, from when to when and why (data-quality.md 3.7): a list, never
 * computed from what arrived.
 */
public final class ExpectationRegister {

  private static final String FILE = "expectations/expected_submissions.csv";

  /**
   * One expectation.
   *
   * @param table landing table; null for the submission as a whole
   * @param validFrom first month
   * @param validTo last month; null while it goes on
   * @param reason why, for example the registration or the closure
   */
  public record Expectation(
      String organisationCode,
      Family family,
      @Nullable String table,
      ReportingMonth validFrom,
      @Nullable ReportingMonth validTo,
      String reason) {

    boolean isInForce(ReportingMonth month) {
      return validFrom.compareTo(month) <= 0 && (validTo == null || validTo.compareTo(month) >= 0);
    }
  }

  private final List<Expectation> expectations;

  private ExpectationRegister(List<Expectation> expectations) {
    this.expectations = List.copyOf(expectations);
  }

  /**
   * Reads the register of this module.
   *
   * @throws IllegalArgumentException naming the row, when it has no reason or ends before it starts
   */
  public static ExpectationRegister load() {
    String text =
        ResourceFolder.texts("expectations", ".csv").getOrDefault("expected_submissions.csv", "");
    return read(text);
  }

  static ExpectationRegister read(String text) {
    List<Expectation> expectations = new ArrayList<>();
    for (Map<String, String> row : CsvText.read(FILE, text).rows()) {
      Expectation expectation = expectation(row);
      ReportingMonth to = expectation.validTo();
      if (expectation.reason().isBlank()
          || (to != null && to.compareTo(expectation.validFrom()) < 0)) {
        throw new IllegalArgumentException(
            FILE
                + ": the row of "
                + expectation.organisationCode()
                + " needs a reason and months"
                + " in order");
      }
      expectations.add(expectation);
    }
    return new ExpectationRegister(expectations);
  }

  private static Expectation expectation(Map<String, String> row) {
    String table = row.getOrDefault("table", "");
    String to = row.getOrDefault("valid_to", "");
    return new Expectation(
        row.getOrDefault("organisation_code", ""),
        Family.valueOf(row.getOrDefault("family", "")),
        table.isEmpty() ? null : table,
        ReportingMonth.of(row.getOrDefault("valid_from", "")),
        to.isEmpty() ? null : ReportingMonth.of(to),
        row.getOrDefault("reason", ""));
  }

  /** All expectations, in file order. */
  public List<Expectation> all() {
    return expectations;
  }

  /** Whether a submission of an organisation is expected for a month. */
  public boolean isExpected(String organisationCode, Family family, ReportingMonth month) {
    return expectations.stream()
        .anyMatch(
            e ->
                e.table() == null
                    && e.organisationCode().equals(organisationCode)
                    && e.family() == family
                    && e.isInForce(month));
  }

  /** Tables of which rows are expected from an organisation for a month, in file order. */
  public List<String> expectedTables(String organisationCode, Family family, ReportingMonth month) {
    List<String> tables = new ArrayList<>();
    for (Expectation each : expectations) {
      String table = each.table();
      if (table != null
          && each.organisationCode().equals(organisationCode)
          && each.family() == family
          && each.isInForce(month)
          && !tables.contains(table)) {
        tables.add(table);
      }
    }
    return tables;
  }

  /** Whether the register has any entry for an organisation, of whatever month. */
  public boolean isKnown(String organisationCode, Family family) {
    return expectations.stream()
        .anyMatch(e -> e.organisationCode().equals(organisationCode) && e.family() == family);
  }
}
