/** Tests of what all channels share. */
@NullMarked
package org.concordat.pull.channel;

import org.jspecify.annotations.NullMarked;
