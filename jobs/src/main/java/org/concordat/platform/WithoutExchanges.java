package org.concordat.platform;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.CoalesceExec;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.exchange.ShuffleExchangeExec;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Plans a question over small inputs as one task: where rows would be exchanged into one partition,
 * the task after the exchange reads them itself. Rows and answers are the same; an exchange costs a
 * stage, which for a few thousand rows is nearly all the time there is. Larger inputs, whose
 * exchanges have several partitions, are planned as ever.
 */
public final class WithoutExchanges extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectColumnar(
        new AbstractFunction1<>() {
          @Override
          public ColumnarRule apply(SparkSession session) {
            return new AfterPlanning();
          }
        });
    return BoxedUnit.UNIT;
  }

  private static final class AfterPlanning extends ColumnarRule {

    private static final long serialVersionUID = 1L;

    @Override
    public Rule<SparkPlan> postColumnarTransitions() {
      return new Gather();
    }
  }

  private static final class Gather extends Rule<SparkPlan> {

    @Override
    public SparkPlan apply(SparkPlan plan) {
      return conf().numShufflePartitions() == 1 ? plan.transformUp(new IntoOnePartition()) : plan;
    }
  }

  private static final class IntoOnePartition
      extends AbstractPartialFunction<SparkPlan, SparkPlan> {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isDefinedAt(SparkPlan plan) {
      return plan instanceof ShuffleExchangeExec exchange
          && exchange.outputPartitioning().numPartitions() == 1;
    }

    @Override
    public SparkPlan apply(SparkPlan plan) {
      return new CoalesceExec(1, ((ShuffleExchangeExec) plan).child());
    }
  }
}
