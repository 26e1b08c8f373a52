/** Tests of retention and deletion. */
@NullMarked
package org.concordat.retention;

import org.jspecify.annotations.NullMarked;
