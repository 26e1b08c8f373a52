package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which measures use which rows of the partners' tables, read from {@code measure-rows/}. A set of
 * measures is one bit each in a long, so that it can be kept for every row of a submission.
 */
public final class MeasureUses {

  private static final String FILE = "measure-rows.yaml";

  private static final class Holder {
    static final MeasureUses LOADED =
        read(
            ResourceFolder.texts("measure-rows", ".yaml").getOrDefault(FILE, ""),
            ContractCatalogue.load(),
            Measures.load());
  }

  private final List<MeasureRows> items;
  private final List<String> ids = new ArrayList<>();
  private final List<Measure> made;

  private MeasureUses(List<MeasureRows> items, Measures measures) {
    this.items = items;
    items.forEach(item -> item.measures().stream().filter(m -> !ids.contains(m)).forEach(ids::add));
    this.made = measures.all().stream().filter(m -> !m.madeOf().isEmpty()).toList();
  }

  /** The uses of this module, read once. */
  public static MeasureUses load() {
    return Holder.LOADED;
  }

  /**
   * Reads uses from a text.
   *
   * @throws IllegalArgumentException naming what does not exist, or more measures than bits
   */
  static MeasureUses read(String text, ContractCatalogue contracts, Measures measures) {
    List<MeasureRows> items =
        StrictYaml.read("measure-rows/" + FILE, text, new TypeReference<List<MeasureRows>>() {});
    for (MeasureRows item : items) {
      TableContract table = contracts.table(item.table());
      item.measures().forEach(measures::measure);
      String through = item.through();
      if (through != null
          && table.foreignKeys().stream()
              .noneMatch(k -> k.reference().resource().equals(through))) {
        throw new IllegalArgumentException(
            "measure-rows/" + FILE + ": " + item.table() + " has no key to " + through);
      }
    }
    MeasureUses uses = new MeasureUses(List.copyOf(items), measures);
    if (uses.ids.size() > Long.SIZE) {
      throw new IllegalArgumentException("measure-rows/" + FILE + " names more than 64 measures");
    }
    return uses;
  }

  /** Items of a table, in the order written. */
  public List<MeasureRows> of(String table) {
    return items.stream().filter(item -> item.table().equals(table)).toList();
  }

  /** The measures of an item as bits. */
  public long bits(MeasureRows item) {
    long bits = 0;
    for (String id : item.measures()) {
      bits |= 1L << ids.indexOf(id);
    }
    return bits;
  }

  /**
   * One measure as a bit.
   *
   * @throws IllegalArgumentException when no item names it
   */
  public long bit(String measure) {
    int number = ids.indexOf(measure);
    if (number < 0) {
      throw new IllegalArgumentException("No row of a table is used for the measure " + measure);
    }
    return 1L << number;
  }

  /** All measures that use some rows of a table, as bits. */
  public long bits(String table) {
    long bits = 0;
    for (MeasureRows item : of(table)) {
      bits |= bits(item);
    }
    return bits;
  }

  /** The measures that count a table's rows one by one, as bits. */
  public long counted(String table) {
    long bits = 0;
    for (MeasureRows item : of(table)) {
      for (String id : item.counts()) {
        bits |= 1L << ids.indexOf(id);
      }
    }
    return bits;
  }

  /** The parent table that narrows what a table's rows are used for. */
  public Optional<String> through(String table) {
    return of(table).stream().map(MeasureRows::through).filter(t -> t != null).findFirst();
  }

  /** Ids of counted measures that have an item. */
  public List<String> ids() {
    return List.copyOf(ids);
  }

  /**
   * Ids of the measures, with the percentages, rates and averages made of them, sorted and joined
   * by semicolons.
   */
  public @Nullable String named(long bits) {
    if (bits == 0) {
      return null;
    }
    TreeSet<String> named = new TreeSet<>();
    for (int i = 0; i < ids.size(); i++) {
      if ((bits >>> i & 1) == 1) {
        named.add(ids.get(i));
      }
    }
    TreeSet<String> all = new TreeSet<>(named);
    for (Measure measure : made) {
      if (measure.madeOf().stream().anyMatch(named::contains)) {
        all.add(measure.id());
      }
    }
    return String.join(";", all);
  }

  /** The same whenever the items are. */
  @Override
  public String toString() {
    return items.toString();
  }
}
