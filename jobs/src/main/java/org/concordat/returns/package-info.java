/**
 * Turns the marts of a month into its return: counts, complete skeleton, protected values, files in
 * the published layout and a restricted raw twin. Counts nothing that is not a mart row and reads
 * no checked table; how good the data are it takes from what check measured.
 */
@NullMarked
package org.concordat.returns;

import org.jspecify.annotations.NullMarked;
