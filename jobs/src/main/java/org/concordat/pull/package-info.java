/**
 * Fetches partners' files: hashes them, puts them where their digest says, writes the delivery
 * manifest, acknowledges last.
 */
@NullMarked
package org.concordat.pull;

import org.jspecify.annotations.NullMarked;
