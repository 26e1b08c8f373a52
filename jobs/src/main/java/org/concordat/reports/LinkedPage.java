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
 * @param measures its own measures; empty when the marts have none
 */
record LinkedPage(
    String name,
    String code,
    String family,
    String month,
    boolean isInvented,
    List<PartnerPage.MeasureLine> measures) {

  String title() {
    return name + " (" + code + "): measures for " + month;
  }

  boolean hasMeasures() {
    return !measures.isEmpty();
  }
}
