package org.concordat.sample;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.concordat.schemas.Family;
import org.jspecify.annotations.Nullable;

/**
 * The {@code manifest.json} and {@code delivery.json} of one submission
 * (submission-and-validation.md 2.1): a Data Package with the submission's own keys.
 */
final class Manifest {

  /** Marks everything this generator writes; readers look for "invented data". */
  static final String SOURCE_SYSTEM = "Concordat sample generator (invented data)";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One file of the submission. */
  record Resource(String path, long bytes, String hash, long rows, String contract) {}

  private final Map<String, @Nullable Object> keys = new LinkedHashMap<>();
  private final List<Resource> resources = new ArrayList<>();

  Manifest(Family family, String organisationCode, Dates.Period period, String createdAt) {
    keys.put(
        "name", (family + "-" + organisationCode + "-" + period.month()).toLowerCase(Locale.ROOT));
    keys.put("title", "Invented data");
    keys.put("spec_version", specVersion(family));
    keys.put("family", family.name());
    keys.put("organisation_code", organisationCode);
    keys.put("period_start", period.start().toString());
    keys.put("period_end", period.end().toString());
    keys.put("created_at", createdAt);
    keys.put("source_system", SOURCE_SYSTEM);
    keys.put("contact_role", "Data submissions lead");
    keys.put("nil_return", false);
    keys.put("nil_return_reason", null);
    keys.put("resubmission_reason", null);
  }

  /** Trusts follow the national data set, whose header names its version; the others ours. */
  static String specVersion(Family family) {
    return family == Family.MH ? "6.0" : "1.0";
  }

  /** Replaces one of the keys. */
  Manifest with(String key, @Nullable Object value) {
    keys.put(key, value);
    return this;
  }

  Manifest add(Resource resource) {
    resources.add(resource);
    return this;
  }

  String json() {
    List<Map<String, Object>> files = new ArrayList<>();
    for (Resource resource : resources) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("name", resource.contract().toLowerCase(Locale.ROOT));
      file.put("path", resource.path());
      file.put("bytes", resource.bytes());
      file.put("hash", resource.hash());
      file.put("rows", resource.rows());
      file.put("contract", resource.contract());
      files.add(file);
    }
    Map<String, @Nullable Object> whole = new LinkedHashMap<>(keys);
    whole.put("resources", files);
    return text(whole);
  }

  /** The channel's own record of who sent the folder and when it came. */
  static String delivery(String sender, String receivedAt) {
    Map<String, Object> delivery = new LinkedHashMap<>();
    delivery.put("sender", sender);
    delivery.put("received_at", receivedAt);
    return text(delivery);
  }

  private static String text(Map<String, ? extends @Nullable Object> value) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    try {
      return JSON.writer(printer).writeValueAsString(value) + "\n";
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write a manifest", e);
    }
  }

  /** Writes both files into a folder. */
  void write(Path folder, String sender, String receivedAt) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), json(), StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve("delivery.json"), delivery(sender, receivedAt), StandardCharsets.UTF_8);
  }
}
