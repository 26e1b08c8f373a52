package org.concordat.returns.quality;

import java.util.List;

/**
 * A sum that holds between exact cells and that anybody may use who wants to recover a hidden one
 * (D7, D8).
 *
 * @param whole the sum
 * @param parts what it is the sum of; every part is a cell, zeros among them
 */
public record QualitySum(QualityPlace whole, List<QualityPlace> parts) {}
