/** Which run is due when, from the submission calendar alone; needs no Airflow. */
@NullMarked
package org.concordat.schedule.plan;

import org.jspecify.annotations.NullMarked;
