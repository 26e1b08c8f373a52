package org.concordat.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.Population;
import org.concordat.schemas.PopulationTable;
import org.concordat.schemas.Populations;

/**
 * Tables of reference that somebody loaded into the lake, one folder per kind: {@code
 * population/NAME-DIGEST} holds a table with its descriptor as they were given, and {@code
 * population/in-force.json} names the folder that figures are made from. What was loaded is never
 * changed or removed, so any return can be made again.
 */
public final class ReferenceTables {

  private static final String KIND = PopulationTable.POPULATION;
  private static final String TABLE = KIND + ".csv";
  private static final String DESCRIPTOR = KIND + ".yaml";

  /** Spreadsheets begin a CSV in UTF-8 with it. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Path root;

  /**
   * @param root root of zone reference
   */
  public ReferenceTables(Path root) {
    this.root = root;
  }

  /** Which table of a kind is in force. */
  record Pointer(String kind, String name, @JsonProperty("in_force") String folder) {}

  /** A checked table as texts, ready to be stored. */
  public record Checked(Population population, String csv, String descriptor) {}

  /**
   * Reads a table and the descriptor beside it, FILE.yaml, and checks both completely.
   *
   * @throws WrongRequestException in one line, if one of the two cannot be read or does not fit
   */
  public static Checked checked(Path file) {
    Path descriptor = file.resolveSibling(file.getFileName() + ".yaml");
    String csv = text(file, "the table");
    String declared = text(descriptor, "its descriptor");
    try {
      PopulationTable table = PopulationTable.read(descriptor.toString(), declared);
      String named = table.file();
      if (named != null && !named.equals(file.getFileName().toString())) {
        throw new WrongRequestException(descriptor + ": it describes the file " + named);
      }
      return new Checked(Population.read(table, file.toString(), csv), csv, declared);
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException("Cannot load " + oneLine(e), e);
    }
  }

  private static String oneLine(IllegalArgumentException refusal) {
    return String.valueOf(refusal.getMessage()).lines().findFirst().orElse("the table");
  }

  private static String text(Path file, String what) {
    try {
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (IOException e) {
      throw new WrongRequestException(
          "Cannot load " + file + ": " + what + " is not there or no readable UTF-8 text", e);
    }
  }

  /** Folder a table would be stored in. */
  public Path folder(Checked checked) {
    return root.resolve(KIND).resolve(checked.population().version());
  }

  /** Stores a table and puts it in force; the same table again changes nothing. */
  public Path store(Checked checked) {
    Path target = folder(checked);
    WholeFolder folder = WholeFolder.at(target);
    try {
      Files.writeString(folder.draft().resolve(TABLE), checked.csv());
      Files.writeString(folder.draft().resolve(DESCRIPTOR), checked.descriptor());
      folder.publish();
      Population population = checked.population();
      Json.write(pointer(), new Pointer(KIND, population.table().name(), population.version()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot store " + target, e);
    }
    return target;
  }

  /**
   * The population that rates are made from: the one loaded last, else the newest of the project.
   *
   * @throws IllegalStateException if a stored table is no longer the one that was loaded
   */
  public Population population() {
    if (!Files.exists(pointer())) {
      return Populations.load().newest();
    }
    try {
      Pointer pointer = Json.mapper().readValue(pointer().toFile(), Pointer.class);
      Path folder = root.resolve(KIND).resolve(pointer.folder());
      PopulationTable table =
          PopulationTable.read(DESCRIPTOR, Files.readString(folder.resolve(DESCRIPTOR)));
      Population population =
          Population.read(table, TABLE, Files.readString(folder.resolve(TABLE)));
      if (!population.version().equals(pointer.folder())) {
        throw new IllegalStateException(
            "The population in " + folder + " was changed after it was loaded; load it again");
      }
      return population;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the population in force, " + pointer(), e);
    }
  }

  private Path pointer() {
    return root.resolve(KIND).resolve("in-force.json");
  }
}
