/**
 * The figures of a return's two quality files (returns-and-disclosure.md 1.3): rows of every table
 * and the five classes of every scored field, by organisation and for England, exact, with all sums
 * that hold between them. Plain data, so that one call from outside can treat them together with
 * every other figure of the return (D9, D10); knows no files, no rounding and no hiding.
 */
@NullMarked
package org.concordat.returns.quality;

import org.jspecify.annotations.NullMarked;
