/**
 * Writes an invented country: every partner's monthly extracts, from people who never lived, with
 * faults put in on purpose and written down in a ledger.
 *
 * <p>Everything follows from the seed: the same seed gives the same bytes on any machine, in any
 * time zone and at any time. Nothing here reads a clock, a locale or the order of a hash table.
 */
@NullMarked
package org.concordat.sample;

import org.jspecify.annotations.NullMarked;
