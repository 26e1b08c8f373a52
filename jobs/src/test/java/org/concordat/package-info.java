/** Tests of the project's shape as a whole. */
@NullMarked
package org.concordat;

import org.jspecify.annotations.NullMarked;
