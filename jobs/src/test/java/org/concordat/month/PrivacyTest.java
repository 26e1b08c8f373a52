package org.concordat.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.concordat.platform.Folders;
import org.concordat.testing.PersonalValues;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;

/** No NHS number, name, birth date or full postcode of the sample leaves the restricted zone. */
class PrivacyTest {

  private static final String[] OUTPUTS = {
    "findings", "metrics", "marts", "returns", "raw", "reports", "runs"
  };
  private static final PersonalValues VALUES = PersonalValues.of(SampleMonth.extracts());

  @Test
  void the_search_finds_what_it_looks_for() {
    assertThat(VALUES.size()).isGreaterThan(1000);
    Path checked = SampleMonth.run().lake().resolve("checked/live/MHS001MPI");
    Set<String> found = new TreeSet<>();
    Iterator<String> rows =
        SharedSpark.session()
            .read()
            .parquet(checked.toString())
            .limit(50)
            .toJSON()
            .toLocalIterator();
    rows.forEachRemaining(row -> found.addAll(VALUES.in(row)));
    assertThat(found).anyMatch(value -> value.startsWith("NHS number"));
    assertThat(found).anyMatch(value -> value.startsWith("birth date"));
    assertThat(found).anyMatch(value -> value.startsWith("postcode"));
  }

  @Test
  void no_output_holds_a_personal_value() throws IOException {
    Set<String> found = new TreeSet<>();
    for (String output : OUTPUTS) {
      Path root = SampleMonth.run().lake().resolve(output);
      for (Path file : Folders.filesBelow(root)) {
        VALUES
            .in(file.toString())
            .forEach(value -> found.add(output + "/" + file + " (its name): " + value));
        if (!file.toString().endsWith(".parquet")) {
          String text = Files.readString(root.resolve(file), StandardCharsets.UTF_8);
          VALUES.in(text).forEach(value -> found.add(output + "/" + file + ": " + value));
        }
      }
      for (Path table : Folders.foldersIn(root.resolve("live"))) {
        if (Folders.filesBelow(table).stream().noneMatch(f -> f.toString().endsWith(".parquet"))) {
          continue;
        }
        Iterator<String> rows =
            SharedSpark.session().read().parquet(table.toString()).toJSON().toLocalIterator();
        rows.forEachRemaining(
            row -> VALUES.in(row).forEach(value -> found.add(table + ": " + value)));
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void what_is_printed_holds_no_personal_value() {
    assertThat(VALUES.in(SampleMonth.run().ended().out())).isEmpty();
    assertThat(VALUES.in(SampleMonth.run().ended().err())).isEmpty();
  }
}
