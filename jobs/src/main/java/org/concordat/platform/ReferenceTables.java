package org.concordat.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.AreaKind;
import org.concordat.schemas.AreaRows;
import org.concordat.schemas.AreaTable;
import org.concordat.schemas.Areas;
import org.concordat.schemas.Population;
import org.concordat.schemas.PopulationTable;
import org.concordat.schemas.Populations;

/**
 * Tables of reference that somebody loaded into the lake, one folder per kind: {@code
 * KIND/NAME-DIGEST} holds a table with its descriptor as they were given, and {@code
 * KIND/in-force.json} names the folder that figures are made from. What was loaded is never changed
 * or removed, so any return can be made again.
 */
public final class ReferenceTables {

  /** Spreadsheets begin a CSV in UTF-8 with it. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final String SUB_ICB = "sub_icb_code";

  private final Path root;

  /**
   * @param root root of zone reference
   */
  public ReferenceTables(Path root) {
    this.root = root;
  }

  /** Which table of a kind is in force. */
  record Pointer(String kind, String name, @JsonProperty("in_force") String folder) {}

  /**
   * A checked table as texts, ready to be stored.
   *
   * @param version name and digest
   * @param summary what it holds, one line
   */
  public record Checked(
      String kind, String name, String version, String summary, String csv, String descriptor) {}

