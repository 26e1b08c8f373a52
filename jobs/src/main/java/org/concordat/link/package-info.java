/**
 * Gives each person one key across partners and joins the records of one event. Identifiers stop
 * here.
 */
@NullMarked
package org.concordat.link;

import org.jspecify.annotations.NullMarked;
