package org.concordat.link;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of agreement that the model is estimated from. Only records of different senders are
 * paired: one sender copies its own errors. A profile that several senders wrote alike counts once
 * for each of them.
 */
final class TrainingPairs {

  /** Profiles that random pairs are drawn from: about two million pairs. */
  private static final int RANDOM_PROFILES = 2_000;

  /** Profiles of one block at most: a larger block holds hardly any match. */
  private static final int LARGEST_BLOCK = 400;

  private static final StructType PATTERN =
      new StructType().add("pattern", DataTypes.IntegerType).add("pairs", DataTypes.LongType);

  private final Dataset<Row> profiles;

  /**
   * @param profiles rows of {@link ProfileRows#SCHEMA}
   */
  TrainingPairs(Dataset<Row> profiles) {
    this.profiles = profiles;
  }

  /** Pairs of the profiles whose rows have the least hashes: the same ones every time. */
  SortedMap<Integer, Long> random() {
    List<Profile> drawn =
        profiles
            .orderBy(xxhash64(col("first_row"), col("entity")), col("entity"), col("first_row"))
            .limit(RANDOM_PROFILES)
            .collectAsList()
            .stream()
            .map(ProfileRows::profile)
            .toList();
    SortedMap<Integer, Long> patterns = new TreeMap<>();
    for (int i = 0; i < drawn.size(); i++) {
      for (int j = i + 1; j < drawn.size(); j++) {
        if (!drawn.get(i).entity().equals(drawn.get(j).entity())) {
          patterns.merge(Agreement.of(drawn.get(i), drawn.get(j)).pattern(), 1L, Long::sum);
        }
      }
    }
    return patterns;
  }

  /** Pairs of one birth date and sex; those whose sex nobody wrote down are among themselves. */
  SortedMap<Integer, Long> bornAlike() {
    return blocked(
        profile -> block(profile.fullBirthDate(), profile.sex() == null ? "" : profile.sex()));
  }

  /** Pairs of one surname and given name. */
  SortedMap<Integer, Long> namedAlike() {
    return blocked(profile -> block(profile.surname(), profile.given()));
  }

  private static String block(@Nullable String one, @Nullable String other) {
    return one == null || other == null ? "" : one + "|" + other;
  }

  /** A function that can be sent to where the rows are. */
  private interface Key extends Function<Profile, String>, Serializable {}

  private SortedMap<Integer, Long> blocked(Key key) {
    SortedMap<Integer, Long> patterns = new TreeMap<>();
    profiles
        .groupByKey(
            (MapFunction<Row, String>) row -> key.apply(ProfileRows.profile(row)),
            Encoders.STRING())
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>) TrainingPairs::pairs, Encoders.row(PATTERN))
        .groupBy("pattern")
        .agg(sum("pairs"))
        .collectAsList()
        .forEach(row -> patterns.put(row.getInt(0), row.getLong(1)));
    return patterns;
  }

  private static Iterator<Row> pairs(String block, Iterator<Row> rows) {
    List<Profile> profiles = new ArrayList<>();
    List<Map<String, Long>> senders = new ArrayList<>();
    while (rows.hasNext() && profiles.size() <= LARGEST_BLOCK && !block.isEmpty()) {
      Row row = rows.next();
      profiles.add(ProfileRows.profile(row));
      senders.add(senders(row));
    }
    Map<Integer, Long> counts = new HashMap<>();
    if (profiles.size() <= LARGEST_BLOCK) {
      for (int i = 0; i < profiles.size(); i++) {
        for (int j = i; j < profiles.size(); j++) {
          long pairs = between(senders.get(i), senders.get(j)) / (i == j ? 2 : 1);
          if (pairs > 0) {
            counts.merge(
                Agreement.of(profiles.get(i), profiles.get(j)).pattern(), pairs, Long::sum);
          }
        }
      }
    }
    return counts.entrySet().stream()
        .map(count -> RowFactory.create(count.getKey(), count.getValue()))
        .iterator();
  }

  /** Months in which each sender wrote the profile. */
  private static Map<String, Long> senders(Row row) {
    Map<String, Long> senders = new HashMap<>();
    ProfileRows.loads(row.getList(12))
        .keySet()
        .forEach(load -> senders.merge(load.substring(0, load.lastIndexOf(' ')), 1L, Long::sum));
    return senders;
  }

  /** Pairs of different senders; of one profile with itself each is counted twice. */
  private static long between(Map<String, Long> one, Map<String, Long> other) {
    long pairs = 0;
    for (Map.Entry<String, Long> mine : one.entrySet()) {
      for (Map.Entry<String, Long> theirs : other.entrySet()) {
        pairs += mine.getKey().equals(theirs.getKey()) ? 0 : mine.getValue() * theirs.getValue();
      }
    }
    return pairs;
  }
}
