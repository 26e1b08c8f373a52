package org.concordat.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A small submission held in memory so that it can be spoilt before it is written. Its manifest is
 * true to the files as spoilt, unless a key is replaced on purpose.
 */
final class DraftSubmission implements RowSink {

  private final Delivery delivery;
  private final int most;
  private final Map<String, List<Row>> rows = new TreeMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, @Nullable Object> keys = new LinkedHashMap<>();
  private final List<String> unnamed = new ArrayList<>();
  private final List<String> unsent = new ArrayList<>();
  private String sender;
  private String hash = "";
  private @Nullable String manifest;
  private boolean isFull;

  /**
   * @param most patients of a trust, or rows of any other table, it takes
   */
  DraftSubmission(Delivery delivery, int most) {
    this.delivery = delivery;
    this.most = most;
    this.sender = delivery.partner().code();
  }

  @Override
  public void write(Row row) {
    String table = row.shape().name();
    List<Row> taken = rows.computeIfAbsent(table, t -> new ArrayList<>());
    boolean isPerson = table.equals("MHS001MPI") || table.equals("MHS302MHDropInContact");
    if (isPerson && taken.size() == most) {
      isFull = true;
    }
    if (isFull || (!table.startsWith("MHS") && taken.size() == most)) {
      return;
    }
    taken.add(row);
  }

  List<Row> rows(String table) {
    List<Row> taken = rows.get(table);
    if (taken == null) {
      throw new IllegalArgumentException("The draft has no rows of " + table);
    }
    return taken;
  }

  /** Replaces one row, counted from 0. */
  DraftSubmission change(String table, int row, UnaryOperator<Row> change) {
    rows(table).set(row, change.apply(rows(table).get(row)));
    return this;
  }

  /** Turns the rows into files; after this only bytes can be changed. */
  DraftSubmission render() {
    rows.forEach(
        (table, taken) -> {
          StringBuilder text = new StringBuilder();
          if (!taken.isEmpty()) {
            text.append(taken.get(0).shape().header()).append('\n');
            taken.forEach(row -> text.append(row.csv()).append('\n'));
            put(table + ".csv", text.toString().getBytes(StandardCharsets.UTF_8), taken.size());
          }
        });
    return this;
  }

  /** Names of the files it holds, in order. */
  List<String> fileNames() {
    return List.copyOf(files.keySet());
  }

  DraftSubmission put(String file, byte[] bytes, long dataRows) {
    files.put(file, bytes);
    counts.put(file, dataRows);
    return this;
  }

  String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  byte[] bytes(String file) {
    byte[] bytes = files.get(file);
    if (bytes == null) {
      throw new IllegalArgumentException("The draft has no file " + file);
    }
    return bytes;
  }

  DraftSubmission text(String file, UnaryOperator<String> change) {
    files.put(file, change.apply(text(file)).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  DraftSubmission remove(String file) {
    files.remove(file);
    return this;
  }

  /** Says another number of rows in the manifest. */
  DraftSubmission claim(String file, long dataRows) {
    counts.put(file, dataRows);
    return this;
  }

  /** Says another checksum in the manifest, for every file. */
  DraftSubmission claimHash(String wrong) {
    hash = wrong;
    return this;
  }

  /** Leaves a file out of the manifest though it is sent. */
  DraftSubmission unname(String file) {
    unnamed.add(file);
    return this;
  }

  /** Names a file in the manifest but does not send it. */
  DraftSubmission unsend(String file) {
    unsent.add(file);
    return this;
  }

  DraftSubmission key(String key, @Nullable Object value) {
    keys.put(key, value);
    return this;
  }

  DraftSubmission sentBy(String code) {
    sender = code;
    return this;
  }

  /** Sends this text as the manifest; an empty text sends none. */
  DraftSubmission manifest(String text) {
    manifest = text;
    return this;
  }

  String manifest() {
    Manifest whole =
        new Manifest(
                delivery.partner().family(),
                delivery.partner().code(),
                delivery.period(),
                delivery.createdAt())
            .with("resubmission_reason", delivery.resubmissionReason());
    keys.forEach(whole::with);
    files.forEach(
        (file, bytes) -> {
          if (!unnamed.contains(file)) {
            whole.add(
                new Manifest.Resource(
                    file,
                    bytes.length,
                    hash.isEmpty() ? Sha256.of(bytes) : hash,
                    counts.getOrDefault(file, 0L),
                    file.substring(0, file.indexOf('.'))));
          }
        });
    return whole.json();
  }

  /** Copies the files into another draft, with another organisation's code in them. */
  void copyInto(DraftSubmission other, String code, String otherCode) {
    files.forEach(
        (file, bytes) ->
            other.put(
                file,
                text(file).replace(code, otherCode).getBytes(StandardCharsets.UTF_8),
                counts.getOrDefault(file, 0L)));
  }

  /** Writes the folder below a drop folder's root. */
  void write(Path root) throws IOException {
    Path folder = root.resolve(delivery.path());
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!unsent.contains(file.getKey())) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    }
    String text = manifest == null ? manifest() : manifest;
    if (!text.isEmpty()) {
      Files.writeString(folder.resolve("manifest.json"), text, StandardCharsets.UTF_8);
    }
    Files.writeString(
        folder.resolve("delivery.json"),
        Manifest.delivery(sender, delivery.receivedAt()),
        StandardCharsets.UTF_8);
  }
}
