/** Tests of the invented country. */
@NullMarked
package org.concordat.sample;

import org.jspecify.annotations.NullMarked;
