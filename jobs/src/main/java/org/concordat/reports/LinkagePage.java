package org.concordat.reports;

import java.util.List;

/**
 * The section of the national page about linkage, in words and rounded figures.
 *
 * @param isKnown whether anything was linked; else the rest is empty
 * @param partners one line per sender
 * @param families families in the order of the cells of {@code steps}
 * @param steps steps of linkage, with a share for each family
 * @param bars share of records of a group whose person is known to another partner, as a picture
 * @param gap the largest difference between two groups in words
 * @param breakdowns ethnic group, age, sex, identifiers
 * @param signs what speaks against links, without truth
 * @param agreements pairs of sources
 * @param tables groups by two sources
 * @param truths figures against the truth of invented data
 */
record LinkagePage(
    boolean isKnown,
    List<PartnerLine> partners,
    List<String> families,
    List<StepLine> steps,
    List<Bar> bars,
    String gap,
    List<Breakdown> breakdowns,
    List<PartnerPage.Fact> signs,
    List<AgreementLine> agreements,
    List<AgreementTable> tables,
    List<TruthLine> truths) {

  /** One sender. */
  record PartnerLine(
      String name,
      String code,
      String family,
      String records,
      String recognised,
      String elsewhere,
      String lastMonth) {}

  /** One step and its share of each family's records. */
  record StepLine(String words, List<NationalPage.CrossedCell> cells) {}

  /**
   * One bar.
   *
   * @param percent its share in words
   * @param width the same as a width in percent
   */
  record Bar(String group, String percent, long width) {}

  /** Records by one thing that could make a difference. */
  record Breakdown(String title, List<Group> groups) {}

  /** One part of it: trusts' records apart from others', since most of theirs hold a number. */
  record Group(
      String words,
      String trustRecords,
      String trustElsewhere,
      String otherRecords,
      String otherRecognised,
      String otherElsewhere) {}

  /** How far two sources agree. */
  record AgreementLine(String first, String second, String people, String agreed, String kappa) {}

  /** Groups by the first source (lines) and by the second (cells). */
  record AgreementTable(String title, List<String> groups, List<StepLine> lines) {}

  /** Figures of one group of invented people or events. */
  record TruthLine(
      String words,
      String precision,
      String recall,
      String f1,
      String bcubedPrecision,
      String bcubedRecall) {}

  boolean hasBars() {
    return !bars.isEmpty();
  }

  boolean hasAgreements() {
    return !agreements.isEmpty();
  }

  boolean hasTruths() {
    return !truths.isEmpty();
  }
}
