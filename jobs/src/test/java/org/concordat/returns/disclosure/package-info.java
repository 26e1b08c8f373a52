@NullMarked
package org.concordat.returns.disclosure;

import org.jspecify.annotations.NullMarked;
