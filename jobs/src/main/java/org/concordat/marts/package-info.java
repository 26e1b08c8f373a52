/**
 * Runs the SQL files that make the three marts and publishes them together, or holds them back when
 * a gate fails. What is counted stands in the SQL files, never here.
 */
@NullMarked
package org.concordat.marts;

import org.jspecify.annotations.NullMarked;
