/** Tests of the decision on a return by who sent. */
@NullMarked
package org.concordat.returns.coverage;

import org.jspecify.annotations.NullMarked;
