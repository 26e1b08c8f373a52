/** Counts the measures, protects small figures and writes the monthly return. */
@NullMarked
package org.concordat.returns;

import org.jspecify.annotations.NullMarked;
