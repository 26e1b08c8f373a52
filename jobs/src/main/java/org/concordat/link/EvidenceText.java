package org.concordat.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.api.java.UDF3;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Writes what the rows of one local patient number say about the holder of an NHS number; null when
 * they hold more birth dates than one person can have been given.
 */
final class EvidenceText implements UDF3<Seq<String>, String, Integer, String> {

  private static final long serialVersionUID = 1L;

  /** A local number with more birth dates than this stands for "unknown", not for a person. */
  private static final int MOST_BIRTH_DATES = 4;

  @Override
  public @Nullable String call(
      Seq<String> monthDates, @Nullable String surname, @Nullable Integer born) {
    List<String> dated = texts(monthDates);
    Set<String> birthDates = new HashSet<>();
    for (String text : dated) {
      birthDates.add(text.substring(text.indexOf(':') + 1));
    }
    return birthDates.size() > MOST_BIRTH_DATES
        ? null
        : NumberEvidence.of(dated, surname, born).text();
  }

  /** The texts of a Spark array, without nulls. */
  static List<String> texts(Seq<String> array) {
    List<String> texts = new ArrayList<>(array.size());
    Iterator<String> each = array.iterator();
    while (each.hasNext()) {
      String text = each.next();
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }
}
