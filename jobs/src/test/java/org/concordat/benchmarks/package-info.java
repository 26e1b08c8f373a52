/** Programs that make large inputs to measure with; never run as tests. */
@NullMarked
package org.concordat.benchmarks;

import org.jspecify.annotations.NullMarked;
