/** Tests of {@code pull}. */
@NullMarked
package org.concordat.pull;

import org.jspecify.annotations.NullMarked;
