package org.concordat.reports;

import java.util.List;

/**
 * Everything the page of a month's return shows, in words. Its figures are those of the public
 * files, as published there.
 *
 * @param month month in words
 * @param status Performance or Final
 * @param version "version 2", or "no version" where nothing was ever published
 * @param isInvented whether any of the data are invented
 * @param headline the decision: its style, word and sentence
 * @param reasons why it is not plainly published
 * @param signOff where the newest version stands
 * @param next the next step in words
 * @param command its command; empty for none
 * @param facts lines of the summary
 * @param steps who took which version how far and when
 * @param families coverage by family
 * @param missing who is missing
 * @param sent who sent, by family
 * @param changes what the version changes
 * @param headlines table of headline figures
 * @param lastMonth month before in words
 * @param charts a section for each headline measure
 * @param disclosure lines about disclosure control
 * @param files files of the version
 * @param national address of the national page
 */
record ReturnPage(
    String month,
    String status,
    String version,
    boolean isInvented,
    Headline headline,
    List<String> reasons,
    String signOff,
    String next,
    String command,
    List<PartnerPage.Fact> facts,
    List<Step> steps,
    List<FamilyLine> families,
    List<NationalPage.Missing> missing,
    List<Sent> sent,
    ReturnChanges changes,
    List<HeadlineFigure> headlines,
    String lastMonth,
    List<Chart> charts,
    List<PartnerPage.Fact> disclosure,
    List<FileLink> files,
    String national) {

  /** The decision, told by a word and a shape. */
  record Headline(String style, String shape, String word, String sentence) {}

  /** One step of a version. */
  record Step(String version, String state, String by, String at, String note) {}

  /**
   * Coverage of one family.
   *
   * @param measures ids of the measures that lack the missing, none when nobody is missing
   */
  record FamilyLine(
      String family,
      String expected,
      String accepted,
      String missing,
      String effect,
      String measures) {

    boolean hasMeasures() {
      return !measures.isEmpty();
    }
  }

  /** Who sent of one family. */
  record Sent(String family, String organisations) {}

  /** One headline measure of England. */
  record HeadlineFigure(
      String measure, String title, String now, String before, Sparkline spark, String lacks) {}

  /**
   * Pictures of one headline measure.
   *
   * @param lacks who is missing from it; empty for nobody
   */
  record Chart(
      String id,
      String measure,
      String title,
      String lacks,
      List<Bar> months,
      String organisationsTitle,
      List<Bar> organisations) {

    boolean hasLacks() {
      return !lacks.isEmpty();
    }

    boolean hasOrganisations() {
      return !organisations.isEmpty();
    }
  }

  /**
   * One bar with its words.
   *
   * @param width length in percent of the longest
   * @param isShown whether there is a number; a hidden value has a hatched bar
   * @param isHidden whether the value is hidden
   */
  record Bar(String label, String words, int width, boolean isShown, boolean isHidden) {}

  /** One file of the version. */
  record FileLink(String href, String name, String words) {}

  String title() {
    return "Crisis return, " + status + ": " + month;
  }

  boolean hasReasons() {
    return !reasons.isEmpty();
  }

  boolean hasCommand() {
    return !command.isEmpty();
  }

  boolean hasSteps() {
    return !steps.isEmpty();
  }

  boolean hasMissing() {
    return !missing.isEmpty();
  }

  boolean hasFamilies() {
    return !families.isEmpty();
  }

  boolean hasVersion() {
    return !files.isEmpty();
  }
}
