package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The area tables of this module, one of each kind, read from {@code areas/}; all are invented. */
public final class Areas {

  private static final String FOLDER = "areas";
  private static final String CATALOGUE = "catalogue.yaml";

  private final Map<AreaKind, AreaRows> tables;

  private Areas(Map<AreaKind, AreaRows> tables) {
    this.tables = tables;
  }

  /**
   * Reads and checks every table.
   *
   * @throws IllegalArgumentException naming the table, when an entry and its file do not fit
   */
  public static Areas load() {
    String catalogue = ResourceFolder.texts(FOLDER, ".yaml").get(CATALOGUE);
    if (catalogue == null) {
      throw new IllegalStateException(FOLDER + "/" + CATALOGUE + " is not there");
    }
    return read(catalogue, ResourceFolder.texts(FOLDER, ".csv"));
  }

  /** Reads a catalogue and its files, given as texts by file name. */
  static Areas read(String catalogue, Map<String, String> files) {
    String where = FOLDER + "/" + CATALOGUE;
    List<AreaTable> listed = StrictYaml.read(where, catalogue, new TypeReference<>() {});
    TreeSet<String> unused = new TreeSet<>(files.keySet());
    Map<AreaKind, AreaRows> tables = new EnumMap<>(AreaKind.class);
    for (AreaTable table : listed) {
      table.require(where);
      String file = Objects.requireNonNullElse(table.file(), "");
      String csv = files.get(file);
      if (csv == null) {
        throw new IllegalArgumentException(
            where + ": the file of " + table.name() + " is not there");
      }
      unused.remove(file);
      if (tables.put(table.areaKind(), AreaRows.read(table, FOLDER + "/" + file, csv)) != null) {
        throw new IllegalArgumentException(
            where + ": kind " + table.kind() + " is described twice");
      }
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(where + ": nothing describes the files " + unused);
    }
    return new Areas(tables);
  }

  /** The table of a kind. */
  public AreaRows of(AreaKind kind) {
    return Objects.requireNonNull(tables.get(kind), kind.id());
  }
}
