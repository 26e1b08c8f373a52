package org.concordat.link;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.concordat.config.Settings;
import org.concordat.platform.SparkRuntime;
import org.concordat.schemas.MatchModel;

/**
 * Steps 3 to 5 and the probabilistic step: which entities without an NHS number are one person, or
 * the person of a number.
 *
 * <p>Spark compares pairs, block by block; the few pairs that are worth a look are put together in
 * memory, where guards and uniqueness can be held.
 */
final class PersonMatches {

  private static final StructType OUTCOME =
      new StructType()
          .add("entity", DataTypes.StringType)
          .add("match_person", DataTypes.StringType)
          .add("match_step", DataTypes.StringType)
          .add("match_problem", DataTypes.StringType);

  private static final List<LinkStep> IN_ORDER =
      List.of(
          LinkStep.NAME_BIRTH_DATE_POSTCODE,
          LinkStep.NAME_BIRTH_DATE_SEX,
          LinkStep.BIRTH_DATE_SEX_POSTCODE);

  private final SortedMap<String, PersonClusters.Outcome> outcomes;
  private final List<MatchPair> pairs;
  private final SortedMap<String, Long> counts;

  private PersonMatches(
      SortedMap<String, PersonClusters.Outcome> outcomes,
      List<MatchPair> pairs,
      SortedMap<String, Long> counts) {
    this.outcomes = outcomes;
    this.pairs = List.copyOf(pairs);
    this.counts = counts;
  }

  /**
   * @param entities records with entity, is_numbered and prepared identifiers; read twice
   * @param personLinks records of one event, as {@link EventLinkage#personLinks} gives them
   * @param model what the levels of agreement weigh
   */
  static PersonMatches of(
      Dataset<Row> entities,
      Supplier<Dataset<Row>> personLinks,
      Settings.Linkage settings,
      MatchModel model) {
    Dataset<Row> profiles = SparkRuntime.kept(ProfileRows.of(entities));
    try {
      Row sizes =
          profiles.agg(count(lit(1)), sum(when(col("is_numbered"), 0L).otherwise(1L))).head();
      long all = sizes.getLong(0);
      long open = sizes.isNullAt(1) ? 0 : sizes.getLong(1);
      double pairs = open * (open - 1.0) / 2 + open * (double) (all - open);
      // Nobody without a number can be more than one of the others.
      double least = MatchWeights.log2(Math.max(1, pairs / Math.max(1, open)));
      LongAccumulator compared = new LongAccumulator();
      profiles.sparkSession().sparkContext().register(compared);
      CandidatePairs candidates =
          new CandidatePairs(
              new MatchWeights(model),
              new DeterministicSteps(LinkStep.of(settings.steps())),
              settings.blockPairs(),
              least,
              compared);
      Collected collected = new Collected();
      SparkRuntime.forEach(
          candidates.of(ProfileRows.withShares(profiles, all)), collected::addPair);
      collected.counts.put("pairs_compared", compared.value());
      SparkRuntime.forEach(
          profiles.select("entity", "is_numbered", "date", "first_row", "loads"),
          collected::addEntity);
      if (settings.steps().contains(LinkStep.EVENT.text())) {
        SparkRuntime.forEach(
            ProfileRows.ofEvents(entities, personLinks.get()), collected::addOfEvent);
      }
      return collected.matches(settings, pairs);
    } finally {
      profiles.unpersist();
    }
  }

  /** Pairs as they come from Spark. */
  private static final class Collected {
    private final Map<List<String>, EntityPair> pairs = new HashMap<>();
    private final PersonClusters clusters = new PersonClusters();
    private final Map<Object, Object> seen = new HashMap<>();
    private final SortedMap<String, List<Row>> events = new TreeMap<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();

    void addPair(Row row) {
      String rule = row.getString(2);
      if (row.isNullAt(0)) {
        counts.merge("blocks_left_out." + rule, 1L, Long::sum);
        counts.merge("pairs_left_out." + rule, row.getLong(6), Long::sum);
        return;
      }
      String step = row.getString(3);
      List<Double> weights = row.getList(5);
      EntityPair pair =
          EntityPair.of(
              once(row.getString(0)),
              once(row.getString(1)),
              step == null ? null : LinkStep.valueOf(step),
              once(Agreement.of(row.getInt(4))),
              weights.stream().map(this::once).toList());
      pairs.merge(List.of(pair.one(), pair.other()), pair, EntityPair::better);
    }

