/** Tests of the settings file. */
@NullMarked
package org.concordat.config;

import org.jspecify.annotations.NullMarked;
