package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concordat.testing.RequiredTools;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** pandas and DuckDB read the marts by path and see what Spark sees. */
@Tag("proof")
class OtherReadersProofTest {

  @Test
  void pandas_and_duckdb_read_every_mart_by_path() throws Exception {
    Path lake = SampleMonth.run().lake();
    Process process =
        new ProcessBuilder(
                RequiredTools.python("pandas").toString(),
                Path.of("src", "test", "python", "read_marts.py").toString(),
                lake.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    for (String mart :
        List.of("crisis_presentations", "out_of_area_placements", "mha_detentions")) {
      var frame =
          SharedSpark.session().read().parquet(lake.resolve("marts/live").resolve(mart).toString());
      String seen = mart + " " + frame.count() + " " + frame.columns().length;
      assertThat(out.lines()).as(mart).contains("pandas " + seen, "duckdb " + seen);
    }
  }
}
