package org.concordat.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.concordat.platform.Folders;
import org.concordat.testing.PersonalValues;
import org.concordat.testing.PlainHashes;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;

/**
 * No NHS number, name, birth date or full postcode of the sample leaves the restricted zone, no
 * hash that can be turned back, and no key.
 */
class PrivacyTest {

  private static final String[] OUTPUTS = {
    "findings", "metrics", "marts", "returns", "raw", "reports", "runs"
  };
  private static final PersonalValues VALUES = PersonalValues.of(SampleMonth.extracts());
  private static final PlainHashes HASHES = new PlainHashes(VALUES.nhsNumbers());

  private static final String KEY = "concordat development key, not secret";
  private static final String HASH =
      "8cdf460a1a906241bd2561de3169f18dd39e81fa954e3f328bcd29d9a7e3b701";

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
    // printf 9990000018 | sha256sum
    assertThat(new PlainHashes(Set.of("9990000018")).in("\"id\":\"" + HASH + "\"")).hasSize(1);
  }

  @Test
  void no_output_holds_a_personal_value() throws IOException {
    Set<String> found = new TreeSet<>();
    for (String output : OUTPUTS) {
      search(SampleMonth.run().lake().resolve(output), PrivacyTest::both, found);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void linked_tables_hold_no_hash_that_can_be_turned_back() throws IOException {
    Set<String> found = new TreeSet<>();
    search(SampleMonth.run().lake().resolve("linked"), HASHES::in, found);
    assertThat(found).isEmpty();
  }

  @Test
  void no_file_but_its_own_holds_a_key() throws IOException {
    Path lake = SampleMonth.run().lake();
    List<String> holders = new ArrayList<>();
    for (Path file : Folders.filesBelow(lake)) {
      String bytes = Files.readString(lake.resolve(file), StandardCharsets.ISO_8859_1);
      if (bytes.contains(KEY) || bytes.contains("PRIVATE KEY")) {
        holders.add(file.toString());
      }
    }
    assertThat(holders).contains("development.key").allMatch(file -> file.endsWith(".key"));
  }

  private static Set<String> both(String text) {
    Set<String> found = new TreeSet<>(VALUES.in(text));
    found.addAll(HASHES.in(text));
    return found;
  }

  /** Searches names and contents of all files below a folder, and the rows of its live tables. */
  private static void search(Path root, Function<String, Set<String>> in, Set<String> found)
      throws IOException {
    for (Path file : Folders.filesBelow(root)) {
      in.apply(file.toString())
          .forEach(value -> found.add(root + "/" + file + " (its name): " + value));
      // Footers of Parquet files hold the least and greatest values uncompressed.
      boolean isText = !file.toString().endsWith(".parquet");
      String text =
          Files.readString(
              root.resolve(file), isText ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
      in.apply(text).forEach(value -> found.add(root + "/" + file + ": " + value));
    }
    for (Path table : Folders.foldersIn(root.resolve("live"))) {
      if (Folders.filesBelow(table).stream().noneMatch(f -> f.toString().endsWith(".parquet"))) {
        continue;
      }
      Iterator<String> rows =
          SharedSpark.session().read().parquet(table.toString()).toJSON().toLocalIterator();
      rows.forEachRemaining(row -> in.apply(row).forEach(value -> found.add(table + ": " + value)));
    }
  }

  @Test
  void what_is_printed_holds_no_personal_value() {
    assertThat(VALUES.in(SampleMonth.run().ended().out())).isEmpty();
    assertThat(VALUES.in(SampleMonth.run().ended().err())).isEmpty();
  }
}
