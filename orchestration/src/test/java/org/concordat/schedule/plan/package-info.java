/** Tests of the plan. */
@NullMarked
package org.concordat.schedule.plan;

import org.jspecify.annotations.NullMarked;
