@NullMarked
package org.concordat.pull.mesh;

import org.jspecify.annotations.NullMarked;
