package org.concordat.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a file of areas declares about itself. An invented table says so, and whatever is made with
 * it can say so too.
 *
 * @param kind name of an {@link AreaKind}
 * @param name short name: lower-case letters, digits and underscores
 * @param file name of the CSV file; beside a loaded file it may be left out
 * @param invented whether its rows are made up
 * @param rows how many rows there are
 * @param source where they come from
 */
public record AreaTable(
    String kind,
    String name,
    @Nullable String file,
    @Nullable Boolean invented,
    @Nullable @JsonProperty("rows") Integer rows,
    String source) {

  /**
   * Reads the descriptor of one table.
   *
   * @param file its name, for refusals
   * @throws IllegalArgumentException in one line, if a key is missing, unknown or does not fit
   */
  public static AreaTable read(String file, String text) {
    AreaTable table = StrictYaml.read(file, text, new TypeReference<>() {});
    if (table == null) {
      throw new IllegalArgumentException(file + " is empty");
    }
    table.require(file);
    return table;
  }

  /** What its rows are about. */
  public AreaKind areaKind() {
    return AreaKind.find(kind).orElseThrow(() -> new IllegalStateException("No kind " + kind));
  }

  /**
   * @param where name of the descriptor, for refusals
   * @throws IllegalArgumentException naming what is not declared or not known
   */
  void require(String where) {
    if (kind == null || AreaKind.find(kind).isEmpty()) {
      String known = AreaKind.all().map(AreaKind::id).collect(Collectors.joining(", "));
      throw refused(where, "kind", kind, "one of " + known);
    }
    if (name == null || !name.matches("[a-z0-9_]+")) {
      throw refused(where, "name", name, "lower-case letters, digits and underscores");
    }
    if (invented == null) {
      throw refused(where, "invented", null, "true or false");
    }
    if (rows == null || rows < 1) {
      throw refused(
          where, "rows", rows == null ? null : rows.toString(), "how many rows there are");
    }
    if (source == null || source.isBlank()) {
      throw refused(where, "source", source, "a text");
    }
  }

  /** All that it declares, one value a line: what tells it from another table of the same rows. */
  String declared() {
    return Stream.of(kind, name, invented, rows, source)
        .map(value -> value + "\n")
        .collect(Collectors.joining());
  }

  private static IllegalArgumentException refused(
      String where, String key, @Nullable String value, String wanted) {
    return new IllegalArgumentException(
        where
            + ": "
            + key
            + (value == null ? " is not declared" : " \"" + value + "\" is not known")
            + ", expected "
            + wanted);
  }
}
