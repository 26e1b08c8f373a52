package org.concordat.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.schemas.MatchModel;
import org.concordat.schemas.MatchModel.Level;

/**
 * Estimates the model of the probabilistic step from counted patterns of agreement, without knowing
 * who is who: u from random pairs, which are hardly ever of one person; m by
 * expectation-maximisation among pairs that agree in some fields, for the other fields (Winkler,
 * Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model of Record Linkage,
 * 1988; the fields of a block say nothing within it).
 *
 * <p>Dates and years of birth are two scales of one field: a pair is on one of them.
 */
final class ModelEstimation {

  private static final int ROUNDS = 500;
  private static final double SETTLED = 1e-9;

  /** Pairs each level is given beforehand, so that what was not seen is rare, not impossible. */
  private static final double PSEUDO_PAIRS = 0.5;

  /** Scales with their levels, in the order of a pattern's columns. */
  private enum Scale {
    SURNAME("surname", "exact", "close", "similar", "swapped", "different"),
    GIVEN("given_name", "exact", "close", "similar", "swapped", "different"),
    BIRTH_DATE(
        "birth_date", "exact", "one_edit", "day_month_swapped", "same_year_and_month", "different"),
    BIRTH_YEAR("birth_date", "year_agrees", "year_differs"),
    SEX("sex", "same", "different"),
    POSTCODE("postcode", "full", "sector", "district", "area", "different");

    private final String field;
    private final List<String> levels;

    Scale(String field, String... levels) {
      this.field = field;
      this.levels = List.of(levels);
    }

    /** Level of a pair on this scale; -1 where it is not on it. */
    int level(Agreement agreement) {
      if (this == GIVEN && agreement.given() == Agreement.Name.SWAPPED) {
        return -1;
      }
      Enum<?> level =
          switch (this) {
            case SURNAME -> agreement.surname();
            case GIVEN -> agreement.given();
            case BIRTH_DATE, BIRTH_YEAR -> agreement.birth();
            case SEX -> agreement.sex();
            case POSTCODE -> agreement.postcode();
          };
      return level == null ? -1 : levels.indexOf(Agreement.name(level));
    }
  }

  /** Shares of levels among random pairs, by scale. */
  private final double[][] unmatched = new double[Scale.values().length][];

  /** What each scale was learnt to be among matches, once or twice. */
  private final List<List<double[]>> matched = new ArrayList<>();

  /**
   * @param random pairs of records drawn at random, by {@link Agreement#pattern}
   */
  ModelEstimation(Map<Integer, Long> random) {
    for (Scale scale : Scale.values()) {
      double[] counts = new double[scale.levels.size()];
      random.forEach(
          (pattern, pairs) -> {
            int level = scale.level(Agreement.of(pattern));
            if (level >= 0) {
              counts[level] += pairs;
            }
          });
      unmatched[scale.ordinal()] = shares(counts);
      matched.add(new ArrayList<>());
    }
  }

  private static double[] shares(double[] counts) {
    double all = 0;
    for (double count : counts) {
      all += count + PSEUDO_PAIRS;
    }
    double[] shares = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      shares[i] = (counts[i] + PSEUDO_PAIRS) / all;
    }
    return shares;
  }

  /** Pairs of one birth date and sex: tells of names and postcode. */
  void bornAlike(Map<Integer, Long> patterns) {
    learn(patterns, List.of(Scale.SURNAME, Scale.GIVEN, Scale.POSTCODE));
  }

  /** Pairs of one surname and given name: tells of birth, sex and postcode. */
  void namedAlike(Map<Integer, Long> patterns) {
    learn(patterns, List.of(Scale.BIRTH_DATE, Scale.BIRTH_YEAR, Scale.SEX, Scale.POSTCODE));
  }

  private void learn(Map<Integer, Long> patterns, List<Scale> scales) {
    SortedMap<Integer, Long> ordered = new TreeMap<>(patterns);
    double lambda = 0.2;
    double[][] m = new double[Scale.values().length][];
    double[][] pairs = new double[Scale.values().length][];
    for (Scale scale : scales) {
      m[scale.ordinal()] = start(scale.levels.size());
    }
    for (int round = 0; round < ROUNDS; round++) {
      double[][] counts = new double[Scale.values().length][];
      scales.forEach(scale -> counts[scale.ordinal()] = new double[scale.levels.size()]);
      double all = 0;
      double sure = 0;
      for (Map.Entry<Integer, Long> entry : ordered.entrySet()) {
        Agreement agreement = Agreement.of(entry.getKey());
        double match = lambda;
        double other = 1 - lambda;
        for (Scale scale : scales) {
          int level = scale.level(agreement);
          if (level >= 0) {
            match *= m[scale.ordinal()][level];
            other *= unmatched[scale.ordinal()][level];
          }
        }
        double weight = entry.getValue() * match / (match + other);
        all += entry.getValue();
        sure += weight;
        for (Scale scale : scales) {
          int level = scale.level(agreement);
          if (level >= 0) {
            counts[scale.ordinal()][level] += weight;
          }
        }
      }
      double before = lambda;
      lambda = Math.max(1e-6, Math.min(1 - 1e-6, sure / Math.max(1, all)));
      for (Scale scale : scales) {
        m[scale.ordinal()] = shares(counts[scale.ordinal()]);
        pairs[scale.ordinal()] = counts[scale.ordinal()];
      }
      if (Math.abs(lambda - before) < SETTLED) {
        break;
      }
    }
    for (Scale scale : scales) {
      if (Arrays.stream(pairs[scale.ordinal()]).sum() > 0) {
        matched.get(scale.ordinal()).add(m[scale.ordinal()]);
      }
    }
  }

  /** First guess: nine of ten agree, the rest is spread. */
  private static double[] start(int levels) {
    double[] start = new double[levels];
    start[0] = 0.9;
    for (int i = 1; i < levels; i++) {
      start[i] = 0.1 / (levels - 1);
    }
    return start;
  }

  /**
   * The model; a scale that was learnt twice has the mean of both, and one that no pair told of
   * weighs nothing.
   */
  MatchModel model(String version, String estimatedOn) {
    Map<String, Map<String, Level>> fields = new LinkedHashMap<>();
    for (Scale scale : Scale.values()) {
      Map<String, Level> levels = fields.computeIfAbsent(scale.field, f -> new LinkedHashMap<>());
      for (int i = 0; i < scale.levels.size(); i++) {
        int level = i;
        double u = unmatched[scale.ordinal()][i];
        double m =
            matched.get(scale.ordinal()).stream().mapToDouble(of -> of[level]).average().orElse(u);
        // Where the surname stands in the given name's place, the given name says nothing more.
        boolean isGivenSwapped = scale == Scale.GIVEN && scale.levels.get(i).equals("swapped");
        levels.put(scale.levels.get(i), isGivenSwapped ? new Level(1, 1) : new Level(m, u));
      }
    }
    return new MatchModel(version, estimatedOn, fields);
  }
}
