package org.concordat.schemas;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.concordat.schemas.ContractCatalogue.Layer;
import org.concordat.schemas.TableContract.ForeignKey;
import org.jspecify.annotations.Nullable;

/** What a table contract must not look like. */
final class ContractRefusals {

  private static final Set<String> TYPES =
      Set.of("string", "integer", "number", "boolean", "date", "datetime", "time", "array");
  private static final Set<String> CODE_MATCHES = Set.of("exact", "first_character");

  private ContractRefusals() {}

  /**
   * Looks at one table alone.
   *
   * @throws IllegalArgumentException naming file, table and field
   */
  static void check(String file, Layer layer, TableContract table, CodeLists lists) {
    String place = file + ", table " + table.name();
    refuseBlank(place, "name", table.name());
    refuseBlank(place, "title", table.title());
    refuseBlank(place, "description", table.description());
    refuseBlank(place, "grain", table.grain());
    refuseUnless(table.grain().startsWith("one row per "), place, "the grain is not one row per …");
    refuseUnless(table.fields() != null && !table.fields().isEmpty(), place, "it has no field");
    Set<String> names = new HashSet<>();
    for (ColumnContract field : table.fields()) {
      String at = place + ", field " + field.name();
      refuseUnless(names.add(String.valueOf(field.name())), at, "it stands there twice");
      checkField(at, field, lists);
    }
    requireFields(place, "primaryKey", table, table.primaryKey());
    requireFields(place, "period_field", table, listOf(table.periodField()));
    requireFields(place, "version_field", table, listOf(table.versionField()));
    if (layer == Layer.LANDING) {
      refuseUnless(table.family() != null, place, "the family is missing");
      refuseUnless(table.presence() != null, place, "the presence is missing");
      String prefix = table.rulePrefix();
      refuseUnless(
          prefix != null && prefix.matches("[A-Z]{3}"), place, "the rule_prefix is not 3 letters");
    }
  }

  private static void checkField(String at, ColumnContract field, CodeLists lists) {
    refuseBlank(at, "name", field.name());
    refuseBlank(at, "title", field.title());
    refuseBlank(at, "description", field.description());
    refuseUnless(TYPES.contains(field.type()), at, "the type " + field.type() + " is unknown");
    String match = field.codeMatch();
    refuseUnless(
        match == null || CODE_MATCHES.contains(match), at, "the code_match is not known: " + match);
    String list = field.codelist();
    if (list != null) {
      refuseUnless(lists.has(list), at, "there is no code list " + list);
      requireCodes(at, lists.list(list), field.defaultCodes());
      requireCodes(at, lists.list(list), field.otherCodes());
    }
    refuseUnless(
        field.requiredWhen() == null || field.requirement() == Requirement.R,
        at,
        "only a required field (R) can have a required_when");
  }

  private static void requireCodes(String at, CodeList list, @Nullable List<String> codes) {
    for (String code : codes == null ? List.<String>of() : codes) {
      refuseUnless(
          list.codes().contains(code), at, "code list " + list.name() + " has no code " + code);
    }
  }

  /** Looks at all tables of the catalogue: parents and children must be there. */
  static void checkTogether(ContractCatalogue catalogue) {
    Set<String> prefixes = new HashSet<>();
    for (TableContract table : catalogue.landing()) {
      String place = "Table " + table.name();
      refuseUnless(
          prefixes.add(String.valueOf(table.rulePrefix())),
          place,
          "the rule_prefix " + table.rulePrefix() + " is taken");
      for (ForeignKey key : table.foreignKeys()) {
        requireFields(place, "foreignKeys", table, key.fields());
        TableContract parent = known(place, catalogue, key.reference().resource());
        requireFields(
            place + ", parent " + parent.name(), "reference", parent, key.reference().fields());
        refuseUnless(
            key.fields().size() == key.reference().fields().size(),
            place,
            "a foreign key and its reference name different numbers of fields");
      }
      for (String child : table.requiredChildren()) {
        requireFields(
            place + ", child " + child,
            "required_children",
            known(place, catalogue, child),
            table.primaryKey());
      }
    }
  }

  private static TableContract known(String place, ContractCatalogue catalogue, String name) {
    return catalogue.landing().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> refused(place, "there is no landing table " + name));
  }

  private static List<String> listOf(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static void requireFields(
      String place, String key, TableContract table, List<String> fields) {
    for (String field : fields) {
      refuseUnless(
          table.column(field).isPresent(),
          place,
          key + " names " + field + ", which is no field of " + table.name());
    }
  }

  private static void refuseBlank(String place, String key, @Nullable String text) {
    refuseUnless(text != null && !text.isBlank(), place, "the " + key + " is missing");
  }

  private static void refuseUnless(boolean good, String place, String reason) {
    if (!good) {
      throw refused(place, reason);
    }
  }

  private static IllegalArgumentException refused(String place, String reason) {
    return new IllegalArgumentException(place + ": " + reason);
  }
}
