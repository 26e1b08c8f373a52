/** Tests of the pages. */
@NullMarked
package org.concordat.reports;

import org.jspecify.annotations.NullMarked;
