package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.jspecify.annotations.Nullable;

/**
 * A version that was made again, file by file beside the one that was recorded.
 *
 * @param month reporting month
 * @param status word of the command line
 * @param version number of the version
 * @param madeBy version of the code that made it
 * @param isOfThisCode whether that is this code
 * @param versions versions of what decides figures, where they differ
 * @param files every file of the version and its exact twin
 * @param held reasons for which this program would hold the return back; none where it made it
 * @param moved every figure of the main file that is another one now; null where no version was
 *     made that could be compared
 */
public record RebuiltReturn(
    String month,
    String status,
    int version,
    @JsonProperty("made_by") String madeBy,
    @JsonProperty("is_of_this_code") boolean isOfThisCode,
    SortedMap<String, OtherVersion> versions,
    List<Compared> files,
    List<String> held,
    @Nullable List<MovedFigure> moved) {

  /**
   * A version that is another one now, for example that of the measures.
   *
   * @param was as recorded; null where nothing was
   * @param is of this program; null where it has none
   */
  public record OtherVersion(@Nullable String was, @Nullable String is) {}

  /**
   * One file.
   *
   * @param sha256 digest that was recorded; null for the exact twin, of which no digest is
   *     published
   * @param outcome same, different, not made, or not recorded
   * @param changedCells cells of a CSV file that differ; null where that cannot be said
   * @param note what differs; empty where nothing does
   */
  public record Compared(
      String file,
      @Nullable String sha256,
      String outcome,
      @Nullable @JsonProperty("changed_cells") Long changedCells,
      String note) {

    public boolean isSame() {
      return outcome.equals(SAME);
    }
  }

  private static final String SAME = "same";
  private static final String DIFFERENT = "different";
  private static final int PATHS_SHOWN = 5;

  /** Files that differ; of another version of the code the manifest must. */
  public List<Compared> different() {
    return files.stream()
        .filter(file -> !file.isSame())
        .filter(file -> isOfThisCode || !file.file().endsWith("_manifest.json"))
        .toList();
  }

  static RebuiltReturn of(RecordedReturn recorded, Lake lake, Lake rebuilt) {
    int number = recorded.version();
    SortedMap<String, byte[]> before = recorded.open(lake).files(number);
    SortedMap<String, byte[]> now = recorded.open(rebuilt).files(number);
    SortedMap<String, String> digests = new TreeMap<>();
    recorded.manifest().outputs().forEach(output -> digests.put(output.file(), output.sha256()));
    String manifest = recorded.file("_manifest.json");
    byte[] told = before.get(manifest);
    if (told != null) {
      digests.put(manifest, ReturnFiles.sha256(told));
    }
    List<Compared> files = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(digests.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      files.add(compared(name, digests.get(name), before.get(name), now.get(name)));
    }
    SortedMap<String, byte[]> exactBefore = recorded.raw(lake).files(number);
    SortedMap<String, byte[]> exactNow = recorded.raw(rebuilt).files(number);
    TreeSet<String> exact = new TreeSet<>(exactBefore.keySet());
    exact.addAll(exactBefore.isEmpty() ? new TreeSet<>() : exactNow.keySet());
    for (String name : exact) {
      byte[] bytes = exactBefore.get(name);
      String digest = bytes == null ? null : ReturnFiles.sha256(bytes);
      Compared file = compared(name, digest, bytes, exactNow.get(name));
      files.add(new Compared(name, null, file.outcome(), file.changedCells(), file.note()));
    }
    boolean isMade = now.containsKey(manifest) && now.containsKey(recorded.file(".csv"));
    Optional<ReturnVersion> again =
        isMade ? Optional.of(recorded.madeAgain(rebuilt)) : Optional.empty();
    return new RebuiltReturn(
        recorded.month().toString(),
        recorded.status(),
        number,
        recorded.code(),
        recorded.isOfThisCode(),
        again.map(made -> versions(recorded.manifest(), made.manifest())).orElse(new TreeMap<>()),
        files,
        List.of(),
        again.map(made -> MovedFigure.between(recorded.figures(), made)).orElse(null));
  }

  /** A version of which this program makes none, since a check holds it back. */
  public static RebuiltReturn held(RecordedReturn recorded, List<String> reasons) {
    return new RebuiltReturn(
        recorded.month().toString(),
        recorded.status(),
        recorded.version(),
        recorded.code(),
        recorded.isOfThisCode(),
        new TreeMap<>(),
        recorded.manifest().outputs().stream()
            .map(file -> new Compared(file.file(), file.sha256(), "not made", null, "held back"))
            .toList(),
        reasons,
        null);
  }

  private static SortedMap<String, OtherVersion> versions(
      ReturnManifest before, ReturnManifest now) {
    SortedMap<String, OtherVersion> versions = new TreeMap<>();
    TreeSet<String> names = new TreeSet<>(before.versions().keySet());
    names.addAll(now.versions().keySet());
    for (String name : names) {
      String was = before.versions().get(name);
      String is = now.versions().get(name);
      if (!Objects.equals(was, is)) {
        versions.put(name, new OtherVersion(was, is));
      }
    }
    return versions;
  }

  /**
   * @param digest digest that was recorded; null where no such file was
   * @param before bytes as they lie there now; null where they are gone
   * @param now bytes that were made; null for none
   */
  private static Compared compared(
      String name, @Nullable String digest, byte @Nullable [] before, byte @Nullable [] now) {
    if (digest == null) {
      return new Compared(name, null, "not recorded", null, "this code makes one file more");
    }
    if (now == null) {
      return new Compared(name, digest, "not made", null, "this code makes no such file");
    }
    if (ReturnFiles.sha256(now).equals(digest)) {
      boolean isWhole = before != null && Arrays.equals(before, now);
      return isWhole
          ? new Compared(name, digest, SAME, 0L, "")
          : new Compared(
              name, digest, SAME, 0L, "as recorded, but the file in the lake was changed since");
    }
    if (before == null || !ReturnFiles.sha256(before).equals(digest)) {
      return new Compared(name, digest, DIFFERENT, null, "the file in the lake was changed since");
    }
    if (name.endsWith(".csv")) {
      return cells(name, digest, before, now);
    }
    return new Compared(
        name,
        digest,
        DIFFERENT,
        null,
        name.endsWith(".json") ? "differs in " + paths(before, now) : "differs in its text");
  }

  private static Compared cells(String name, String digest, byte[] before, byte[] now) {
    List<CsvRecord> was = rows(before);
    List<CsvRecord> is = rows(now);
    if (was.size() != is.size()) {
      return new Compared(
          name,
          digest,
          DIFFERENT,
          null,
          "has %d rows instead of %d".formatted(is.size() - 1, was.size() - 1));
    }
    long changed = 0;
    long all = 0;
    for (int i = 0; i < was.size(); i++) {
      List<String> one = was.get(i).getFields();
      List<String> other = is.get(i).getFields();
      int columns = Math.max(one.size(), other.size());
      all += columns;
      for (int column = 0; column < columns; column++) {
        boolean isThere = column < one.size() && column < other.size();
        changed += isThere && one.get(column).equals(other.get(column)) ? 0 : 1;
      }
    }
    return new Compared(
        name, digest, DIFFERENT, changed, "%d of %d cells differ".formatted(changed, all));
  }

  private static List<CsvRecord> rows(byte[] csv) {
    return CsvReader.builder().ofCsvRecord(new String(csv, StandardCharsets.UTF_8)).stream()
        .toList();
  }

  /** The first places in which two JSON files differ. */
  private static String paths(byte[] before, byte[] now) {
    List<String> paths = new ArrayList<>();
    try {
      collect(
          "",
          Json.mapper().readTree(new String(before, StandardCharsets.UTF_8)),
          Json.mapper().readTree(new String(now, StandardCharsets.UTF_8)),
          paths);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read a file of a return as JSON", e);
    }
    int more = paths.size() - PATHS_SHOWN;
    return String.join(", ", paths.subList(0, Math.min(PATHS_SHOWN, paths.size())))
        + (more > 0 ? " and " + more + " more places" : "");
  }

  private static void collect(
      String path, @Nullable JsonNode one, @Nullable JsonNode other, List<String> paths) {
    if (one == null || other == null || one.getNodeType() != other.getNodeType()) {
      paths.add(path);
    } else if (one.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      for (JsonNode node : List.of(one, other)) {
        for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
          names.add(fields.next());
        }
      }
      names.forEach(
          name ->
              collect(
                  path.isEmpty() ? name : path + "." + name,
                  one.get(name),
                  other.get(name),
                  paths));
    } else if (one.isArray() && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        collect(path + "[" + i + "]", one.get(i), other.get(i), paths);
      }
    } else if (!one.equals(other)) {
      paths.add(path);
    }
  }
}
