package org.concordat.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The settings that decide figures, as a return records them: everything but where things lie, how
 * fast the engine runs, who signs and who is told. Keys are recorded by their names only; files of
 * keys and of NHS numbers are not recorded at all.
 */
public final class RecordedSettings {

  /** Sections that change no byte of a return. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "zones",
          "pull",
          "spark",
          "releases",
          "sign-off",
          "object-store",
          "lineage",
          "encryption");

  /** Ends of the names of settings that name a file of secrets. */
  private static final List<String> FILES = List.of("-file", "number-merges", "opt-outs");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private RecordedSettings() {}

  /** What is recorded of settings: sections with their keys, in a fixed order. */
  public static JsonNode of(Settings settings) {
    ObjectNode recorded = MAPPER.valueToTree(settings);
    recorded.remove(ELSEWHERE);
    if (settings.returns().coverage() == null) {
      // As returns were recorded before they were judged by who is missing.
      recorded.remove("returns");
    }
    for (JsonNode section : recorded) {
      if (section instanceof ObjectNode keys) {
        List<String> names = new ArrayList<>();
        keys.fieldNames().forEachRemaining(names::add);
        keys.remove(names.stream().filter(RecordedSettings::isFile).toList());
      }
    }
    return recorded;
  }

  private static boolean isFile(String name) {
    return FILES.stream().anyMatch(name::endsWith);
  }

  /**
   * Settings of here with all that was recorded in their place; zones stay below the lake's root.
   *
   * @param here settings of now, which say where files of keys and of numbers lie
   * @throws WrongRequestException if settings of now no longer have a key that was recorded
   */
  public static Settings applied(JsonNode recorded, Settings here) {
    ObjectNode applied = MAPPER.valueToTree(here);
    applied.putObject("zones");
    if (!recorded.has("returns")) {
      // Made before returns were judged by who is missing: made again, it is not either.
      applied.putObject("returns").putNull("coverage");
    }
    recorded
        .fields()
        .forEachRemaining(
            section -> {
              if (applied.get(section.getKey()) instanceof ObjectNode into
                  && section.getValue() instanceof ObjectNode keys) {
                into.setAll(keys);
              } else {
                applied.set(section.getKey(), section.getValue());
              }
            });
    try {
      return MAPPER.treeToValue(applied, Settings.class);
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("not understood");
      throw new WrongRequestException("Cannot use the settings that were recorded: " + reason, e);
    }
  }
}
