package org.concordat.schemas;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether each cell of a table of areas can be understood and names a parent that exists. */
final class AreaCells {

  private static final String CODE = "[A-Z0-9]{2,9}";
  private static final Map<String, Pattern> FORMATS =
      Map.of(
          "practice_code", Pattern.compile("[A-Z][A-Z0-9]{5,7}"),
          "postcode_part", Pattern.compile("[A-Z]{1,2}([0-9][0-9A-Z]?( [0-9]([A-Z]{2})?)?)?"),
          "organisation_code", Pattern.compile("[A-Z0-9]{3,6}"),
          "area_type", Pattern.compile("local_authority|sub_icb"),
          "easting", Pattern.compile("[0-9]{1,6}"),
          "northing", Pattern.compile("[0-9]{1,7}"));
  private static final Pattern ANY_CODE = Pattern.compile(CODE);
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final AreaKind kind;
  private final String file;
  private final CodeList boards;
  private final CodeList newBoards;
  private final Set<String> regions;

  /**
   * @param lists code lists that hold the boards and the regions
   */
  AreaCells(AreaKind kind, String file, CodeLists lists) {
    this.kind = kind;
    this.file = file;
    this.boards = lists.list("icb_region");
    this.newBoards = lists.list("icb_codes_new_2026");
    this.regions = lists.list("nhs_regions").codes();
  }

  /**
   * @throws IllegalArgumentException naming the first cell of a row that does not fit
   */
  void require(Map<String, String> row) {
    for (String column : kind.columns()) {
      requireCell(row, column);
    }
    requireParents(row);
    if (cell(row, "easting").isEmpty() != cell(row, "northing").isEmpty()) {
      throw refused(row, "has an easting or a northing without the other");
    }
    String from = cell(row, "valid_from");
    String to = cell(row, "valid_to");
    if (!from.isEmpty() && !to.isEmpty() && to.compareTo(from) < 0) {
      throw refused(row, "ends on " + to + ", before it begins on " + from);
    }
  }

  private void requireCell(Map<String, String> row, String column) {
    String text = cell(row, column);
    if (text.isEmpty()) {
      if (!kind.isOptional(column)) {
        throw refused(row, "has no " + column);
      }
      return;
    }
    boolean fits =
        AreaKind.DATES.contains(column)
            ? isDate(text)
            : FORMATS.getOrDefault(column, ANY_CODE).matcher(text).matches();
    if (!fits) {
      throw refused(row, "has the " + column + " \"" + text + "\", which cannot be read");
    }
  }

  private void requireParents(Map<String, String> row) {
    String region = cell(row, "region_code");
    if (!region.isEmpty() && !regions.contains(region)) {
      throw refused(row, "names the region " + region + ", which is not known");
    }
    String board = cell(row, "icb_code");
    if (board.isEmpty()) {
      if (!cell(row, "sub_icb_code").isEmpty()) {
        throw refused(row, "has a sub_icb_code without an icb_code");
      }
      return;
    }
    if (!boards.codes().contains(board) && !newBoards.codes().contains(board)) {
      throw refused(row, "names the board " + board + ", which is not known");
    }
    boards
        .text(board, "region_ods_code")
        .filter(of -> !of.equals(region))
        .ifPresent(
            of -> {
              throw refused(row, "puts the board " + board + " of " + of + " in " + region);
            });
  }

  private static boolean isDate(String text) {
    try {
      return DATE.matcher(text).matches() && LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  private IllegalArgumentException refused(Map<String, String> row, String what) {
    String key = String.join(" ", kind.key().stream().map(column -> cell(row, column)).toList());
    return new IllegalArgumentException(
        file + ": the row of " + (key.isBlank() ? "nothing" : key) + " " + what);
  }
}
