/** Tests of {@code check}. */
@NullMarked
package org.concordat.check;

import org.jspecify.annotations.NullMarked;
