/** The committed month run through all stages: what every reader of its outcome may rely on. */
@NullMarked
package org.concordat.month;

import org.jspecify.annotations.NullMarked;
