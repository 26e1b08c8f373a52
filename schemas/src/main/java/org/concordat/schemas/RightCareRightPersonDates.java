package org.concordat.schemas;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From when each police force works by Right Care Right Person (XPT-005): a list with its sources,
 * empty until dates are known.
 */
public final class RightCareRightPersonDates {

  private static final String NAME = "right_care_right_person.csv";
  private static final String FILE = "expectations/" + NAME;

  private final Map<String, LocalDate> dates;

  private RightCareRightPersonDates(Map<String, LocalDate> dates) {
    this.dates = dates;
  }

  /**
   * Reads the list of this module.
   *
   * @throws IllegalArgumentException naming the force whose row has no source
   */
  public static RightCareRightPersonDates load() {
    return read(ResourceFolder.texts("expectations", ".csv").getOrDefault(NAME, ""));
  }

  /** Reads a list: force_code, rcrp_date (yyyy-MM-dd), source. */
  public static RightCareRightPersonDates read(String text) {
    Map<String, LocalDate> dates = new TreeMap<>();
    for (Map<String, String> row : CsvText.read(FILE, text).rows()) {
      String force = row.getOrDefault("force_code", "");
      if (row.getOrDefault("source", "").isBlank()) {
        throw new IllegalArgumentException(FILE + ": the row of " + force + " needs a source");
      }
      dates.put(force, LocalDate.parse(row.getOrDefault("rcrp_date", "")));
    }
    return new RightCareRightPersonDates(dates);
  }

  /** The date of one force; empty where none is recorded. */
  public Optional<LocalDate> of(String forceCode) {
    return Optional.ofNullable(dates.get(forceCode));
  }
}
