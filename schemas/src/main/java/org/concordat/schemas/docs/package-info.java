/**
 * Writes what follows from the contracts for people and for other tools: the data dictionary, the
 * rule pages and data package descriptors. Must never hold a fact of its own.
 */
@NullMarked
package org.concordat.schemas.docs;

import org.jspecify.annotations.NullMarked;