    /** Of millions of equal texts and numbers only one is held. */
    @SuppressWarnings("unchecked")
    private <T> T once(T value) {
      Object first = seen.putIfAbsent(value, value);
      return first == null ? value : (T) first;
    }

    /** What a profile says of its entity, where some pair has that. */
    void addEntity(Row row) {
      if (seen.get(row.getString(0)) instanceof String entity) {
        Map<String, Integer> loads = new HashMap<>();
        ProfileRows.loads(row.getList(4)).forEach((load, rows) -> loads.put(once(load), rows));
        clusters.add(entity, row.getBoolean(1), row.getString(2), row.getString(3), loads);
      }
    }

    void addOfEvent(Row row) {
      events.computeIfAbsent(row.getAs("root"), root -> new ArrayList<>()).add(row);
    }

    /** Records of one event are of one person unless an identifier says otherwise (step 6). */
    private List<EntityPair> ofEvents() {
      List<EntityPair> pairs = new ArrayList<>();
      for (List<Row> event : events.values()) {
        for (Row row : event) {
          Profile profile = ProfileRows.profile(row);
          boolean isKnown = clusters.isKnown(profile.entity());
          clusters.add(
              profile.entity(),
              profile.isNumbered(),
              profile.birthDate(),
              ProfileRows.firstRow(row),
              isKnown ? Map.of() : ProfileRows.loads(row.getList(12)));
        }
        List<Profile> profiles = event.stream().map(ProfileRows::profile).toList();
        for (Profile one : profiles) {
          for (Profile other : profiles) {
            Agreement agreement = Agreement.of(one, other);
            if (one.entity().compareTo(other.entity()) < 0 && !agreement.contradicts()) {
              pairs.add(
                  EntityPair.of(
                      one.entity(), other.entity(), LinkStep.EVENT, agreement, List.of(0.0)));
            }
          }
        }
      }
      return pairs;
    }

    PersonMatches matches(Settings.Linkage settings, double possible) {
      Collection<EntityPair> all = pairs.values();
      for (LinkStep step : IN_ORDER) {
        clusters.join(step, all.stream().filter(pair -> pair.step() == step).toList());
      }
      long strict = all.stream().filter(pair -> pair.agreement().isStrict()).count();
      double matches = Math.max(1, strict / settings.strictRecall());
      double prior = MatchWeights.log2(matches / Math.max(1, possible - matches));
      List<MatchPair> decided = new ArrayList<>();
      if (settings.steps().contains(LinkStep.MATCH_WEIGHT.text())) {
        clusters
            .joinByWeight(all, prior, settings.accept(), settings.review())
            .forEach(
                (pair, decision) ->
                    decided.add(
                        new MatchPair(
                            pair,
                            decision,
                            prior,
                            clusters.firstRow(pair.one()),
                            clusters.firstRow(pair.other()))));
      }
      clusters.join(LinkStep.EVENT, ofEvents());
      long joined = decided.stream().filter(pair -> pair.decision().isJoined()).count();
      counts.put("pairs_looked_at", (long) all.size());
      counts.put("pairs_joined_by_weight", joined);
      counts.put("pairs_for_review", decided.size() - joined);
      return new PersonMatches(clusters.outcomes(), decided, counts);
    }
  }

  /** One row per entity that was put together with another, or could not be. */
  Dataset<Row> outcomes(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    outcomes.forEach(
        (entity, outcome) -> {
          if (!outcome.person().equals(entity)
              || outcome.step() != null
              || outcome.problem() != null) {
            rows.add(
                RowFactory.create(
                    entity,
                    outcome.person(),
                    outcome.step() == null ? null : outcome.step().text(),
                    outcome.problem()));
          }
        });
    return spark.createDataFrame(rows, OUTCOME);
  }

  /** Every pair that weight decided about, with what speaks for and against it. */
  List<MatchPair> pairs() {
    return pairs;
  }

  /** Pairs looked at, and blocks and pairs left out, by rule. */
  SortedMap<String, Long> counts() {
    return counts;
  }
}
