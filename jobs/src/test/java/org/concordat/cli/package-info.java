/** Tests of the command line. */
@NullMarked
package org.concordat.cli;

import org.jspecify.annotations.NullMarked;
