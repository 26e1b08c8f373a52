/**
 * What every table is: contracts, code lists, quality rules, measures, populations and the
 * submission calendar, read strictly from the resources of this module. Plain Java; must never
 * depend on Spark or on a stage.
 */
@NullMarked
package org.concordat.schemas;

import org.jspecify.annotations.NullMarked;
