package org.concordat.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads YAML into records and refuses what it does not know: unknown keys, doubled keys, trailing
 * text.
 */
final class StrictYaml {

  private static final YAMLMapper MAPPER = mapper();

  private StrictYaml() {}

  private static YAMLMapper mapper() {
    return YAMLMapper.builder(new YAMLFactory())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }

  /**
   * @throws IllegalArgumentException naming the resource, when the text does not fit the type
   */
  static <T> T read(String name, String text, TypeReference<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          name + ": " + e.getOriginalMessage() + " " + e.getLocation(), e);
    }
  }
}
