package org.concordat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concordat.platform.Json;
import org.jspecify.annotations.Nullable;

/**
 * The little that pull reads of a partner's manifest; whether it is right is for check to say.
 *
 * @param isInvented whether it says that the data are invented
 * @param rows rows of all files as stated; null when they are not stated
 * @param paths files it names, as far as it can be read
 */
record SentManifestNote(boolean isInvented, @Nullable Long rows, List<String> paths) {

  private static final SentManifestNote NONE = new SentManifestNote(false, null, List.of());

  static final String FILE = "manifest.json";

  /**
   * @param manifest the file; null when there is none
   */
  static SentManifestNote of(@Nullable Path manifest) {
    if (manifest == null) {
      return NONE;
    }
    try {
      JsonNode sent = Json.mapper().readTree(Files.readAllBytes(manifest));
      return sent == null
          ? NONE
          : new SentManifestNote(
              sent.path("source_system")
                  .asText("")
                  .toLowerCase(Locale.ROOT)
                  .contains("invented data"),
              rows(sent.path("resources")),
              paths(sent.path("resources")));
    } catch (IOException e) {
      return NONE; // FIL-001 says what is wrong with it
    }
  }

  private static @Nullable Long rows(JsonNode resources) {
    if (!resources.isArray()) {
      return null;
    }
    long rows = 0;
    for (JsonNode resource : resources) {
      if (!resource.path("rows").canConvertToLong()) {
        return null;
      }
      rows += resource.path("rows").asLong();
    }
    return rows;
  }

  private static List<String> paths(JsonNode resources) {
    List<String> paths = new ArrayList<>();
    for (JsonNode resource : resources) {
      if (resource.path("path").isTextual()) {
        paths.add(resource.path("path").asText());
      }
    }
    return List.copyOf(paths);
  }
}
