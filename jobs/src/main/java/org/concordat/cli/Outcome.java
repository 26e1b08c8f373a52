package org.concordat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.ObjectRoot;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/** The last lines of a command: every partner's verdict and where things were written. */
final class Outcome {

  private final LakeSession session;
  private final ReportingMonth month;
  private final String status;
  private final boolean json;
  private final @Nullable PullOutcome pulled;

  Outcome(LakeSession session, ReportingMonth month, String status, boolean json) {
    this(session, month, status, json, null);
  }

  /**
   * @param pulled what came from partners' channels; null when none were read
   */
  Outcome(
      LakeSession session,
      ReportingMonth month,
      String status,
      boolean json,
      @Nullable PullOutcome pulled) {
    this.session = session;
    this.month = month;
    this.status = status;
    this.json = json;
    this.pulled = pulled;
  }

  /**
   * One submission, or the silence of a partner that sent one before.
   *
   * @param seq sequence, or - for nothing received
   * @param state state of the submission, or NOT_RECEIVED
   */
  record Line(
      String family,
      String organisation,
      String seq,
      String state,
      boolean inForce,
      long sent,
      long accepted,
      long rejected,
      long warned) {}

  void show(Console console, Zone... zones) {
    List<Line> lines =
        session.lake().tree(Zone.FINDINGS).month("verdicts", month).isPresent()
            ? lines()
            : List.of();
    Map<String, List<String>> written = written(zones);
    if (json) {
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put("month", month);
      if (pulled != null) {
        outcome.put("pulled", pulled.result());
      }
      outcome.put("partners", lines);
      outcome.put("written", written);
      console.line(Json.text(outcome).stripTrailing());
      return;
    }
    if (pulled != null) {
      pulled.show(console, false);
    }
    if (!lines.isEmpty()) {
      console.line("Verdicts for " + month + ":");
      console.table(
          List.of(
              "family",
              "partner",
              "seq",
              "verdict",
              "counts",
              "sent",
              "accepted",
              "rejected",
              "warned"),
          lines.stream().map(Outcome::cells).toList());
    }
    if (zones.length == 0) {
      return;
    }
    console.line("Written:");
    written.forEach(
        (zone, paths) -> paths.forEach(path -> console.line("  " + zone + "  " + path)));
  }

  private static List<String> cells(Line line) {
    return List.of(
        line.family(),
        line.organisation(),
        line.seq(),
        line.state(),
        line.inForce() ? "in force" : "-",
        Long.toString(line.sent()),
        Long.toString(line.accepted()),
        Long.toString(line.rejected()),
        Long.toString(line.warned()));
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    Path verdicts = session.lake().tree(Zone.FINDINGS).month("verdicts", month).orElseThrow();
    List<Row> rows =
        session
            .spark()
            .read()
            .parquet(verdicts.toString())
            .select(
                "family",
                "organisation_code",
                "seq",
                "state",
                "is_in_force",
                "sent",
                "accepted",
                "rejected",
                "warned")
            .orderBy("family", "organisation_code", "seq")
            .collectAsList();
    for (Row row : rows) {
      lines.add(
          new Line(
              row.getString(0),
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getBoolean(4),
              row.getLong(5),
              row.getLong(6),
              row.getLong(7),
              row.getLong(8)));
    }
    for (String silent : silentPartners(lines)) {
      int slash = silent.indexOf('/');
      lines.add(
          new Line(
              silent.substring(0, slash),
              silent.substring(slash + 1),
              "-",
              "NOT_RECEIVED",
              false,
              0,
              0,
              0,
              0));
    }
    return lines;
  }

  /** Partners that sent something for an earlier month of the window and nothing for this one. */
  private TreeSet<String> silentPartners(List<Line> lines) {
    TreeSet<String> silent = new TreeSet<>();
    for (Delivery delivery : new Deliveries(session.lake().root(Zone.LANDING)).all()) {
      if (month.window(session.settings().check().windowMonths()).contains(delivery.month())) {
        silent.add(delivery.family() + "/" + delivery.organisationCode());
      }
    }
    lines.forEach(line -> silent.remove(line.family() + "/" + line.organisation()));
    return silent;
  }

  private Map<String, List<String>> written(Zone... zones) {
    Map<String, List<String>> written = new LinkedHashMap<>();
    for (Zone zone : zones) {
      List<String> paths = new ArrayList<>();
      Path root = session.lake().root(zone);
      VersionedTree tree = session.lake().tree(zone);
      if (tree.liveVersion().isPresent()) {
        Folders.foldersIn(tree.live()).forEach(table -> paths.add(shown(zone, table)));
      } else if (zone == Zone.RETURNS || zone == Zone.RAW) {
        // What is never published lies in the restricted zone with its exact twin.
        for (Path part : List.of(root, root.resolve("protected"))) {
          latest(part.resolve(month.toString()).resolve(status))
              .ifPresent(
                  version ->
                      Folders.filesBelow(version)
                          .forEach(file -> paths.add(shown(zone, version.resolve(file)))));
        }
      } else if (zone == Zone.REPORTS) {
        Folders.filesBelow(root).stream()
            .filter(file -> file.endsWith(Path.of(month.toString(), "index.html")))
            .forEach(file -> paths.add(shown(zone, root.resolve(file))));
      } else if (Files.isDirectory(root)) {
        paths.add(shown(zone, root));
      }
      if (zone == Zone.RETURNS) {
        Path page = Path.of("returns", month.toString(), status, "index.html");
        Path place = session.lake().root(Zone.REPORTS).resolve(page);
        if (Files.exists(place)) {
          paths.add(shown(Zone.REPORTS, place));
        }
      }
      written.put(zone.folder(), paths);
    }
    return written;
  }

  private Optional<Path> latest(Path versions) {
    return Folders.foldersIn(versions).stream()
        .filter(folder -> folder.getFileName().toString().matches("v[0-9]+"))
        .max((a, b) -> Integer.compare(number(a), number(b)));
  }

  private static int number(Path version) {
    return Integer.parseInt(version.getFileName().toString().substring(1));
  }

  /**
   * As the caller would write it: relative to where the command was started, when it lies below; as
   * s3://bucket/prefix/... when the zone lies there.
   */
  private String shown(Zone zone, Path path) {
    ObjectRoot remote = session.lake().remote().get(zone);
    if (remote != null) {
      String live =
          session.lake().tree(zone).liveVersion().map(id -> "versions/" + id + "/").orElse("");
      String below = session.lake().root(zone).relativize(path).toString().replace('\\', '/');
      return remote + "/" + (below.startsWith("live/") ? live + below.substring(5) : below);
    }
    Path here = Path.of("").toAbsolutePath();
    Path there = path.toAbsolutePath().normalize();
    return there.startsWith(here) ? here.relativize(there).toString() : there.toString();
  }
}
