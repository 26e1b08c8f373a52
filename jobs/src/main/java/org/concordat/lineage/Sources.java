package org.concordat.lineage;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stages read that their run records do not say, as the stages themselves declare it. Names
 * are those of datasets: zone, slash, table.
 *
 * @param link tables that people and events are linked from
 * @param marts every mart with what it is made from
 */
public record Sources(Set<String> link, List<Mart> marts) {

  public Sources {
    link = Set.copyOf(link);
    marts = List.copyOf(marts);
  }

  /**
   * One mart.
   *
   * @param name its table
   * @param sql text of its SQL file; null where it is put together otherwise
   * @param reads datasets that its SQL, and the steps before it, name
   */
  public record Mart(String name, @Nullable String sql, Set<String> reads) {

    public Mart {
      reads = Set.copyOf(reads);
    }
  }
}
