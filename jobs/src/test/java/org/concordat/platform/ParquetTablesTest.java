package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.concordat.testing.Rows;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTablesTest {

  private static final StructType SCHEMA =
      new StructType().add("id", DataTypes.StringType).add("note", DataTypes.StringType);

  @TempDir private Path folder;

  @Test
  void rows_in_another_order_give_the_same_bytes_and_names() throws Exception {
    Dataset<Row> rows =
        Rows.of(SCHEMA, "{'id':'1','note':'a'}", "{'id':'2'}", "{'id':'3','note':'c'}");
    ParquetTables.write(rows, folder.resolve("one"), "table", "v", 2, List.of("id"));
    ParquetTables.write(
        rows.orderBy(rows.col("id").desc()), folder.resolve("two"), "table", "v", 2, List.of("id"));

    assertThat(Folders.filesBelow(folder.resolve("one"))).isNotEmpty();
    assertThat(Folders.same(folder.resolve("one"), folder.resolve("two"))).isTrue();
    assertThat(Rows.json(SharedSpark.session().read().parquet(folder.resolve("one").toString())))
        .isEqualTo(Rows.json(rows));
  }

  @Test
  void a_table_without_rows_keeps_its_columns() {
    ParquetTables.write(
        ContractFrames.empty(SharedSpark.session(), SCHEMA),
        folder.resolve("none"),
        "table",
        "v",
        1,
        List.of("id"));

    Dataset<Row> read = SharedSpark.session().read().parquet(folder.resolve("none").toString());
    assertThat(read.columns()).containsExactly("id", "note");
    assertThat(read.count()).isZero();
  }
}
