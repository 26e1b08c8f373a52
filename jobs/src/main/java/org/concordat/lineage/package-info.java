/**
 * Tells catalogues of data what each stage read and wrote, as events of OpenLineage. It looks at
 * what stages left behind and changes nothing of it; an event holds names, versions, descriptions
 * and numbers of rows, never a value of a row.
 */
@NullMarked
package org.concordat.lineage;

import org.jspecify.annotations.NullMarked;
