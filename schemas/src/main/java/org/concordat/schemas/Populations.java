package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The population tables of this module, read from {@code populations/}. */
public final class Populations {

  private static final String FOLDER = "populations";
  private static final String CATALOGUE = "catalogue.yaml";

  private final List<PopulationTable> tables;
  private final Map<String, String> files;

  private Populations(List<PopulationTable> tables, Map<String, String> files) {
    this.tables = tables;
    this.files = files;
  }

  /**
   * Reads the catalogue.
   *
   * @throws IllegalArgumentException naming the table, when an entry and its file do not fit
   */
  public static Populations load() {
    String catalogue = ResourceFolder.texts(FOLDER, ".yaml").get(CATALOGUE);
    if (catalogue == null) {
      throw new IllegalStateException(FOLDER + "/" + CATALOGUE + " is not there");
    }
    return read(catalogue, ResourceFolder.texts(FOLDER, ".csv"));
  }

  /** Reads a catalogue and its files, given as texts by file name. */
  static Populations read(String catalogue, Map<String, String> files) {
    String where = FOLDER + "/" + CATALOGUE;
    List<PopulationTable> tables = StrictYaml.read(where, catalogue, new TypeReference<>() {});
    Set<String> names = new HashSet<>();
    Set<String> unused = new TreeSet<>(files.keySet());
    for (PopulationTable table : tables) {
      table.require(where);
      if (!names.add(table.name())) {
        throw new IllegalArgumentException(where + ": " + table.name() + " is described twice");
      }
      if (table.file() == null || !files.containsKey(table.file())) {
        throw new IllegalArgumentException(
            where + ": the file of " + table.name() + " is not there");
      }
      unused.remove(table.file());
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(where + ": nothing describes the files " + unused);
    }
    return new Populations(new ArrayList<>(tables), files);
  }

  /** What the tables declare, in the order of the catalogue. */
  public List<PopulationTable> tables() {
    return Collections.unmodifiableList(tables);
  }

  /** The newest table that rates can be made from. */
  public Population newest() {
    PopulationTable table =
        tables.stream()
            .filter(t -> t.kind().equals(PopulationTable.POPULATION))
            .max(Comparator.comparingInt(t -> Objects.requireNonNull(t.year())))
            .orElseThrow(() -> new IllegalStateException("There is no population table"));
    String file = Objects.requireNonNull(table.file());
    return Population.read(table, FOLDER + "/" + file, Objects.requireNonNull(files.get(file)));
  }
}
