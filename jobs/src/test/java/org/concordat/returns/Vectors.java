package org.concordat.returns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.concordat.config.Settings;
import org.concordat.platform.Folders;
import org.concordat.schemas.Family;
import org.concordat.testing.SharedSpark;

/**
 * The page {@code returns/vectors.yaml}: what was sent, and one publication of it for each set of
 * disclosure settings, each made once and shared by every test that reads it.
 *
 * @param rows what a short name stands for: the mart and the columns of one of its rows
 * @param given rows by organisation
 * @param publications what is shown under which settings
 */
record Vectors(
    Map<String, MartRow> rows,
    Map<String, Map<String, Integer>> given,
    List<Publication> publications) {

  /** One row of a mart without its organisation. */
  record MartRow(String mart, String row) {}

  /**
   * One publication.
   *
   * @param disclosure settings below disclosure that are not as by default
   */
  record Publication(String name, JsonNode disclosure, List<Vector> vectors) {

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * One rule or test vector.
   *
   * @param cites its text in returns-and-disclosure.md 3
   * @param shown lines of the main file: measure, breakdown, primary level, perhaps secondary
   *     level, value, perhaps note
   */
  record Vector(String cites, List<List<String>> shown) {}

  /** Trusts that sent something that was refused, and so nothing that counts. */
  static final String SILENT_TRUST = "RV5";

  /** A force of which the same is true. */
  static final String SILENT_FORCE = "42";

  private static final Path FOLDER =
      Path.of("target", "vectors-" + System.getProperty("concordat.fork", "1")).toAbsolutePath();
  private static final Map<String, ReturnResult> MADE = new HashMap<>();

  /** Reads the page. */
  static Vectors load() {
    try (InputStream in = Vectors.class.getResourceAsStream("/returns/vectors.yaml")) {
      return new YAMLMapper().readValue(Objects.requireNonNull(in), Vectors.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Publication publication(String name) {
    return publications.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  /** The published version under a publication's settings. */
  synchronized ReturnResult published(Publication publication) {
    return MADE.computeIfAbsent(
        publication.name(),
        name -> {
          Path folder = FOLDER.resolve(name.replace(' ', '-'));
          try {
            Folders.delete(folder);
            Files.createDirectories(folder);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          ReturnResult made =
              lake(folder, publication)
                  .written()
                  .stage()
                  .run(SmallLake.SEPTEMBER, "performance", false);
          SharedSpark.clean();
          return made;
        });
  }

  /** A lake into which all that is given is put, not yet written. */
  SmallLake lake(Path folder, Publication publication) {
    SmallLake lake = new SmallLake(folder, settings(folder, publication));
    given.forEach(
        (organisation, some) -> {
          lake.submission(family(organisation), organisation, true, false);
          some.forEach(
              (name, times) -> {
                MartRow row = Objects.requireNonNull(rows.get(name), name);
                lake.mart(
                    row.mart(),
                    times,
                    "{'organisation_code': '" + organisation + "', " + row.row() + "}");
              });
        });
    return lake.submission(Family.MH, SILENT_TRUST, false, false)
        .submission(Family.PF, SILENT_FORCE, false, false)
        .measured(Family.MH, "RX4", "MHS903WardDetails", null, 12)
        .measured(Family.MH, "RXM", "MHS903WardDetails", null, 4)
        .measured(Family.MH, "ENGLAND", "MHS903WardDetails", null, 16);
  }

  private static Settings settings(Path folder, Publication publication) {
    try {
      Path file = folder.resolve("settings.yaml");
      YAMLMapper yaml = new YAMLMapper();
      ObjectNode settings = yaml.createObjectNode();
      settings.set("disclosure", publication.disclosure());
      settings.putObject("returns").putNull("coverage"); // few partners are there
      Files.writeString(file, yaml.writeValueAsString(settings));
      return Settings.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Family family(String organisation) {
    return organisation.length() == 2 ? Family.PF : Family.MH;
  }

  /** A file of a version, by the end of its name. */
  static Path file(ReturnResult result, String end) {
    return (end.contains("_raw") ? result.rawFolder() : result.folder())
        .resolve(
            ReturnFiles.stem(result.month(), ReturnStatus.PERFORMANCE, result.version()) + end);
  }

  /** Lines of a CSV file, by column. */
  static List<NamedCsvRecord> csv(Path file) {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(Files.readString(file))) {
      return rows.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a line of the page expects, as value and note with a space between them. */
  static String expected(List<String> shown) {
    boolean hasNote = shown.get(shown.size() - 1).equals(ReturnRow.NOT_RECEIVED);
    return hasNote
        ? shown.get(shown.size() - 2) + " " + ReturnRow.NOT_RECEIVED
        : shown.get(shown.size() - 1);
  }

  /** The place of a line of the page: measure, breakdown, primary and secondary level. */
  static List<String> place(List<String> shown) {
    boolean hasNote = shown.get(shown.size() - 1).equals(ReturnRow.NOT_RECEIVED);
    List<String> place = new ArrayList<>(shown.subList(0, shown.size() - (hasNote ? 2 : 1)));
    if (place.size() == 3) {
      place.add("NONE");
    }
    return place;
  }

  /** The same of a line of the main file. */
  static List<String> place(NamedCsvRecord row) {
    return List.of(
        row.getField("MEASURE_ID"),
        row.getField("BREAKDOWN"),
        row.getField("PRIMARY_LEVEL"),
        row.getField("SECONDARY_LEVEL"));
  }

  /** What a file shows in every place, as value and note. */
  static Map<List<String>, String> shown(Path mainFile) {
    Map<List<String>, String> shown = new HashMap<>();
    for (NamedCsvRecord row : csv(mainFile)) {
      String text = (row.getField("MEASURE_VALUE") + " " + row.getField("VALUE_NOTE")).strip();
      Optional.ofNullable(shown.put(place(row), text))
          .ifPresent(
              twice -> {
                throw new IllegalStateException("A place stands twice: " + place(row));
              });
    }
    return shown;
  }
}
