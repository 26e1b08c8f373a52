/**
 * Whether enough partners sent for a month's return to be published, and what is missing from it.
 * Plain values in, plain values out: knows neither Spark nor files nor figures.
 */
@NullMarked
package org.concordat.returns.coverage;

import org.jspecify.annotations.NullMarked;
