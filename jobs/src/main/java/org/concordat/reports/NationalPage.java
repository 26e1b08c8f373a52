package org.concordat.reports;

import java.util.List;

/**
 * Everything the national page shows, in words. It holds only what everybody may see: counts to the
 * nearest five, small ones hidden.
 *
 * @param month month in words
 * @param isInvented whether any of the data are invented
 * @param facts lines of the summary
 * @param missing organisations without a submission in force
 * @param heat coverage, index and punctuality of every organisation
 * @param families one line per family
 * @param groups organisations by family
 * @param fields scored fields by family
 * @param crossed scored fields beside each other by family
 * @param queries questions not yet answered
 * @param moves what entered or left the figures since the month before
 * @param rules most-failed rules
 * @param linkage how well people were linked
 * @param reading lines of "how to read this"
 */
record NationalPage(
    String month,
    boolean isInvented,
    List<PartnerPage.Fact> facts,
    List<Missing> missing,
    List<HeatLine> heat,
    List<FamilyLine> families,
    List<Group> groups,
    List<FieldGroup> fields,
    Crossed crossed,
    List<Query> queries,
    List<Move> moves,
    List<RuleLine> rules,
    LinkagePage linkage,
    List<PartnerPage.Fact> reading) {

  /** An organisation whose figures are not in the month. */
  record Missing(String name, String code, String family, String state) {}

  /** One cell of the heat table: what it says in words, and the band that colours it. */
  record HeatCell(String words, Band band) {}

  /** One organisation of the heat table. */
  record HeatLine(
      String name,
      String code,
      String family,
      HeatCell coverage,
      HeatCell index,
      HeatCell punctuality) {}

  /** Scored fields by their titles, with a cell for each family. */
  record Crossed(List<String> families, List<CrossedLine> lines) {}

  /** One title and its cell in each family. */
  record CrossedLine(String title, List<CrossedCell> cells) {}

  /** The family's score; a dash where the family has no such field. */
  record CrossedCell(String family, String words) {}

  /** A submission in force with a question its sender has not answered. */
  record Query(String name, String code, String family, String submission, String rules) {}

  /** An organisation that entered or left the figures, or sent again. */
  record Move(String name, String code, String family, String what) {}

  /** One family. */
  record FamilyLine(
      String family,
      String known,
      String inForce,
      String rejected,
      String notReceived,
      String sent,
      String accepted,
      String rejectedRows,
      String index,
      Band band) {}

  /** Organisations of one family. */
  record Group(String id, String family, List<OrganisationLine> organisations) {}

  /** One organisation. */
  record OrganisationLine(
      String code,
      String name,
      String state,
      Status status,
      String received,
      String attempts,
      String coverage,
      String index,
      Band band,
      String sent,
      String accepted,
      String rejected,
      String warned) {}

  /** Scored fields of one family. */
  record FieldGroup(String id, String family, List<FieldLine> fields) {}

  /** One scored field over all organisations in force. */
  record FieldLine(
      String table,
      String field,
      String title,
      String rows,
      String valid,
      String other,
      String defaults,
      String invalid,
      String missing,
      String score,
      Band band) {}

  /** One rule over all organisations. */
  record RuleLine(
      String rule,
      String table,
      String words,
      String severity,
      String organisations,
      String messages,
      String rowsLost) {}

  String title() {
    return "Mental-health crisis data: " + month;
  }

  boolean hasMissing() {
    return !missing.isEmpty();
  }

  boolean hasQueries() {
    return !queries.isEmpty();
  }

  boolean hasMoves() {
    return !moves.isEmpty();
  }

  boolean hasRules() {
    return !rules.isEmpty();
  }

  boolean hasFields() {
    return !fields.isEmpty();
  }
}
