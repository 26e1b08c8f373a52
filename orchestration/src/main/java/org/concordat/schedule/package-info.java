/**
 * When the data move: the entry point of {@code concordat schedule}. A process of its own, for its
 * libraries are newer than Spark's; nothing here moves data or knows a counting rule.
 */
@NullMarked
package org.concordat.schedule;

import org.jspecify.annotations.NullMarked;
