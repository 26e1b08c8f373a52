/** Zones of the lake in an object store; of the project only this package and pull know AWS. */
@NullMarked
package org.concordat.platform.objects;

import org.jspecify.annotations.NullMarked;
