package org.concordat.returns;

import java.util.List;
import java.util.Map;

/**
 * What was counted from the marts of a month, exact.
 *
 * @param counts figures other than zero
 * @param averages values behind every average that has any
 * @param rates detentions and treatment orders by ethnic group beside residents
 * @param effects what each counting choice moves, lines of return_choices
 */
record MonthFigures(
    Map<Cell, CellCount> counts,
    Map<Cell, ValueCounts> averages,
    Rates rates,
    List<List<String>> effects) {}
