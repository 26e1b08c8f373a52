package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every choice of the counting rules, read from {@code counting/choices.yaml}. */
public final class CountingChoices {

  /** Value of {@code counting.variant} for the defaults. */
  public static final String OURS = "ours";

  /** Value of {@code counting.variant} for the figures as the published code gives them. */
  public static final String PUBLISHED = "published";

  private static final String FILE = "choices.yaml";

  /** One option of the list that a measure version ends with. */
  private static final Pattern OPTION = Pattern.compile("(?<setting>[^ {=,]+)=(?<name>[^,}]+)");

  private final List<CountingChoice> choices;
  private final List<Together> together;

  private CountingChoices(Text text) {
    this.choices = List.copyOf(text.choices());
    this.together = List.copyOf(text.together());
  }

  /**
   * Settings whose options other than the default, taken all at once, are read in a way of their
   * own.
   */
  record Together(List<String> settings, List<CountingChoice.Reading> readings) {}

  /** The whole file. */
  record Text(List<CountingChoice> choices, List<Together> together) {}

  /**
   * Reads the choices of this module.
   *
   * @throws IllegalArgumentException naming the first one that is described twice, has no option,
   *     or whose readings change no measure
   */
  public static CountingChoices load() {
    String text = ResourceFolder.texts("counting", ".yaml").get(FILE);
    if (text == null) {
      throw new IllegalArgumentException("counting/" + FILE + " is not there");
    }
    return read(text, Measures.load());
  }

  /** Reads choices from a text. */
  static CountingChoices read(String text, Measures measures) {
    CountingChoices choices =
        new CountingChoices(
            StrictYaml.read("counting/" + FILE, text, new TypeReference<Text>() {}));
    Set<String> seen = new HashSet<>();
    for (CountingChoice choice : choices.all()) {
      require(seen.add(choice.id()), choice.id() + " is described twice");
      require(seen.add(choice.setting()), "setting " + choice.setting() + " is described twice");
      require(!choice.options().isEmpty(), choice.id() + " has no option");
      require(
          choice.published() == null || choice.option(choice.published()).isPresent(),
          choice.id() + " has no option " + choice.published());
      for (CountingChoice.Option option : choice.options()) {
        for (CountingChoice.Reading reading : option.readings()) {
          require(
              (reading.replace() == null) == (reading.by() == null)
                  && (reading.replace() == null) != (reading.and() == null),
              choice.id()
                  + " "
                  + option.name()
                  + ": a reading replaces a phrase or adds a condition");
          require(
              new MeasureReading(new TreeMap<>(Map.of(choice.setting(), List.of(reading))))
                  .changesAny(measures),
              choice.id() + " " + option.name() + ": a reading changes no measure: " + reading);
        }
      }
    }
    return choices;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("counting/" + FILE + ": " + otherwise);
    }
  }

  /** All choices, in the order of the table. */
  public List<CountingChoice> all() {
    return choices;
  }

  /**
   * The option taken of each choice, by setting.
   *
   * @param variant {@link #OURS} or {@link #PUBLISHED}
   * @param set options by setting, which win over the variant
   * @throws IllegalArgumentException in words for whoever wrote the settings, when there is no such
   *     variant, setting or option
   */
  public SortedMap<String, CountingChoice.Option> taken(String variant, Map<String, String> set) {
    if (!variant.equals(OURS) && !variant.equals(PUBLISHED)) {
      throw new IllegalArgumentException(
          "there is no counting variant " + variant + "; ours or published");
    }
    Map<String, CountingChoice> bySetting = new LinkedHashMap<>();
    choices.forEach(choice -> bySetting.put(choice.setting(), choice));
    for (String setting : set.keySet()) {
      if (!bySetting.containsKey(setting)) {
        throw new IllegalArgumentException("there is no counting choice " + setting);
      }
    }
    SortedMap<String, CountingChoice.Option> taken = new TreeMap<>();
    for (CountingChoice choice : choices) {
      String name = set.get(choice.setting());
      taken.put(
          choice.setting(),
          name == null
              ? variant.equals(PUBLISHED) ? choice.asPublished() : choice.byDefault()
              : choice
                  .option(name)
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "counting choice "
                                  + choice.setting()
                                  + " has no option "
                                  + name
                                  + "; one of "
                                  + names(choice))));
    }
    return taken;
  }

  /**
   * The measures as they were counted by a version that was written down.
   *
   * @param byDefault measures by the default options
   * @param version text of {@link Measures#version()}, for example of a return's manifest
   * @return empty where measures, choices or options have changed since
   */
  public Optional<Measures> asOf(Measures byDefault, String version) {
    String options = version.substring(Math.min(byDefault.version().length(), version.length()));
    Map<String, String> set = new LinkedHashMap<>();
    Matcher option = OPTION.matcher(options);
    while (option.find()) {
      set.put(option.group("setting"), option.group("name"));
    }
    try {
      return Optional.of(under(byDefault, taken(OURS, set)))
          .filter(measures -> measures.version().equals(version));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String names(CountingChoice choice) {
    return choice.options().stream()
        .map(CountingChoice.Option::name)
        .collect(Collectors.joining(", "));
  }

  /**
   * The measures as they are counted under the options taken.
   *
   * @param taken one option by setting, from {@link #taken}
   * @throws IllegalArgumentException when two options taken replace the same phrase
   */
  public Measures under(Measures measures, SortedMap<String, CountingChoice.Option> taken) {
    SortedMap<String, CountingChoice.Option> others = new TreeMap<>();
    for (CountingChoice choice : choices) {
      CountingChoice.Option option = taken.get(choice.setting());
      if (option != null && !option.equals(choice.byDefault())) {
        others.put(choice.setting(), option);
      }
    }
    if (others.isEmpty()) {
      return measures;
    }
    SortedMap<String, String> names = new TreeMap<>();
    others.forEach((setting, option) -> names.put(setting, option.name()));
    SortedMap<String, List<CountingChoice.Reading>> readings = new TreeMap<>();
    others.forEach((setting, option) -> readings.put(setting, option.readings()));
    for (Together some : together) {
      if (readings.keySet().containsAll(some.settings())) {
        some.settings().forEach(setting -> readings.put(setting, List.of()));
        readings.put(some.settings().get(0), some.readings());
      }
    }
    return measures.read(new MeasureReading(readings), names);
  }
}
