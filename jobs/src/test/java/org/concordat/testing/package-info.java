/**
 * What tests share: one Spark session for the whole run, frames from one-line JSON, case folders.
 */
@NullMarked
package org.concordat.testing;

import org.jspecify.annotations.NullMarked;
