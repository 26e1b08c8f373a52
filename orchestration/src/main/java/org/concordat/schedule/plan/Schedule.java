package org.concordat.schedule.plan;

import java.util.Locale;

/** What is scheduled, each a DAG of Airflow. */
public enum Schedule {
  /** The monthly run after the cut of a month. */
  PERFORMANCE,
  /** The run of a month after its year closed. */
  FINAL,
  /** Messages to partners before the cut. */
  REMINDERS;

  /** As people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The id of its DAG. */
  public String dag() {
    return "concordat_" + word();
  }
}
