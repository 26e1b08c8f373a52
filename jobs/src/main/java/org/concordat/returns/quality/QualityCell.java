package org.concordat.returns.quality;

/**
 * One exact figure of the quality files. Figures that were not received are no cells: they have no
 * value and are in no sum.
 *
 * @param place where it stands
 * @param value rows
 * @param contributors organisations that contribute more than zero to it (D6)
 * @param free whether it is England or England by one characteristic: then it may be exact (D6)
 */
public record QualityCell(QualityPlace place, long value, int contributors, boolean free) {}
