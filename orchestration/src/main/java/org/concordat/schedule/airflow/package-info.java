/**
 * Airflow as the commands see it: runs, tasks, questions to people, logs. The client below {@code
 * generated} is made from Airflow's own document at build time; only this package uses it.
 */
@NullMarked
package org.concordat.schedule.airflow;

import org.jspecify.annotations.NullMarked;
