package org.concordat.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SparkWork;
import org.junit.jupiter.api.Test;

/**
 * What the committed month costs in work, which no busy machine changes: a query more, a table read
 * once more or a shuffle that was not there is seen here and not in a figure of seconds.
 */
class SparkWorkTest {

  private static final String EXPECTED = "spark-work.csv";

  /** Compressed sizes may differ a little with the version of a codec. */
  private static final double BYTES = 1.05;

  private static final int COUNTS = 4;

  private static final int ROWS_READ = 3;

  @Test
  void the_month_asks_no_more_of_spark_than_is_written_down() throws IOException {
    assertThat(SampleMonth.run().ended().exitCode()).isZero();
    String made = Files.readString(SampleMonth.run().sparkWork());
    SortedMap<String, List<Long>> found = rows(made);
    SortedMap<String, List<Long>> expected = rows(expected());
    assertThat(found.keySet()).as(made).isEqualTo(expected.keySet());
    expected.forEach(
        (asker, most) -> {
          List<Long> counts = Objects.requireNonNull(found.get(asker));
          for (int i = 0; i < most.size(); i++) {
            String what = asker + ": " + SparkWork.COLUMNS.split(",")[i + 1] + "\n" + made;
            long limit = i < COUNTS ? most.get(i) : Math.round(most.get(i) * BYTES);
            assertThat(counts.get(i)).as(what).isLessThanOrEqualTo(limit);
          }
        });
  }

  @Test
  void every_partners_row_is_parsed_by_tasks_and_counted() throws IOException {
    // Once to be judged and, unless its submission is rejected or replaced, once to be written.
    List<Long> check = rows(Files.readString(SampleMonth.run().sparkWork())).get("check");
    long parsed = Objects.requireNonNull(check).get(ROWS_READ);
    assertThat(parsed).isBetween(20_000L, 3 * 21_000L);
  }

  private static String expected() throws IOException {
    try (InputStream in = SparkWorkTest.class.getResourceAsStream(EXPECTED)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static SortedMap<String, List<Long>> rows(String csv) {
    SortedMap<String, List<Long>> rows = new TreeMap<>();
    csv.lines()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(
            values ->
                rows.put(values[0], Arrays.stream(values).skip(1).map(Long::valueOf).toList()));
    return rows;
  }
}
