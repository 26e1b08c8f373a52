package org.concordat.returns;

import com.fasterxml.jackson.core.JsonProcessingException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * One version of a return as it was published.
 *
 * @param month reporting month
 * @param status cut of the data
 * @param manifest what it was made from
 * @param figures every row of its main file
 * @param exact exact values by the rows' keys; empty where the restricted twin is not there or may
 *     not be read
 */
record ReturnVersion(
    ReportingMonth month,
    ReturnStatus status,
    ReturnManifest manifest,
    List<Figure> figures,
    Optional<Map<List<String>, String>> exact) {

  /**
   * One row of the main file.
   *
   * @param note text of VALUE_NOTE
   */
  record Figure(
      String breakdown,
      String primary,
      String primaryWords,
      String secondary,
      String secondaryWords,
      String measure,
      String value,
      String note) {

    /** A row of a return that is being made. */
    static Figure of(ReturnRow row) {
      return new Figure(
          row.breakdown().label(),
          row.cell().primary(),
          row.primaryWords(),
          row.cell().secondary(),
          row.secondaryWords(),
          row.measure().id(),
          row.value(),
          row.valueNote());
    }

    /** As {@link ReturnRow#key}, of this measure or of another in the same place. */
    List<String> key(String ofMeasure) {
      return List.of(breakdown, primary, secondary, ofMeasure);
    }
  }

  /**
   * Reads a version.
   *
   * @param month null for the newest month with a return of the status
   * @param version null for the newest
   * @throws WrongRequestException if there is no such return, saying which there are
   */
  static ReturnVersion read(
      Lake lake, @Nullable ReportingMonth month, ReturnStatus status, @Nullable Integer version) {
    Path zone = ReturnFolder.zone(lake, status);
    SortedMap<ReportingMonth, Integer> newest = newest(lake, status);
    if (newest.isEmpty() || (month != null && !newest.containsKey(month))) {
      throw new WrongRequestException(
          "There is no %s return%s in %s; %s"
              .formatted(
                  status.folder(),
                  month == null ? "" : " of " + month,
                  zone,
                  newest.isEmpty()
                      ? "run concordat run first"
                      : "there are: "
                          + newest.keySet().stream()
                              .map(ReportingMonth::toString)
                              .collect(Collectors.joining(", "))));
    }
    ReportingMonth wanted = month == null ? newest.lastKey() : month;
    ReturnFolder folder = new ReturnFolder(zone, wanted, status);
    int number = version == null ? folder.latest() : version;
    String stem = ReturnFiles.stem(wanted, status, number);
    SortedMap<String, byte[]> files = folder.files(number);
    byte[] main = files.get(stem + ".csv");
    byte[] manifest = files.get(stem + "_manifest.json");
    if (main == null || manifest == null) {
      throw new WrongRequestException(
          "There is no version %d of the %s return of %s; the newest is %d"
              .formatted(number, status.folder(), wanted, folder.latest()));
    }
    return new ReturnVersion(
        wanted,
        status,
        manifest(manifest),
        figures(main),
        exact(ReturnFolder.raw(lake, wanted, status), number, stem));
  }

  /** The newest version of each month, of one status. */
  static SortedMap<ReportingMonth, Integer> newest(Lake lake, ReturnStatus status) {
    Path zone = ReturnFolder.zone(lake, status);
    SortedMap<ReportingMonth, Integer> newest = new TreeMap<>();
    for (Path folder : Folders.foldersIn(zone)) {
      String name = folder.getFileName().toString();
      if (name.matches("[0-9]{4}-[0-9]{2}")) {
        ReportingMonth month = ReportingMonth.of(name);
        int latest = new ReturnFolder(zone, month, status).latest();
        if (latest > 0) {
          newest.put(month, latest);
        }
      }
    }
    return newest;
  }

  private static ReturnManifest manifest(byte[] json) {
    try {
      return Json.mapper()
          .readValue(new String(json, StandardCharsets.UTF_8), ReturnManifest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read the manifest of a return", e);
    }
  }

  private static List<Figure> figures(byte[] csv) {
    List<Figure> figures = new ArrayList<>();
    CsvReader.builder()
        .ofNamedCsvRecord(new String(csv, StandardCharsets.UTF_8))
        .forEach(
            row ->
                figures.add(
                    new Figure(
                        row.getField("BREAKDOWN"),
                        row.getField("PRIMARY_LEVEL"),
                        row.getField("PRIMARY_LEVEL_DESCRIPTION"),
                        row.getField("SECONDARY_LEVEL"),
                        row.getField("SECONDARY_LEVEL_DESCRIPTION"),
                        row.getField("MEASURE_ID"),
                        row.getField("MEASURE_VALUE"),
                        row.getField("VALUE_NOTE"))));
    return figures;
  }

  private static Optional<Map<List<String>, String>> exact(
      ReturnFolder raw, int number, String stem) {
    byte[] csv;
    try {
      csv = raw.files(number).get(stem + ReturnFiles.EXACT);
    } catch (UncheckedIOException e) {
      if (rootOf(e) instanceof AccessDeniedException) {
        return Optional.empty();
      }
      throw e;
    }
    if (csv == null) {
      return Optional.empty();
    }
    Map<List<String>, String> values = new LinkedHashMap<>();
    figures(csv).forEach(figure -> values.put(figure.key(figure.measure()), figure.value()));
    return Optional.of(values);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : rootOf(cause);
  }

  /** The figure of a measure in the place of another one. */
  Figure beside(Figure figure, String measure) {
    return figures.stream()
        .filter(other -> other.key(other.measure()).equals(figure.key(measure)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The return has no " + figure.key(measure)));
  }
}
