package org.concordat.platform;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/**
 * SQL conditions over one row at a time, analysed once by Spark and evaluated by its generated code
 * wherever the row is: a procedure that walks through a partner's file can ask them without a frame
 * per table. An instance can be sent to tasks; {@link #evaluator()} makes what one thread uses.
 */
public final class RowExpressions implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<Expression> conditions;
  private final ArrayList<Attribute> columns;
  private final boolean[] used;

  private RowExpressions(
      ArrayList<Expression> conditions, ArrayList<Attribute> columns, boolean[] used) {
    this.conditions = conditions;
    this.columns = columns;
    this.used = used;
  }

  /**
   * Analyses conditions.
   *
   * @param schema columns of the row
   * @param conditions boolean SQL expressions over these columns, without subqueries
   * @throws IllegalArgumentException if one is not a condition over one row
   */
  public static RowExpressions of(SparkSession spark, StructType schema, List<String> conditions) {
    boolean[] used = new boolean[schema.size()];
    if (conditions.isEmpty()) {
      return new RowExpressions(new ArrayList<>(), new ArrayList<>(), used);
    }
    String[] named =
        IntStream.range(0, conditions.size())
            .mapToObj(i -> "cast((" + conditions.get(i) + ") as boolean) as c" + i)
            .toArray(String[]::new);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Dataset<Row> rows = spark.createDataFrame(context.<Row>emptyRDD(), schema);
    LogicalPlan plan = rows.selectExpr(named).queryExecution().optimizedPlan();
    if (!(plan instanceof Project project)) {
      throw new IllegalArgumentException("Not conditions over one row: " + conditions);
    }
    ArrayList<Attribute> columns =
        new ArrayList<>(JavaConverters.seqAsJavaList(rows.queryExecution().analyzed().output()));
    ArrayList<Expression> analysed = new ArrayList<>();
    for (NamedExpression condition : JavaConverters.seqAsJavaList(project.projectList())) {
      Expression expression = (Expression) condition;
      analysed.add(expression);
      for (int i = 0; i < used.length; i++) {
        used[i] |= expression.references().contains(columns.get(i));
      }
    }
    return new RowExpressions(analysed, columns, used);
  }

  /** Some of the conditions, in the order they are named; they are numbered anew. */
  public RowExpressions only(int... wanted) {
    ArrayList<Expression> some = new ArrayList<>();
    boolean[] usedBySome = new boolean[used.length];
    for (int condition : wanted) {
      Expression expression = conditions.get(condition);
      some.add(expression);
      for (int i = 0; i < columns.size(); i++) {
        usedBySome[i] |= expression.references().contains(columns.get(i));
      }
    }
    return new RowExpressions(some, columns, usedBySome);
  }

  /** An evaluator for one thread. */
  public Evaluator evaluator() {
    return new Evaluator(this);
  }

  /** Whether any condition looks at a column; the values of others need not be given. */
  public boolean uses(int column) {
    return used[column];
  }

  /** Evaluates the conditions on one row after the other. */
  public static final class Evaluator {

    private final @Nullable UnsafeProjection projection;
    private final @Nullable Object[] values;
    private final GenericInternalRow input;
    private @Nullable UnsafeRow result;

    private Evaluator(RowExpressions of) {
      projection =
          of.conditions.isEmpty()
              ? null
              : UnsafeProjection.create(
                  JavaConverters.asScalaBuffer(of.conditions).toSeq(),
                  JavaConverters.asScalaBuffer(of.columns).toSeq());
      values = new Object[of.used.length];
      input = new GenericInternalRow(values);
    }

    /** Gives the next row's value of a column, as {@link TypedRows} takes it. */
    public void set(int column, @Nullable Object value) {
      values[column] = TypedRows.internal(value);
    }

    /** Evaluates all conditions on the row as it is set now. */
    public void evaluate() {
      result = projection == null ? null : projection.apply(input);
    }

    /** Whether a condition is true, not false and not null. */
    public boolean isTrue(int condition) {
      return result != null && !result.isNullAt(condition) && result.getBoolean(condition);
    }

    /** Whether a condition is false, not true and not null. */
    public boolean isFalse(int condition) {
      return result != null && !result.isNullAt(condition) && !result.getBoolean(condition);
    }
  }
}
