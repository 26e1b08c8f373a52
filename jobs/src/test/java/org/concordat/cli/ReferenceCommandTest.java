package org.concordat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.concordat.platform.ReferenceTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceCommandTest {

  private static final String DESCRIPTOR =
      """
      kind: population
      name: census_again
      year: 2011
      geography: England
      grouping: census_2011_18
      exactness: exact
      age_bands: mha_statistics_21
      total: 53012456
      source: Census 2011
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_table_is_checked_and_put_in_force() throws IOException {
    Path table = census(DESCRIPTOR);
    assertThat(load(table, "--dry-run")).isZero();
    assertThat(out.toString()).contains("53,012,456 residents").contains("nothing was written");
    assertThat(folder.resolve("lake")).doesNotExist();
    assertThat(load(table)).isZero();
    assertThat(out.toString()).contains("Written: ");
    assertThat(new ReferenceTables(folder.resolve("lake/reference")).population().table().name())
        .isEqualTo("census_again");
  }

  @Test
  void a_table_that_does_not_fit_is_a_wrong_request_and_changes_nothing() throws IOException {
    assertThat(load(census(DESCRIPTOR.replace("England", "Wales")))).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .endsWith("census.csv.yaml: geography \"Wales\" is not known, expected England");
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  private int load(Path table, String... more) {
    String[] arguments = new String[5 + more.length];
    String[] always = {
      "reference", "load", table.toString(), "--lake", folder.resolve("lake").toString()
    };
    System.arraycopy(always, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return ConcordatCommand.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private Path census(String descriptor) throws IOException {
    Path table = folder.resolve("census.csv");
    try (var census =
        ReferenceCommandTest.class.getResourceAsStream(
            "/populations/census2011_england_ethnicity_age_sex.csv")) {
      Files.copy(Objects.requireNonNull(census), table);
    }
    Files.writeString(folder.resolve("census.csv.yaml"), descriptor);
    return table;
  }
}
