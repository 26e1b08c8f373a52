package org.concordat.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All partners' channels, read from one YAML file (docs/channels.md). */
public final class ChannelsFile {

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

  /** The whole file. */
  private record Content(@Nullable Map<String, @Nullable ChannelSettings> channels) {}

  private ChannelsFile() {}

  /**
   * Channels by name.
   *
   * @throws WrongRequestException naming file, channel and key, when the file is missing or does
   *     not fit; values are never quoted, since somebody may have written a secret there
   */
  public static SortedMap<String, ChannelSettings> read(Path file) {
    try {
      Content content = mapper().readValue(Files.readString(file), Content.class);
      if (content == null || content.channels() == null || content.channels().isEmpty()) {
        throw wrong(file, "it names no channels", null);
      }
      SortedMap<String, ChannelSettings> channels = new TreeMap<>();
      content
          .channels()
          .forEach((name, channel) -> channels.put(name, checked(file, name, channel)));
      return channels;
    } catch (UnrecognizedPropertyException e) {
      String known =
          e.getKnownPropertyIds() == null
              ? ""
              : e.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .collect(Collectors.toCollection(TreeSet::new))
                  .toString();
      throw wrong(file, "unknown key " + path(e) + "; known there: " + known, e);
    } catch (JsonMappingException e) {
      throw wrong(file, path(e) + " is not what belongs there" + line(e), e);
    } catch (JsonProcessingException e) {
      throw wrong(file, "it is not YAML" + line(e), e);
    } catch (IOException e) {
      throw wrong(file, "no such readable file", e);
    }
  }

  private static ChannelSettings checked(
      Path file, String name, @Nullable ChannelSettings channel) {
    if (!name.matches(NAME)) {
      throw wrong(
          file,
          "\"" + name + "\" is no name of a channel: small letters, digits and hyphens",
          null);
    }
    if (channel == null) {
      throw wrong(file, name + " says nothing", null);
    }
    String problem = channel.problem();
    if (!problem.isEmpty()) {
      throw wrong(file, name + " " + problem, null);
    }
    return channel;
  }

  private static WrongRequestException wrong(Path file, String what, @Nullable Exception cause) {
    String text = "Cannot read channels " + file + ": " + what;
    return cause == null ? new WrongRequestException(text) : new WrongRequestException(text, cause);
  }

  private static String path(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "the file" : path;
  }

  private static String line(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
  }

  private static YAMLMapper mapper() {
    return YAMLMapper.builder(new YAMLFactory())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }
}
