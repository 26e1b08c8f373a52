package org.concordat.schemas.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ColumnContract.Constraints;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.TableContract;
import org.concordat.schemas.TableContract.ForeignKey;
import org.jspecify.annotations.Nullable;

/**
 * Frictionless Data Package descriptors of submissions, with the table schemas inside, for
 * validators of that standard. They hold only what the standard knows: resource names in lower
 * case, enforced foreign keys, no key of our own.
 *
 * <p>Three things are said more widely than the contract says them, because the standard cannot say
 * them exactly: lists separated by semicolons are strings; a code list is left out, since a code
 * outside it is a warning here and not a fault of the file; a table whose rows may leave a key
 * column blank has no primary key.
 */
public final class DataPackages {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ContractCatalogue contracts;

  public DataPackages(ContractCatalogue contracts) {
    this.contracts = contracts;
  }

  /**
   * The descriptor of a submission.
   *
   * @param name name of the package, lower case, for example {@code mh-rx4-2026-09-001}
   * @param pathByTable table name to path of its file, relative to the descriptor
   * @return JSON text
   * @throws IllegalArgumentException if there is no landing table of that name
   */
  public String descriptor(String name, Map<String, String> pathByTable) {
    SortedMap<String, String> paths = new TreeMap<>(pathByTable);
    List<Map<String, Object>> resources = new ArrayList<>();
    paths.forEach(
        (table, path) -> resources.add(resource(contracts.table(table), path, paths.keySet())));
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("name", name.toLowerCase(Locale.ROOT));
    descriptor.put("profile", "tabular-data-package");
    descriptor.put("resources", resources);
    try {
      return JSON.writeValueAsString(descriptor) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the descriptor of " + name, e);
    }
  }

  private static Map<String, Object> resource(
      TableContract table, String path, Set<String> present) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("name", resourceName(table.name()));
    resource.put("path", path);
    resource.put("profile", "tabular-data-resource");
    resource.put("format", "csv");
    resource.put("mediatype", "text/csv");
    resource.put("encoding", "utf-8");
    resource.put("schema", schema(table, present));
    return resource;
  }

  /** Name of a table as a resource: the standard allows no capitals. */
  public static String resourceName(String table) {
    return table.toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> schema(TableContract table, Set<String> present) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("fields", table.fields().stream().map(DataPackages::field).toList());
    schema.put("missingValues", table.missingValues());
    boolean keyIsNeverBlank =
        table.primaryKey().stream()
            .allMatch(k -> table.column(k).filter(ColumnContract::isMandatory).isPresent());
    if (!table.primaryKey().isEmpty() && keyIsNeverBlank) {
      schema.put("primaryKey", table.primaryKey());
    }
    List<Map<String, Object>> keys =
        table.foreignKeys().stream()
            .filter(ForeignKey::enforced)
            .filter(k -> present.contains(k.reference().resource()))
            .map(DataPackages::foreignKey)
            .toList();
    if (!keys.isEmpty()) {
      schema.put("foreignKeys", keys);
    }
    return schema;
  }

  private static Map<String, Object> foreignKey(ForeignKey key) {
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("resource", resourceName(key.reference().resource()));
    reference.put("fields", key.reference().fields());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fields", key.fields());
    json.put("reference", reference);
    return json;
  }

  private static Map<String, Object> field(ColumnContract column) {
    Map<String, Object> field = new LinkedHashMap<>();
    boolean isList = column.type().equals("array");
    field.put("name", column.name());
    field.put("title", column.title());
    field.put("description", column.description());
    field.put("type", isList ? "string" : column.type());
    if (column.format() != null) {
      field.put("format", column.format());
    }
    Map<String, Object> constraints = constraints(column.constraints());
    if (!constraints.isEmpty()) {
      field.put("constraints", constraints);
    }
    return field;
  }

  private static Map<String, Object> constraints(@Nullable Constraints from) {
    Map<String, Object> to = new LinkedHashMap<>();
    if (from != null) {
      put(to, "required", from.required());
      put(to, "unique", from.unique());
      put(to, "minLength", from.minLength());
      put(to, "maxLength", from.maxLength());
      put(to, "pattern", from.pattern());
      put(to, "minimum", from.minimum());
      put(to, "maximum", from.maximum());
      put(to, "enum", from.enumeration());
    }
    return to;
  }

  private static void put(Map<String, Object> to, String key, @Nullable Object value) {
    if (value != null) {
      to.put(key, value);
    }
  }
}
