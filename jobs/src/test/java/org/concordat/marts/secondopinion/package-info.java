/**
 * A second implementation of three published figures, written from the counting rules alone in
 * plain Java: lists, loops and one object per person. It knows neither Spark nor the SQL it is
 * compared with, and must not learn from it.
 */
@NullMarked
package org.concordat.marts.secondopinion;

import org.jspecify.annotations.NullMarked;
