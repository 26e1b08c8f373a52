package org.concordat.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;

/**
 * What published returns were made from, as their manifests say: every version of every month and
 * status counts, since none is ever overwritten.
 *
 * @param objects digest of a file as sent to the end of the latest month whose return used it
 * @param martFiles {@code mart/month/file} to the same
 */
record ReturnNeeds(SortedMap<String, LocalDate> objects, SortedMap<String, LocalDate> martFiles) {

  private static final String MONTH = "[0-9]{4}-[0-9]{2}";
  private static final String VERSION = "v[1-9][0-9]*";

  /**
   * Reads the manifests.
   *
   * @throws WrongRequestException when it cannot be told what returns need: a version without a
   *     readable manifest, or exact twins without their returns
   */
  static ReturnNeeds of(Lake lake) {
    ReturnNeeds needs = new ReturnNeeds(new TreeMap<>(), new TreeMap<>());
    Set<String> published = statuses(lake.root(Zone.RETURNS));
    for (String twin : statuses(lake.root(Zone.RAW))) {
      if (!published.contains(twin)) {
        throw new WrongRequestException(
            "Cannot tell what is due: there is an exact twin of "
                + twin
                + " but no return in "
                + lake.root(Zone.RETURNS)
                + "; see that the settings name the zones of this lake, or make that return again");
      }
    }
    for (Path month : named(lake.root(Zone.RETURNS), MONTH)) {
      for (Path status : named(month, "[a-z]+")) {
        named(status, VERSION).forEach(needs::add);
      }
    }
    return needs;
  }

  private static Set<String> statuses(Path zone) {
    return named(zone, MONTH).stream()
        .flatMap(month -> named(month, "[a-z]+").stream())
        .filter(status -> !named(status, VERSION).isEmpty())
        .map(status -> zone.relativize(status).toString())
        .collect(Collectors.toSet());
  }

  private static List<Path> named(Path folder, String pattern) {
    return Folders.foldersIn(folder).stream()
        .filter(inside -> inside.getFileName().toString().matches(pattern))
        .toList();
  }

  private void add(Path version) {
    try {
      Path manifest =
          Folders.filesBelow(version).stream()
              .filter(file -> file.toString().endsWith("_manifest.json"))
              .findFirst()
              .orElseThrow(() -> new IOException("There is none"));
      JsonNode json = Json.mapper().readTree(Files.readString(version.resolve(manifest)));
      String month = json.path("month").asText();
      LocalDate end = ReportingMonth.of(month).end();
      JsonNode inputs = json.path("inputs");
      if (!inputs.path("marts").isObject() || !inputs.path("submissions").isArray()) {
        throw new IOException("It does not name its inputs");
      }
      inputs
          .path("marts")
          .fields()
          .forEachRemaining(
              mart ->
                  mart.getValue()
                      .path("files")
                      .fieldNames()
                      .forEachRemaining(
                          file -> later(martFiles, mart.getKey() + "/" + month + "/" + file, end)));
      for (JsonNode submission : inputs.path("submissions")) {
        for (JsonNode file : submission.path("files")) {
          later(objects, file.path("sha256").asText(), end);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new WrongRequestException(
          "Cannot tell what is due: the manifest in " + version + " cannot be read", e);
    }
  }

  private static void later(SortedMap<String, LocalDate> into, String key, LocalDate end) {
    into.merge(key, end, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** End of the latest month whose return used a file as sent; empty when none did. */
  Optional<LocalDate> object(String sha256) {
    return Optional.ofNullable(objects.get(sha256));
  }

  /** End of the latest month whose return counted a file of a mart; empty when none did. */
  Optional<LocalDate> martFile(String mart, ReportingMonth month, String file) {
    return Optional.ofNullable(martFiles.get(mart + "/" + month + "/" + file));
  }
}
