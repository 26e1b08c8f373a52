package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of area tables: which columns each has, and which of them say whose row it is. */
public enum AreaKind {
  /** GP practice to primary care network, sub-ICB, ICB and region. */
  GP_PRACTICE_AREA(
      List.of("practice_code"),
      List.of("primary_care_network_code", "sub_icb_code", "icb_code", "region_code"),
      List.of("primary_care_network_code")),

  /** Area, district, sector or whole of a postcode to local authority, sub-ICB, ICB and region. */
  POSTCODE_AREA(
      List.of("postcode_part"),
      List.of("local_authority_code", "sub_icb_code", "icb_code", "region_code"),
      List.of("sub_icb_code", "icb_code")),

  /** Provider to sub-ICB, ICB, region and the point distances are measured to. */
  PROVIDER_AREA(
      List.of("organisation_code"),
      List.of("sub_icb_code", "icb_code", "region_code", "easting", "northing"),
      List.of("sub_icb_code", "icb_code", "easting", "northing")),

  /** Local authority or sub-ICB to the point distances are measured from. */
  AREA_CENTROID(
      List.of("area_type", "area_code"), List.of("easting", "northing"), List.<String>of());

  /** First and last day a row is in force; empty means open. */
  static final List<String> DATES = List.of("valid_from", "valid_to");

  private final List<String> key;
  private final List<String> values;
  private final List<String> optional;

  AreaKind(List<String> key, List<String> values, List<String> optional) {
    this.key = key;
    this.values = values;
    this.optional = optional;
  }

  /** Name in descriptors, and of the table that SQL reads. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Columns, in the order SQL sees them; a file may have them in any order. */
  public List<String> columns() {
    return Stream.of(key, values, DATES).flatMap(List::stream).toList();
  }

  /** Columns that say whose row it is. */
  List<String> key() {
    return key;
  }

  /** Whether a cell of a column may be blank. */
  boolean isOptional(String column) {
    return optional.contains(column) || DATES.contains(column);
  }

  /**
   * The kind a descriptor of a reference table declares; empty when it is one of residents.
   *
   * @throws IllegalArgumentException in one line, if it declares a kind that does not exist
   */
  public static Optional<AreaKind> declaredBy(String file, String descriptor) {
    Map<String, Object> declared = StrictYaml.read(file, descriptor, new TypeReference<>() {});
    Object kind = declared == null ? null : declared.get("kind");
    if (kind == null || PopulationTable.KINDS.contains(kind.toString())) {
      return Optional.empty();
    }
    Optional<AreaKind> area = find(kind.toString());
    if (area.isEmpty()) {
      throw new IllegalArgumentException(
          file
              + ": kind \""
              + kind
              + "\" is not known, expected one of "
              + Stream.concat(Stream.of(PopulationTable.POPULATION), all().map(AreaKind::id))
                  .collect(Collectors.joining(", ")));
    }
    return area;
  }

  /** The kind of that name. */
  public static Optional<AreaKind> find(String id) {
    return all().filter(kind -> kind.id().equals(id)).findFirst();
  }

  /** All kinds. */
  public static Stream<AreaKind> all() {
    return Stream.of(values());
  }
}
