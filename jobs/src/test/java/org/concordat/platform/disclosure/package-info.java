@NullMarked
package org.concordat.platform.disclosure;

import org.jspecify.annotations.NullMarked;
