package org.concordat.schemas;

import org.jspecify.annotations.Nullable;

/**
 * Rows of a rule's table that are sent again each month until they end: one row is one episode, its
 * primary key names it in every month.
 *
 * @param start column of the day it began
 * @param end column of the day it ended; while it is empty the episode is open
 * @param activity rows of another table that show that it is alive; null where nothing does
 */
public record Episodes(String start, String end, @Nullable Activity activity) {

  /**
   * What shows that an episode is alive.
   *
   * @param table where it stands
   * @param key column that holds the key of the episode
   * @param date column of the day it happened
   */
  public record Activity(String table, String key, String date) {}
}
