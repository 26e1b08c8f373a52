package org.concordat.marts;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.concordat.platform.SqlFile;
import org.jspecify.annotations.Nullable;

/**
 * What one mart is made from, as its SQL says.
 *
 * @param mart its table
 * @param sql text of its SQL file; null where it is put together from a shared step
 * @param reads what the SQL and the steps before it name: zone, slash, table
 */
public record MartSources(String mart, @Nullable String sql, SortedSet<String> reads) {

  /** Every mart, in the order they are made. */
  public static List<MartSources> all() {
    List<MartSources> all = new ArrayList<>();
    MartCatalogue.MARTS.forEach(mart -> all.add(of(mart)));
    all.add(of(MartCatalogue.LINKAGE_QUALITY));
    MartCatalogue.SHARED.stream()
        .map(MartCatalogue.Step::sql)
        .filter(step -> step.name().equals(PeopleQuality.PAIRS))
        .map(step -> new MartSources(PeopleQuality.AGREEMENT, null, MartCatalogue.sources(step)))
        .forEach(all::add);
    return List.copyOf(all);
  }

  private static MartSources of(SqlFile file) {
    return new MartSources(file.name(), file.text(), MartCatalogue.sources(file));
  }
}