  /** What was stored of the table in force. */
  private record Stored(Path folder, String version, String csv, String descriptor) {}

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
      Optional<AreaKind> area = AreaKind.declaredBy(descriptor.toString(), declared);
      return area.isPresent()
          ? areas(file, csv, descriptor, declared)
          : population(file, csv, descriptor, declared);
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException("Cannot load " + oneLine(e), e);
    }
  }

  private static Checked population(Path file, String csv, Path descriptor, String declared) {
    PopulationTable table = PopulationTable.read(descriptor.toString(), declared);
    requireFile(file, descriptor, Optional.ofNullable(table.file()));
    Population population = Population.read(table, file.toString(), csv);
    String summary =
        String.format(
            Locale.UK,
            "%s %s: %s %d, %,d residents in %d ethnic categories, %d cells each",
            table.kind(),
            table.name(),
            table.geography(),
            table.year(),
            population.england(),
            population.groups(Population.CODES).size(),
            population.strata().size());
    return new Checked(table.kind(), table.name(), population.version(), summary, csv, declared);
  }

  private static Checked areas(Path file, String csv, Path descriptor, String declared) {
    AreaTable table = AreaTable.read(descriptor.toString(), declared);
    requireFile(file, descriptor, Optional.ofNullable(table.file()));
    AreaRows rows = AreaRows.read(table, file.toString(), csv);
    String summary =
        String.format(
            Locale.UK,
            "%s %s: %,d rows%s",
            table.kind(),
            table.name(),
            rows.rows().size(),
            Boolean.TRUE.equals(table.invented()) ? ", invented" : "");
    return new Checked(table.kind(), table.name(), rows.version(), summary, csv, declared);
  }

  private static void requireFile(Path file, Path descriptor, Optional<String> named) {
    if (named.isPresent() && !named.get().equals(file.getFileName().toString())) {
      throw new WrongRequestException(descriptor + ": it describes the file " + named.get());
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
    return root.resolve(checked.kind()).resolve(checked.version());
  }

  /** Stores a table and puts it in force; the same table again changes nothing. */
  public Path store(Checked checked) {
    Path target = folder(checked);
    WholeFolder folder = WholeFolder.at(target);
    String kind = checked.kind();
    try {
      Files.writeString(folder.draft().resolve(kind + ".csv"), checked.csv());
      Files.writeString(folder.draft().resolve(kind + ".yaml"), checked.descriptor());
      folder.publish();
      Json.write(pointer(kind), new Pointer(kind, checked.name(), checked.version()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot store " + target, e);
    }
    return target;
  }

  /**
   * Puts a table in force that another lake holds, or that is the project's own.
   *
   * @param from tables of the other lake
   * @param version name and digest
   * @throws WrongRequestException if there is no such table any more
   */
  public void restore(ReferenceTables from, String kind, String version) {
    Path there = from.root.resolve(kind).resolve(version);
    if (!Files.isDirectory(there)) {
      if (!version.equals(ownVersion(kind))) {
        throw new WrongRequestException(
            "Cannot rebuild: the table " + version + " (" + kind + ") is not in " + from.root);
      }
      return;
    }
    try {
      Folders.copy(there, root.resolve(kind).resolve(version));
      String name = version.substring(0, version.lastIndexOf('-'));
      Json.write(pointer(kind), new Pointer(kind, name, version));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + there, e);
    }
  }

  /** Version of the table that is in force where none was loaded. */
  private static String ownVersion(String kind) {
    if (kind.equals(PopulationTable.POPULATION)) {
      return Populations.load().newest().version();
    }
    Areas invented = Areas.load();
    return AreaKind.all()
        .filter(area -> area.id().equals(kind))
        .map(area -> invented.of(area).version())
        .findFirst()
        .orElse("");
  }

  /**
   * The population that rates are made from: the one loaded last, else the newest of the project.
   *
   * @throws IllegalStateException if a stored table is no longer the one that was loaded
   */
  public Population population() {
    Optional<Stored> stored = stored(PopulationTable.POPULATION);
    if (stored.isEmpty()) {
      return Populations.load().newest();
    }
    PopulationTable table =
        PopulationTable.read(PopulationTable.POPULATION, stored.get().descriptor());
    Population population = Population.read(table, PopulationTable.POPULATION, stored.get().csv());
    requireUnchanged(stored.get(), population.version());
    return population;
  }

  /**
   * The area tables in force, one of each kind: the one loaded last, else the invented one of the
   * project.
   *
   * @throws IllegalStateException if a stored table is no longer the one that was loaded
   */
  public SortedMap<AreaKind, AreaRows> areas() {
    Areas invented = Areas.load();
    SortedMap<AreaKind, AreaRows> areas = new TreeMap<>();
    AreaKind.all().forEach(kind -> areas.put(kind, areas(kind).orElseGet(() -> invented.of(kind))));
    return areas;
  }

  /**
   * Codes of the sub-ICBs that a person's practice or residence can lie in on a day, by the name of
   * their column.
   */
  public Map<String, SortedSet<String>> homeCodes(LocalDate day) {
    SortedMap<AreaKind, AreaRows> areas = areas();
    SortedSet<String> codes = new TreeSet<>();
    for (AreaKind kind : List.of(AreaKind.GP_PRACTICE_AREA, AreaKind.POSTCODE_AREA)) {
      codes.addAll(Objects.requireNonNull(areas.get(kind)).codes(SUB_ICB, day));
    }
    return Map.of(SUB_ICB, codes);
  }

  private Optional<AreaRows> areas(AreaKind kind) {
    return stored(kind.id())
        .map(
            stored -> {
              AreaTable table = AreaTable.read(kind.id(), stored.descriptor());
              AreaRows rows = AreaRows.read(table, kind.id(), stored.csv());
              requireUnchanged(stored, rows.version());
              return rows;
            });
  }

  private static void requireUnchanged(Stored stored, String version) {
    if (!version.equals(stored.version())) {
      throw new IllegalStateException(
          "The table in " + stored.folder() + " was changed after it was loaded; load it again");
    }
  }

  /** The table of a kind that was loaded last; empty when none was. */
  private Optional<Stored> stored(String kind) {
    if (!Files.exists(pointer(kind))) {
      return Optional.empty();
    }
    try {
      Pointer pointer = Json.mapper().readValue(pointer(kind).toFile(), Pointer.class);
      Path folder = root.resolve(kind).resolve(pointer.folder());
      return Optional.of(
          new Stored(
              folder,
              pointer.folder(),
              Files.readString(folder.resolve(kind + ".csv")),
              Files.readString(folder.resolve(kind + ".yaml"))));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the table in force, " + pointer(kind), e);
    }
  }

  private Path pointer(String kind) {
    return root.resolve(kind).resolve("in-force.json");
  }
}
