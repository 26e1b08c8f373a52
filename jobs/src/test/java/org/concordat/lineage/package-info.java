/** Tests of what catalogues are told. */
@NullMarked
package org.concordat.lineage;

import org.jspecify.annotations.NullMarked;
