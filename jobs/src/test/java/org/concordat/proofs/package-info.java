/** Slow proofs: kills, clocks, other programs. Tagged proof and run with the profile proofs. */
@NullMarked
package org.concordat.proofs;

import org.jspecify.annotations.NullMarked;
