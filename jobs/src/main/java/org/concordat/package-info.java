/** The command line's entry point; everything else lives in the packages below. */
@NullMarked
package org.concordat;

import org.jspecify.annotations.NullMarked;
