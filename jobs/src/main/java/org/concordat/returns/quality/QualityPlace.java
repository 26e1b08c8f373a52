package org.concordat.returns.quality;

import java.util.Comparator;

/**
 * The place of one figure in the quality files.
 *
 * @param organisation its code, or {@link #ENGLAND}
 * @param table landing table, or {@link #ANY}
 * @param field scored field; empty for the rows of the table
 * @param result what is counted
 */
public record QualityPlace(String organisation, String table, String field, QualityResult result)
    implements Comparable<QualityPlace> {

  /** All organisations together. */
  public static final String ENGLAND = "England";

  /** All tables together. */
  public static final String ANY = "Any";

  private static final Comparator<QualityPlace> ORDER =
      Comparator.comparing(QualityPlace::organisation)
          .thenComparing(QualityPlace::table)
          .thenComparing(QualityPlace::field)
          .thenComparing(QualityPlace::result);

  /** The rows of a table. */
  public static QualityPlace rows(String organisation, String table) {
    return new QualityPlace(organisation, table, "", QualityResult.ROWS);
  }

  /** The rows of the table a class is a share of: what its percentage is divided by. */
  public QualityPlace whole() {
    return rows(organisation, table);
  }

  /** The same figure of others. */
  QualityPlace of(String otherOrganisation) {
    return new QualityPlace(otherOrganisation, table, field, result);
  }

  @Override
  public int compareTo(QualityPlace other) {
    return ORDER.compare(this, other);
  }
}
