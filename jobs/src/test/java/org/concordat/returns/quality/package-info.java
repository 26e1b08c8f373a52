@NullMarked
package org.concordat.returns.quality;

import org.jspecify.annotations.NullMarked;
