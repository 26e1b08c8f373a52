/** A folder that is mounted here as one partner's channel. */
@NullMarked
package org.concordat.pull.folder;

import org.jspecify.annotations.NullMarked;
