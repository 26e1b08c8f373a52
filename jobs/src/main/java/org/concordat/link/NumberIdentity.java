package org.concordat.link;

import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** Steps 1 and 2 for one row: NHS number, the row's evidence, all evidence of the number. */
final class NumberIdentity implements UDF3<String, String, Seq<String>, Row> {

  /** Person, step and problem, as in {@link NumberBlock.Identity}. */
  static final StructType SCHEMA =
      new StructType()
          .add("person", DataTypes.StringType)
          .add("step", DataTypes.StringType)
          .add("problem", DataTypes.StringType);

  private static final long serialVersionUID = 1L;

  /** Rows of one number follow one another, so the block of the row before is often the right. */
  private static final ThreadLocal<@Nullable Solved> LAST = new ThreadLocal<>();

  private record Solved(List<String> evidence, NumberBlock block) {}

  @Override
  public Row call(String number, String evidence, Seq<String> blockEvidence) {
    List<String> texts = EvidenceText.texts(blockEvidence);
    Collections.sort(texts);
    Solved solved = LAST.get();
    if (solved == null || !solved.evidence.equals(texts)) {
      solved =
          new Solved(texts, new NumberBlock(texts.stream().map(NumberEvidence::parse).toList()));
      LAST.set(solved);
    }
    NumberBlock.Identity identity = solved.block.identity(NumberEvidence.parse(evidence));
    LinkStep step = identity.step();
    return RowFactory.create(
        identity.person() == null ? null : "nhs|" + number + "|" + identity.person(),
        step == null ? null : step.text(),
        identity.problem());
  }
}
