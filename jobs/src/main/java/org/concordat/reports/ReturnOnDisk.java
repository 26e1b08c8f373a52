package org.concordat.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.schemas.ReportingMonth;

/**
 * One version of a return as its public files hold it: every figure is a protected one.
 *
 * @param folder folder of the version
 * @param stem start of its file names
 * @param number its number
 * @param manifest what it was made from and the decision on it
 * @param disclosure report of the attack check
 * @param changes what it changes and why
 * @param figures its figures of England and of organisations, in file order
 */
record ReturnOnDisk(
    Path folder,
    String stem,
    int number,
    JsonNode manifest,
    JsonNode disclosure,
    String changes,
    List<Figure> figures) {

  private static final String ENGLAND = "England";
  private static final List<String> ORGANISATIONS =
      List.of("Provider", "Ambulance trust", "Police force");

  /**
   * One published value.
   *
   * @param organisation code; England for the whole
   * @param name of the organisation
   * @param measure id
   * @param title name of the measure
   * @param value as published: a number or *
   * @param note : for not received, - for not applicable, or empty
   * @param isRevised whether it has a note of revision
   */
  record Figure(
      String organisation,
      String name,
      String measure,
      String title,
      String value,
      String note,
      boolean isRevised) {

    boolean isEngland() {
      return organisation.equals(ENGLAND);
    }

    /** The number that is shown; empty for a hidden value. */
    Optional<Double> number() {
      return value.matches("[0-9]+([.][0-9]+)?")
          ? Optional.of(Double.valueOf(value))
          : Optional.empty();
    }
  }

  /** Numbers of the versions in a folder of a month and status, in order. */
  static List<Integer> versions(Path folder) {
    return Folders.foldersIn(folder).stream()
        .map(version -> version.getFileName().toString())
        .filter(name -> name.matches("v[1-9][0-9]{0,8}"))
        .map(name -> Integer.valueOf(name.substring(1)))
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  /** The newest version in a folder of a month and status; empty when there is none. */
  static Optional<ReturnOnDisk> newest(Path folder, ReportingMonth month) {
    List<Integer> versions = versions(folder);
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    int number = versions.get(versions.size() - 1);
    Path version = folder.resolve("v" + number);
    // The status' code in the names is the only part that is not known here.
    String start = "crisis_return_" + month.toString().replace("-", "") + "_";
    String end = "_v" + number + "_manifest.json";
    return Folders.filesBelow(version).stream()
        .map(Path::toString)
        .filter(name -> name.startsWith(start) && name.endsWith(end))
        .findFirst()
        .map(name -> read(version, name.substring(0, name.length() - "_manifest.json".length())));
  }

  private static ReturnOnDisk read(Path folder, String stem) {
    return new ReturnOnDisk(
        folder,
        stem,
        Integer.parseInt(stem.substring(stem.lastIndexOf('v') + 1)),
        json(folder.resolve(stem + "_manifest.json")),
        json(folder.resolve(stem + "_disclosure_check.json")),
        text(folder.resolve(stem + "_changes.txt")),
        figures(folder.resolve(stem + ".csv")));
  }

  /** A JSON file; a missing node when it is not there. */
  static JsonNode json(Path file) {
    String text = text(file);
    try {
      return text.isEmpty() ? MissingNode.getInstance() : Json.mapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static List<Figure> figures(Path file) {
    List<Figure> figures = new ArrayList<>();
    for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(text(file)).stream().toList()) {
      String breakdown = row.getField("BREAKDOWN");
      if (breakdown.equals(ENGLAND) || ORGANISATIONS.contains(breakdown)) {
        figures.add(
            new Figure(
                row.getField("PRIMARY_LEVEL"),
                OrganisationNames.readable(row.getField("PRIMARY_LEVEL_DESCRIPTION")),
                row.getField("MEASURE_ID"),
                row.getField("MEASURE_NAME"),
                row.getField("MEASURE_VALUE"),
                row.getField("VALUE_NOTE"),
                !row.getField("REVISION_NOTE").isEmpty()));
      }
    }
    return figures;
  }

  /** Whether any of its submissions is invented. */
  boolean isInvented() {
    return manifest.hasNonNull("data_note");
  }

  /** Data rows of the main file. */
  long rows() {
    return rows(stem + ".csv");
  }

  private long rows(String file) {
    for (JsonNode output : manifest.path("outputs")) {
      if (output.path("file").asText().equals(file)) {
        return output.path("rows").asLong();
      }
    }
    return 0;
  }

  /** The figure of England of a measure. */
  Optional<Figure> england(String measure) {
    return figures.stream()
        .filter(figure -> figure.isEngland() && figure.measure().equals(measure))
        .findFirst();
  }

  /** Figures of a measure by organisation, in code order. */
  List<Figure> organisations(String measure) {
    return figures.stream()
        .filter(figure -> !figure.isEngland() && figure.measure().equals(measure))
        .toList();
  }
}
