/** Tests of the link stage. */
@NullMarked
package org.concordat.link;

import org.jspecify.annotations.NullMarked;
