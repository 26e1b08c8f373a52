/** Tests of the engine. */
@NullMarked
package org.concordat.platform;

import org.jspecify.annotations.NullMarked;
