@NullMarked
package org.concordat.platform.objects;

import org.jspecify.annotations.NullMarked;
