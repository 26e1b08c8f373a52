/**
 * The commands below {@code concordat schedule}: parse requests, ask the calendar or Airflow, print
 * what happened.
 */
@NullMarked
package org.concordat.schedule.cli;

import org.jspecify.annotations.NullMarked;
