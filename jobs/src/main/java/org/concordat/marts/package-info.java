/** Runs the SQL files that make the three marts, and holds them back when a gate fails. */
@NullMarked
package org.concordat.marts;

import org.jspecify.annotations.NullMarked;
