package org.concordat.reports;

import java.util.List;

/**
 * A partner's second page: its figures as counted from the linked data of all partners, which only
 * the national run can make. The first page is the same at the partner and in the national run.
 *
 * @param name organisation's name
 * @param code its code
 * @param family its family in words
 * @param month month in words
 * @param isInvented whether the data are invented
 * @param isInForce whether a submission of its own is in force
 * @param measures its own measures; empty when the marts have none
 * @param recordsSection136 whether its family records section 136
 * @param pairs section 136 beside each other partner
 * @param messages what the rules across partners found in its own rows
 * @param peers its scored fields beside the others'
 */
record LinkedPage(
    String name,
    String code,
    String family,
    String month,
    boolean isInvented,
    boolean isInForce,
    List<PartnerPage.MeasureLine> measures,
    boolean recordsSection136,
    List<Section136Pairs.Line> pairs,
    List<AcrossMessages.Message> messages,
    List<FieldPeers.Line> peers) {

  /** Messages listed on the page; the file has them all. */
  private static final int SHOWN = 50;

  String title() {
    return name + " (" + code + "): beside other partners, " + month;
  }

  boolean hasMeasures() {
    return !measures.isEmpty();
  }

  boolean hasPairs() {
    return !pairs.isEmpty();
  }

  boolean hasPeers() {
    return !peers.isEmpty();
  }

  boolean hasMessages() {
    return !messages.isEmpty();
  }

  List<AcrossMessages.Message> firstMessages() {
    return messages.stream().limit(SHOWN).toList();
  }

  boolean hasMoreMessages() {
    return messages.size() > SHOWN;
  }

  String messageCount() {
    return Figures.count(messages.size(), "message", "messages");
  }

  int fewestPeers() {
    return FieldPeers.fewest();
  }
}
