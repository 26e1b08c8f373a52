package org.concordat.returns;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_arrays;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/**
 * Matches the rows of one mart in two returns by the mart's primary key, which holds no person key,
 * and gives each row that differs one cause, whatever is counted from it (docs/diff.md, "Which
 * cause a row has").
 */
final class RowCauses {

  /** -1 for a row of the first return, 1 for one of the second. */
  static final String SIDE = "side";

  /** Ordinal of the {@link Cause}. */
  static final String CAUSE = "cause";

  /** Whether the row is the same in both, but for the submission and the line it was sent on. */
  static final String IS_SAME = "is_same";

  private static final Set<String> PROVENANCE =
      Set.of(
          "key_id",
          "submission_ids",
          "submission_id",
          "source_submission_id",
          "source_table",
          "source_file",
          "source_line",
          "source_record");

  private final TableContract mart;
  private final ReportingMonth month;
  private final SubmissionChanges submissions;
  private final MadeWith madeWith;

  /**
   * @param submissions what changed in the window
   * @param madeWith what else changed
   */
  RowCauses(
      TableContract mart, ReportingMonth month, SubmissionChanges submissions, MadeWith madeWith) {
    this.mart = mart;
    this.month = month;
    this.submissions = submissions;
    this.madeWith = madeWith;
  }

  /**
   * Rows of both returns side by side, as structs {@code a} and {@code b}, one of which may be
   * null, with {@link #CAUSE} and {@link #IS_SAME}.
   */
  Dataset<Row> pairs(Dataset<Row> before, Dataset<Row> after) {
    String organisation = "coalesce(b.organisation_code, a.organisation_code)";
    return side(before, "a")
        .join(side(after, "b"), mart.primaryKey().toArray(String[]::new), "full_outer")
        .withColumn("states", literal(submissions.bySubmission()))
        .withColumn("organisations", literal(submissions.byOrganisation()))
        .withColumn("source_a", expr("states[a." + source() + "]"))
        .withColumn("source_b", expr("states[b." + source() + "]"))
        .withColumn("own", expr("organisations[" + organisation + "]"))
        .withColumn("named", expr(named(organisation)))
        .withColumn("is_both", expr("a is not null and b is not null"))
        .withColumn("is_areas", expr(differs(Set.of(ColumnContract.DerivedFrom.AREAS))))
        .withColumn("is_people", expr(differs(Set.of(ColumnContract.DerivedFrom.PEOPLE))))
        .withColumn("is_content", expr(differs(Set.of())))
        .withColumn(IS_SAME, expr("is_both and not (is_areas or is_people or is_content)"))
        .withColumn(CAUSE, expr(cause()))
        .select("a", "b", CAUSE, IS_SAME);
  }

  /** Every row of {@link #pairs} once for each return it is in, with the mart's columns. */
  static Dataset<Row> sides(Dataset<Row> pairs) {
    return pairs
        .withColumn(
            "one",
            expr(
                "explode(filter(array(named_struct('side', -1, 'row', a),"
                    + " named_struct('side', 1, 'row', b)), r -> r.row is not null))"))
        .selectExpr("one.side as " + SIDE, CAUSE, IS_SAME, "one.row.*");
  }

  private Dataset<Row> side(Dataset<Row> rows, String name) {
    Column[] all = mart.columnNames().stream().map(c -> col(c)).toArray(Column[]::new);
    List<Column> columns = mart.primaryKey().stream().map(c -> col(c)).collect(Collectors.toList());
    columns.add(struct(all).as(name));
    return rows.select(columns.toArray(Column[]::new));
  }

  private static Column literal(Map<String, SubmissionChanges.State> states) {
    return map_from_arrays(
        lit(states.keySet().toArray(String[]::new)),
        lit(states.values().stream().map(Enum::name).toArray(String[]::new)));
  }

  private String source() {
    return mart.column("source_submission_id").isPresent()
        ? "source_submission_id"
        : "submission_id";
  }

  private String submissions(String side) {
    return mart.column("submission_ids").isPresent()
        ? "coalesce(" + side + ".submission_ids, array())"
        : "array_compact(array(" + side + ".submission_id))";
  }

  /**
   * Submissions the row names that are no longer, or not yet, in force: whether the row's own
   * organisation sent it, and what became of it. A month after the return's is in no manifest; its
   * submissions count as added where only the second return names them.
   */
  private String named(String organisation) {
    return """
    filter(
        transform(
            array_union(%1$s, %2$s),
            id -> named_struct(
                'is_own', split(id, '-')[1] = %3$s,
                'state', coalesce(states[id], case
                    when concat(split(id, '-')[2], '-', split(id, '-')[3]) <= '%4$s' then null
                    when not array_contains(%1$s, id) then 'ADDED'
                    when not array_contains(%2$s, id) then 'REMOVED'
                end)
            )
        ),
        one -> one.state is not null
    )
    """
        .formatted(submissions("a"), submissions("b"), organisation, month);
  }

  /** Whether a column that follows one of these things differs; of none, one that follows none. */
  private String differs(Set<ColumnContract.DerivedFrom> from) {
    String any =
        mart.fields().stream()
            .filter(column -> !PROVENANCE.contains(column.name()))
            .filter(
                column ->
                    column.derivedFrom() == null
                        ? from.isEmpty()
                        : from.contains(column.derivedFrom()))
            .map(column -> "not (a.`%1$s` <=> b.`%1$s`)".formatted(column.name()))
            .collect(Collectors.joining(" or "));
    return any.isEmpty() ? "false" : any;
  }

  private String cause() {
    boolean isAnySent = !submissions.all().isEmpty();
    int senders = submissions.byOrganisation().size();
    String isOther = senders > 1 ? "true" : isAnySent ? "own is null" : "false";
    String isOtherwise = "not is_content and is_both";
    return """
    case
        when is_same then %1$s
        when source_b = 'ADDED' then %2$s
        when source_a = 'REMOVED' then %3$s
        when source_a = 'REPLACED' or source_b = 'REPLACED' then if(is_both, %4$s, %5$s)
        when exists(named, one -> one.is_own and one.state = 'ADDED') then %2$s
        when exists(named, one -> one.is_own and one.state = 'REMOVED') then %3$s
        when exists(named, one -> one.is_own) then if(is_both, %4$s, %5$s)
        when size(named) > 0 then %6$s
        when %7$s and is_both and not is_content and not is_people then %8$s
        when %9$s and %10$s then %6$s
        when own = 'ADDED' then %2$s
        when own = 'REMOVED' then %3$s
        when own = 'REPLACED' then if(is_both, %4$s, %5$s)
        when %9$s and (not is_both or not %11$s) then %6$s
        when %11$s then %12$s
        when %13$s then %6$s
        else %1$s
    end
    """
        .formatted(
            Cause.UNEXPLAINED.ordinal(),
            Cause.LATE.ordinal(),
            Cause.WITHDRAWN.ordinal(),
            Cause.CORRECTED.ordinal(),
            Cause.RESUBMITTED.ordinal(),
            Cause.PARTNERS.ordinal(),
            madeWith.areas(),
            Cause.REFERENCE.ordinal(),
            isOther,
            isOtherwise,
            madeWith.code(),
            Cause.CODE.ordinal(),
            madeWith.stages());
  }
}
