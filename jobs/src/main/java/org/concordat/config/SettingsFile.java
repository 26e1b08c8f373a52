package org.concordat.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads settings from YAML: what a file does not name keeps its default, what is unknown is
 * refused.
 */
final class SettingsFile {

  private SettingsFile() {}

  /**
   * Reads a settings file.
   *
   * @throws WrongRequestException naming file and key, when the file is missing or does not fit
   */
  static Settings read(Path file) {
    YAMLMapper mapper =
        YAMLMapper.builder(new YAMLFactory())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    try {
      String text = Files.readString(file);
      JsonNode given = mapper.readTree(text);
      if (given == null || given.isMissingNode() || given.isNull()) {
        return Settings.defaults();
      }
      if (!given.isObject()) {
        throw new WrongRequestException(
            "Cannot read settings " + file + ": expected keys and values");
      }
      ObjectNode merged = mapper.valueToTree(Settings.defaults());
      merge(merged, (ObjectNode) given);
      return mapper.treeToValue(merged, Settings.class);
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("not understood");
      throw new WrongRequestException("Cannot read settings " + file + ": " + reason, e);
    } catch (IOException e) {
      throw new WrongRequestException(
          "Cannot read settings " + file + ": no such readable file", e);
    }
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    from.fields()
        .forEachRemaining(
            field -> {
              JsonNode there = into.get(field.getKey());
              if (there instanceof ObjectNode section
                  && field.getValue() instanceof ObjectNode given) {
                merge(section, given);
              } else {
                into.set(field.getKey(), field.getValue());
              }
            });
  }
}
