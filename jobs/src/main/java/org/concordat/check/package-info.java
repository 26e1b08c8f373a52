/**
 * Judges deliveries: which submission counts, which rows are accepted, what is wrong with the
 * others, and the quality metrics.
 */
@NullMarked
package org.concordat.check;

import org.jspecify.annotations.NullMarked;
