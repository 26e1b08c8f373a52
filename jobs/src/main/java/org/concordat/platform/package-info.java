/**
 * The engine under the stages: the Spark session, the lake's versioned folders, deterministic
 * Parquet, deliveries, run records, SQL files and Deequ. Knows no business rule and no stage.
 */
@NullMarked
package org.concordat.platform;

import org.jspecify.annotations.NullMarked;
