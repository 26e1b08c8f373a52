/** Tests of the returns stage. */
@NullMarked
package org.concordat.returns;

import org.jspecify.annotations.NullMarked;
