package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;

/**
 * Limits within which records of several partners that quote no reference are one event (linkage.md
 * step 6); read from {@code linkage/event-links.yaml}.
 *
 * @param minutesApart most minutes between the times of two records
 * @param yearsApart most years between the ages of two records
 * @param defaultTimes start times that stand for "not written down", as HH:mm
 * @param neighbourRecords fewest records of a sender that name another one before the two count as
 *     working together
 * @param suiteTypes kinds of place that may be a trust's place of safety
 * @param openTypes kinds of place that leave open what they were
 * @param trustLegalStatus legal status codes of trust periods that are such events
 * @param ambulanceSections legal status of ambulance incidents that are such events
 * @param ambulanceDestinations destinations of ambulance incidents that are such events
 * @param largestDay most records of one sender and day that are looked at
 */
public record EventLinkLimits(
    @JsonProperty("minutes_apart") int minutesApart,
    @JsonProperty("years_apart") int yearsApart,
    @JsonProperty("default_times") List<String> defaultTimes,
    @JsonProperty("neighbour_records") int neighbourRecords,
    @JsonProperty("suite_types") List<String> suiteTypes,
    @JsonProperty("open_types") List<String> openTypes,
    @JsonProperty("trust_legal_status") List<String> trustLegalStatus,
    @JsonProperty("ambulance_sections") List<String> ambulanceSections,
    @JsonProperty("ambulance_destinations") List<String> ambulanceDestinations,
    @JsonProperty("largest_day") int largestDay) {

  private static final String FILE = "linkage/event-links.yaml";

  public EventLinkLimits {
    if (minutesApart < 1 || yearsApart < 0 || neighbourRecords < 1 || largestDay < 1) {
      throw new IllegalArgumentException(FILE + ": a limit is too small");
    }
    defaultTimes = filled("default_times", defaultTimes);
    suiteTypes = filled("suite_types", suiteTypes);
    openTypes = filled("open_types", openTypes);
    trustLegalStatus = filled("trust_legal_status", trustLegalStatus);
    ambulanceSections = filled("ambulance_sections", ambulanceSections);
    ambulanceDestinations = filled("ambulance_destinations", ambulanceDestinations);
    defaultTimes.forEach(EventLinkLimits::requireTime);
  }

  /**
   * Reads the limits of this module and compares their codes with the code lists.
   *
   * @throws IllegalArgumentException when a limit is missing or cannot be one, or a code is in no
   *     list
   */
  public static EventLinkLimits load() {
    String name = FILE.substring(FILE.indexOf('/') + 1);
    String text = ResourceFolder.texts("linkage", ".yaml").get(name);
    if (text == null) {
      throw new IllegalStateException(FILE + " is not there");
    }
    return read(FILE, text);
  }

  /**
   * Reads limits from a text.
   *
   * @param file name to show in a refusal
   * @throws IllegalArgumentException as {@link #load}
   */
  public static EventLinkLimits read(String file, String text) {
    EventLinkLimits limits = StrictYaml.read(file, text, new TypeReference<>() {});
    CodeLists lists = CodeLists.load();
    requireCodes(lists, "legal_status", limits.trustLegalStatus);
    requireCodes(lists, "mha_section_at_conveyance", limits.ambulanceSections);
    requireCodes(lists, "destination_type", limits.ambulanceDestinations);
    requireCodes(lists, "destination_type", limits.suiteTypes);
    requireCodes(lists, "destination_type", limits.openTypes);
    return limits;
  }

  private static List<String> filled(String key, List<String> values) {
    if (values == null || values.isEmpty()) {
      throw new IllegalArgumentException(FILE + ": " + key + " is empty");
    }
    return List.copyOf(values);
  }

  private static void requireTime(String text) {
    try {
      LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(FILE + ": " + text + " is no time", e);
    }
  }

  private static void requireCodes(CodeLists lists, String list, Collection<String> codes) {
    for (String code : codes) {
      if (!lists.list(list).codes().contains(code)) {
        throw new IllegalArgumentException(FILE + ": the list " + list + " has no code " + code);
      }
    }
  }
}
