package org.concordat.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * Compares the profiles that share a block. At least one of a pair has no NHS number: two valid
 * numbers are never one person, and one number was dealt with before.
 *
 * <p>A block in which more pairs than the ceiling would have to be compared is left out, whoever is
 * in it: its pairs mostly meet in another block too. What was left out is told.
 */
final class CandidatePairs {

  /** One pair that agrees in a deterministic step or is worth a look, or one block left out. */
  static final StructType PAIR =
      new StructType()
          .add("one", DataTypes.StringType)
          .add("other", DataTypes.StringType)
          .add("block", DataTypes.StringType)
          .add("step", DataTypes.StringType)
          .add("pattern", DataTypes.IntegerType)
          .add("weights", DataTypes.createArrayType(DataTypes.DoubleType, false))
          .add("left_out", DataTypes.LongType);

  private static final StructType BLOCKED =
      new StructType().add("block", DataTypes.StringType).add("profile", ProfileRows.COMPARED);

  /** Profiles of one block held at once; a larger block is only counted. */
  private static final int MOST_HELD = 20_000;

  private final MatchWeights weights;
  private final DeterministicSteps steps;
  private final long ceiling;
  private final double least;
  private final LongAccumulator compared;

  /**
   * @param ceiling most pairs that are compared in one block
   * @param least bits of evidence, without any prior, below which a pair is not worth a look
   * @param compared counts the pairs that were compared, when the rows of {@link #of} are made
   */
  CandidatePairs(
      MatchWeights weights,
      DeterministicSteps steps,
      long ceiling,
      double least,
      LongAccumulator compared) {
    this.weights = weights;
    this.steps = steps;
    this.ceiling = ceiling;
    this.least = least;
    this.compared = compared;
  }

  /**
   * @param profiles rows of {@link ProfileRows#SCHEMA}
   * @return rows of {@link #PAIR}, in no order; a pair of entities comes once for each two of their
   *     profiles and block these meet in
   */
  Dataset<Row> of(Dataset<Row> profiles) {
    Compare compare = new Compare(weights, steps, ceiling, least, compared);
    return profiles
        .select(
            Arrays.stream(ProfileRows.COMPARED.fieldNames())
                .map(functions::col)
                .toArray(Column[]::new))
        .flatMap((FlatMapFunction<Row, Row>) CandidatePairs::blocked, Encoders.row(BLOCKED))
        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
        .flatMapGroups(compare, Encoders.row(PAIR));
  }

  private static Iterator<Row> blocked(Row row) {
    return ProfileRows.profile(row).blocks().stream()
        .map(block -> RowFactory.create(block, row))
        .iterator();
  }

  /** Compares the profiles of one block. */
  private record Compare(
      MatchWeights weights,
      DeterministicSteps steps,
      long ceiling,
      double least,
      LongAccumulator compared)
      implements FlatMapGroupsFunction<String, Row, Row> {

    @Override
    public Iterator<Row> call(String block, Iterator<Row> rows) {
      List<Profile> open = new ArrayList<>();
      List<Profile> numbered = new ArrayList<>();
      long openCount = 0;
      long numberedCount = 0;
      while (rows.hasNext()) {
        Profile profile = ProfileRows.profile(rows.next().getStruct(1));
        if (profile.isNumbered()) {
          numberedCount++;
        } else {
          openCount++;
        }
        if (openCount + numberedCount <= MOST_HELD) {
          (profile.isNumbered() ? numbered : open).add(profile);
        }
      }
      String rule = block.substring(0, block.indexOf('|'));
      long pairs = openCount * (openCount - 1) / 2 + openCount * numberedCount;
      if (pairs > ceiling || (pairs > 0 && openCount + numberedCount > MOST_HELD)) {
        // A block is told by its rule only: the rest of its key is personal.
        return List.of(RowFactory.create(null, null, rule, null, 0, new Double[0], pairs))
            .iterator();
      }
      compared.add(pairs);
      List<Row> found = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        for (int j = i + 1; j < open.size(); j++) {
          add(found, rule, open.get(i), open.get(j));
        }
        for (Profile other : numbered) {
          add(found, rule, open.get(i), other);
        }
      }
      return found.iterator();
    }

    private void add(List<Row> found, String rule, Profile one, Profile other) {
      if (one.entity().equals(other.entity())) {
        return;
      }
      Agreement agreement = Agreement.of(one, other);
      LinkStep step = steps.step(one, other, agreement);
      double[] parts = weights.of(agreement, one, other);
      if (step != null || MatchWeights.total(parts) >= least) {
        found.add(
            RowFactory.create(
                one.entity(),
                other.entity(),
                rule,
                step == null ? null : step.name(),
                agreement.pattern(),
                Arrays.stream(parts).boxed().toArray(Double[]::new),
                0L));
      }
    }
  }
}
