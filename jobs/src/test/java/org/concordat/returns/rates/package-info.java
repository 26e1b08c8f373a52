@NullMarked
package org.concordat.returns.rates;

import org.jspecify.annotations.NullMarked;
