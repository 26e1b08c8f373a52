package org.concordat.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/** A lake of a few small text files in the places of real ones. */
final class OldLake {

  final Lake lake;
  private final Path root;

  OldLake(Path root) {
    this.root = root;
    this.lake = Lake.at(root, Settings.defaults());
  }

  /** Publishes a version of a zone's table in which some months are new and the others stay. */
  OldLake version(Zone zone, String id, String made, String table, String... months) {
    return version(lake.tree(zone), lake.root(zone), id, made, table, months);
  }

  OldLake history(String id, String made, String... months) {
    Path history = lake.root(Zone.METRICS).resolve("history");
    return version(new VersionedTree(history), history, id, made, "metric_history", months);
  }

  private OldLake version(
      VersionedTree tree, Path zone, String id, String made, String table, String... months) {
    VersionedTree.Draft draft = tree.draft(id);
    for (String month : months) {
      Path folder = draft.folder(table, ReportingMonth.of(month));
      write(folder.resolve(table + "-" + id + "-00000.parquet"), table + " of " + month);
    }
    draft.publish(List.of(months).stream().map(ReportingMonth::of).collect(Collectors.toSet()));
    try {
      Files.setLastModifiedTime(
          zone.resolve("versions").resolve(id), FileTime.from(Instant.parse(made)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A delivery with one file and its manifest. */
  OldLake delivery(String organisation, String month, String seq, String received, String file) {
    List<Delivery.DeliveredFile> files = new ArrayList<>();
    Deliveries deliveries = new Deliveries(lake.root(Zone.LANDING));
    for (Map.Entry<String, String> each :
        Map.of("manifest.json", organisation + month + seq, "table.csv", file).entrySet()) {
      String digest = Digest.ofText(each.getValue());
      write(deliveries.object(digest), each.getValue());
      files.add(new Delivery.DeliveredFile(each.getKey(), each.getValue().length(), digest));
    }
    try {
      Json.write(
          deliveries.manifest("PF", organisation, month, seq),
          new Delivery(
              "PF-" + organisation + "-" + month + "-" + seq,
              Family.PF,
              organisation,
              ReportingMonth.of(month),
              seq,
              organisation,
              Instant.parse(received),
              "folder",
              true,
              files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Path object(String file) {
    return new Deliveries(lake.root(Zone.LANDING)).object(Digest.ofText(file));
  }

  /** A published return and its exact twin. */
  OldLake returned(String month, int version, String marts, Set<String> files) {
    String place = month + "/performance/v" + version;
    write(
        lake.root(Zone.RETURNS).resolve(place).resolve("r_manifest.json"),
        """
        {"month": "%s", "inputs": {
          "marts": {"mha_detentions": {"version": "%s", "files":
            {"mha_detentions-%s-00000.parquet": "0"}}},
          "submissions": [{"submission_id": "s", "files": [%s]}]}}
        """
            .formatted(
                month,
                marts,
                marts,
                files.stream()
                    .map(file -> "{\"sha256\": \"" + Digest.ofText(file) + "\"}")
                    .collect(Collectors.joining(", "))));
    write(lake.root(Zone.RAW).resolve(place).resolve("r_raw.csv"), "exact");
    return this;
  }

  OldLake report(String place) {
    write(lake.root(Zone.REPORTS).resolve(place).resolve("index.html"), "page of " + place);
    return this;
  }

  Path root() {
    return root;
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
