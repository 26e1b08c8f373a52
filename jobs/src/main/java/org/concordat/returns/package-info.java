/**
 * Turns the marts of a month into its return: counts, complete skeleton, protected values, files in
 * the published layout and a restricted raw twin. Counts nothing that is not a mart row and reads
 * no checked table.
 */
@NullMarked
package org.concordat.returns;

import org.jspecify.annotations.NullMarked;
