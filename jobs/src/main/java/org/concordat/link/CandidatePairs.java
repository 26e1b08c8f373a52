package org.concordat.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

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
          .add("one", ProfileRows.SCHEMA)
          .add("other", ProfileRows.SCHEMA)
          .add("block", DataTypes.StringType)
          .add("step", DataTypes.StringType)
          .add("pattern", DataTypes.IntegerType)
          .add("weights", DataTypes.createArrayType(DataTypes.DoubleType, false))
          .add("left_out", DataTypes.LongType);

  private static final StructType BLOCKED =
      new StructType().add("block", DataTypes.StringType).add("profile", ProfileRows.SCHEMA);

  /** Profiles of one block held at once; a larger block is only counted. */
  private static final int MOST_HELD = 20_000;

  private final MatchWeights weights;
  private final DeterministicSteps steps;
  private final long ceiling;
  private final double least;

  /**
   * @param ceiling most pairs that are compared in one block
   * @param least bits of evidence, without any prior, below which a pair is not worth a look
   */
  CandidatePairs(MatchWeights weights, DeterministicSteps steps, long ceiling, double least) {
    this.weights = weights;
    this.steps = steps;
    this.ceiling = ceiling;
    this.least = least;
  }

  /**
   * @param profiles rows of {@link ProfileRows#SCHEMA}
   * @return rows of {@link #PAIR}, in no order; a pair comes once per block it meets in
   */
  Dataset<Row> of(Dataset<Row> profiles) {
    Compare compare = new Compare(weights, steps, ceiling, least);
    return profiles
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
  private record Compare(MatchWeights weights, DeterministicSteps steps, long ceiling, double least)
      implements FlatMapGroupsFunction<String, Row, Row> {

    private record Held(Profile profile, Row row) {}

    @Override
    public Iterator<Row> call(String block, Iterator<Row> rows) {
      List<Held> open = new ArrayList<>();
      List<Held> numbered = new ArrayList<>();
      long openCount = 0;
      long numberedCount = 0;
      while (rows.hasNext()) {
        Row row = rows.next().getStruct(1);
        Profile profile = ProfileRows.profile(row);
        if (profile.isNumbered()) {
          numberedCount++;
        } else {
          openCount++;
        }
        if (openCount + numberedCount <= MOST_HELD) {
          (profile.isNumbered() ? numbered : open).add(new Held(profile, row));
        }
      }
      String rule = block.substring(0, block.indexOf('|'));
      long pairs = openCount * (openCount - 1) / 2 + openCount * numberedCount;
      if (pairs > ceiling || (pairs > 0 && openCount + numberedCount > MOST_HELD)) {
        // A block is told by its rule only: the rest of its key is personal.
        return List.of(RowFactory.create(null, null, rule, null, 0, new Double[0], pairs))
            .iterator();
      }
      List<Row> found = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        for (int j = i + 1; j < open.size(); j++) {
          add(found, rule, open.get(i), open.get(j));
        }
        for (Held other : numbered) {
          add(found, rule, open.get(i), other);
        }
      }
      return found.iterator();
    }

    private void add(List<Row> found, String rule, Held one, Held other) {
      if (one.profile().entity().equals(other.profile().entity())) {
        return;
      }
      Agreement agreement = Agreement.of(one.profile(), other.profile());
      LinkStep step = steps.step(one.profile(), other.profile(), agreement);
      double[] parts = weights.of(agreement, one.profile(), other.profile());
      if (step != null || MatchWeights.total(parts) >= least) {
        found.add(
            RowFactory.create(
                one.row(),
                other.row(),
                rule,
                step == null ? null : step.name(),
                agreement.pattern(),
                Arrays.stream(parts).boxed().toArray(Double[]::new),
                0L));
      }
    }
  }
}
