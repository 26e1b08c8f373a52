/**
 * Ends what the policy keeps no longer (returns-and-disclosure.md 6 and 7): says what is due and
 * why, deletes it only when told to, and records every deletion. Never takes the live version of a
 * table nor what a return within its term was made from. Needs no Spark.
 */
@NullMarked
package org.concordat.retention;

import org.jspecify.annotations.NullMarked;
