package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every table contract of the project, by layer. */
public final class ContractCatalogue {

  /** Where in the way of the data a table stands. */
  public enum Layer {
    LANDING("1-landing"),
    LINKED("2-linked"),
    MARTS("3-marts"),
    RETURNS("4-returns"),
    QUALITY("5-quality");

    private final String folder;

    Layer(String folder) {
      this.folder = folder;
    }

    public String folder() {
      return folder;
    }
  }

  private final Map<Layer, SortedMap<String, TableContract>> byLayer;

  private final CodeLists lists;

  private ContractCatalogue(Map<Layer, SortedMap<String, TableContract>> byLayer, CodeLists lists) {
    this.byLayer = byLayer;
    this.lists = lists;
  }

  /**
   * Reads the contracts of this module.
   *
   * @throws IllegalArgumentException naming the file, when a contract is not well-formed
   */
  public static ContractCatalogue load() {
    Map<Layer, Map<String, String>> files = new EnumMap<>(Layer.class);
    for (Layer layer : Layer.values()) {
      files.put(layer, ResourceFolder.texts("contracts/" + layer.folder(), ".yaml"));
    }
    return read(files, CodeLists.load());
  }

  /** Reads contracts from texts by layer and file name. */
  static ContractCatalogue read(Map<Layer, Map<String, String>> files, CodeLists lists) {
    Map<Layer, SortedMap<String, TableContract>> byLayer = new EnumMap<>(Layer.class);
    Set<String> names = new HashSet<>();
    files.forEach(
        (layer, texts) -> {
          SortedMap<String, TableContract> tables = new TreeMap<>();
          texts.forEach(
              (file, text) -> {
                TableContract table =
                    StrictYaml.read(file, text, new TypeReference<TableContract>() {});
                ContractRefusals.check(file, layer, table, lists);
                if (!names.add(table.name())) {
                  throw new IllegalArgumentException(
                      file + ": table " + table.name() + " is described twice");
                }
                tables.put(table.name(), table);
              });
          byLayer.put(layer, tables);
        });
    ContractCatalogue catalogue = new ContractCatalogue(byLayer, lists);
    ContractRefusals.checkTogether(catalogue);
    return catalogue;
  }

  /** The code lists its columns name. */
  CodeLists codeLists() {
    return lists;
  }

  /** All tables of a layer, in name order. */
  public List<TableContract> tables(Layer layer) {
    return new ArrayList<>(byLayer.getOrDefault(layer, new TreeMap<>()).values());
  }

  /** Tables partners send. */
  public List<TableContract> landing() {
    return tables(Layer.LANDING);
  }

  /** Tables one family sends. */
  public List<TableContract> landing(Family family) {
    return landing().stream().filter(t -> t.family() == family).toList();
  }

  /**
   * @throws IllegalArgumentException if there is no such table
   */
  public TableContract table(String name) {
    return byLayer.values().stream()
        .filter(tables -> tables.containsKey(name))
        .map(tables -> tables.get(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no table " + name));
  }
}
