package org.concordat.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.concordat.platform.LandingStore;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/** A partner's submission folder that a test writes, spoils and lands. */
final class SubmissionFolder {

  private final Path folder;
  private final Family family;
  private final String organisation;
  private final ReportingMonth month;
  private final Map<String, Object> keys = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Map<String, Object>> resources = new TreeMap<>();
  private String sender;
  private Instant receivedAt;
  private String manifestText = "";

  SubmissionFolder(Path folder, Family family, String organisation, ReportingMonth month) {
    this.folder = folder;
    this.family = family;
    this.organisation = organisation;
    this.month = month;
    this.sender = organisation;
    this.receivedAt = Instant.parse(month.plusMonths(1) + "-12T09:14:03Z");
    keys.put("spec_version", family == Family.MH ? "6.0" : "1.0");
    keys.put("family", family.name());
    keys.put("organisation_code", organisation);
    keys.put("period_start", month.start().toString());
    keys.put("period_end", month.end().toString());
    keys.put("created_at", month.plusMonths(1) + "-10T08:00:00");
    keys.put("source_system", "test (invented data)");
    keys.put("nil_return", false);
  }

  SubmissionFolder key(String name, Object value) {
    keys.put(name, value);
    return this;
  }

  SubmissionFolder sender(String code) {
    sender = code;
    return this;
  }

  SubmissionFolder receivedAt(String instant) {
    receivedAt = Instant.parse(instant);
    return this;
  }

  SubmissionFolder manifestText(String text) {
    manifestText = text;
    return this;
  }

  /** A table file with its contract's header; each row gives some columns, the rest is empty. */
  SubmissionFolder table(String table, List<Map<String, String>> rows) {
    List<String> columns = ContractCatalogue.load().table(table).columnNames();
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (Map<String, String> row : rows) {
      List<String> values = new ArrayList<>();
      columns.forEach(column -> values.add(row.getOrDefault(column, "")));
      text.append(String.join(",", values)).append('\n');
    }
    return file(
        table + ".csv", table, text.toString().getBytes(StandardCharsets.UTF_8), rows.size());
  }

  SubmissionFolder file(String name, String contract, byte[] bytes, long rows) {
    files.put(name, bytes);
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("path", name);
    resource.put("bytes", bytes.length);
    resource.put("hash", "sha256:" + sha256(bytes));
    resource.put("rows", rows);
    resource.put("contract", contract);
    resources.put(name, resource);
    return this;
  }

  /** Text of a file as it stands, to be spoilt. */
  String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** Replaces a file's text; the manifest goes with it. */
  SubmissionFolder text(String name, String text, long rows) {
    String contract = String.valueOf(resource(name).get("contract"));
    return file(name, contract, text.getBytes(StandardCharsets.UTF_8), rows);
  }

  /** Spoils what the manifest says of a file. */
  SubmissionFolder resource(String name, String key, Object value) {
    resource(name).put(key, value);
    return this;
  }

  /** The manifest goes on naming the file. */
  SubmissionFolder withoutFile(String name) {
    files.remove(name);
    return this;
  }

  SubmissionFolder withoutResource(String name) {
    resources.remove(name);
    return this;
  }

  /** Writes the folder and stores it in the landing zone. */
  Delivery land(Path landing, String seq) throws IOException {
    Path sent = Files.createDirectories(folder.resolve(family + organisation + month + seq));
    Map<String, Object> manifest = new LinkedHashMap<>(keys);
    manifest.put("resources", List.copyOf(resources.values()));
    Map<String, byte[]> all = new TreeMap<>(files);
    if (!manifestText.equals("none")) {
      String text = manifestText.isEmpty() ? Json.text(manifest) : manifestText;
      all.put("manifest.json", text.getBytes(StandardCharsets.UTF_8));
    }
    LandingStore store = new LandingStore(landing);
    List<DeliveredFile> stored = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : all.entrySet()) {
      stored.add(
          store.put(Files.write(sent.resolve(file.getKey()), file.getValue()), file.getKey()));
    }
    Delivery delivery =
        new Delivery(
            family + "-" + organisation + "-" + month + "-" + seq,
            family,
            organisation,
            month,
            seq,
            sender,
            receivedAt,
            "folder",
            true,
            stored);
    store.deliver(delivery);
    return delivery;
  }

  private byte[] bytes(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException("There is no file " + name);
    }
    return bytes;
  }

  private Map<String, Object> resource(String name) {
    Map<String, Object> resource = resources.get(name);
    if (resource == null) {
      throw new IllegalArgumentException("There is no file " + name);
    }
    return resource;
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Digest.sha256().digest(bytes));
  }
}
