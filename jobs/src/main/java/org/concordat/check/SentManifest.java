package org.concordat.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.concordat.platform.Json;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * A partner's manifest.json as sent: a Data Package descriptor with the submission fields of
 * submission-and-validation.md 2.1. Values are texts, since the rules judge and quote what was
 * sent.
 *
 * @param specVersion {@code spec_version}
 * @param family {@code family}
 * @param organisationCode {@code organisation_code}
 * @param periodStart {@code period_start}
 * @param periodEnd {@code period_end}
 * @param createdAt {@code created_at}
 * @param sourceSystem {@code source_system}, empty when not given
 * @param contactRole {@code contact_role}, empty when not given
 * @param nilReturn {@code nil_return}, false when not given
 * @param nilReturnReason {@code nil_return_reason}, empty when not given
 * @param resubmissionReason {@code resubmission_reason}, empty when not given
 * @param replacesWithFewerRows {@code replaces_with_fewer_rows}, false when not given
 * @param resources the files it names
 */
public record SentManifest(
    String specVersion,
    String family,
    String organisationCode,
    String periodStart,
    String periodEnd,
    String createdAt,
    String sourceSystem,
    String contactRole,
    boolean nilReturn,
    String nilReturnReason,
    String resubmissionReason,
    boolean replacesWithFewerRows,
    List<Resource> resources) {

  /** File name of a manifest. */
  public static final String FILE = "manifest.json";

  /** No manifest of a month comes near this many bytes. */
  static final int LONGEST = 1 << 22;

  /**
   * A file the manifest names.
   *
   * @param path its path in the folder
   * @param bytes its size as sent
   * @param hash {@code sha256:} and hex
   * @param rows its data rows
   * @param contract its table, empty when not given
   */
  public record Resource(String path, long bytes, String hash, long rows, String contract) {}

  /** Why a manifest cannot be used (FIL-001). */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    Unusable(int line, String reason) {
      super(reason);
      this.line = line;
    }

    int line() {
      return line;
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  /** Reads a manifest. */
  static SentManifest read(byte[] bytes) throws Unusable {
    JsonNode sent;
    try {
      sent = Json.mapper().readTree(bytes);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new Unusable(line, "it is not well-formed JSON");
    } catch (IOException e) {
      throw new Unusable(1, "it is not text in UTF-8");
    }
    if (sent == null || !sent.isObject()) {
      throw new Unusable(1, "it holds no JSON object");
    }
    boolean nilReturn = flag(sent, "nil_return");
    boolean fewerRows = flag(sent, "replaces_with_fewer_rows");
    JsonNode files = sent.path("resources");
    if (!files.isArray()) {
      throw new Unusable(1, "key resources is not a list of files");
    }
    List<Resource> resources = new ArrayList<>();
    for (JsonNode file : files) {
      resources.add(resource(file, resources.size() + 1));
    }
    return new SentManifest(
        required(sent, "spec_version"),
        required(sent, "family"),
        required(sent, "organisation_code"),
        required(sent, "period_start"),
        required(sent, "period_end"),
        required(sent, "created_at"),
        optional(sent, "source_system"),
        optional(sent, "contact_role"),
        nilReturn,
        optional(sent, "nil_return_reason"),
        optional(sent, "resubmission_reason"),
        fewerRows,
        List.copyOf(resources));
  }

  private static Resource resource(JsonNode file, int number) throws Unusable {
    String which = "file " + number + " of resources";
    JsonNode path = file.path("path");
    if (!path.isTextual() || path.asText().isBlank()) {
      throw new Unusable(1, which + " has no path");
    }
    if (!file.path("bytes").isIntegralNumber() || !file.path("rows").isIntegralNumber()) {
      throw new Unusable(1, which + " lacks bytes or rows as whole numbers");
    }
    if (!file.path("hash").isTextual()) {
      throw new Unusable(1, which + " has no hash");
    }
    return new Resource(
        path.asText().strip(),
        file.path("bytes").asLong(),
        file.path("hash").asText().strip(),
        file.path("rows").asLong(),
        optional(file, "contract"));
  }

  private static boolean flag(JsonNode sent, String key) throws Unusable {
    JsonNode said = sent.path(key);
    if (!said.isBoolean() && !said.isMissingNode() && !said.isNull()) {
      throw new Unusable(1, "key " + key + " is neither true nor false");
    }
    return said.asBoolean(false);
  }

  private static String required(JsonNode sent, String key) throws Unusable {
    String value = optional(sent, key);
    if (value.isEmpty()) {
      throw new Unusable(1, "key " + key + " is missing or empty");
    }
    return value;
  }

  private static String optional(JsonNode sent, String key) throws Unusable {
    JsonNode value = sent.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw new Unusable(1, "key " + key + " is not a text");
    }
    return value.asText().strip();
  }

  /** When the extract was made; a time without offset is a clock time in England. */
  public Optional<Instant> createdInstant() {
    return Optional.ofNullable(instant(createdAt));
  }

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      try {
        return LocalDateTime.parse(text).atZone(SubmissionCalendar.ZONE).toInstant();
      } catch (DateTimeException notLocalEither) {
        return null;
      }
    }
  }
}
