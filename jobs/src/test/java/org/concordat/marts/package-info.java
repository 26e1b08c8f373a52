/** The marts against their contracts and the cases written from the counting rules. */
@NullMarked
package org.concordat.marts;

import org.jspecify.annotations.NullMarked;
