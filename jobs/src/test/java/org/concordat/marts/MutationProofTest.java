package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Changes one condition of the counting rules at a time: at least one case must break. The steps
 * changed are listed in {@code cases/mutated-steps.txt}; changes that cannot make a difference are
 * listed, each with its reason, in {@code cases/equivalent-changes.txt}.
 */
@Tag("proof")
class MutationProofTest {

  private static final Path CASES = Path.of("src", "test", "resources", "cases");

  @BeforeAll
  static void planLightly() {
    SharedSpark.session().conf().set("spark.sql.codegen.wholeStage", false);
  }

  @AfterAll
  static void clean() {
    SharedSpark.session().conf().unset("spark.sql.codegen.wholeStage");
    SharedSpark.clean();
  }

  @Test
  void every_change_of_a_condition_breaks_a_case() throws IOException {
    Set<String> equivalent = new HashSet<>(lines("equivalent-changes.txt"));
    CaseRun run = new CaseRun();
    List<String> survivors = new ArrayList<>();
    Set<String> unused = new HashSet<>(equivalent);
    String only = System.getProperty("concordat.mutated-step", "");
    int changes = 0;
    for (String step : lines("mutated-steps.txt")) {
      if (!only.isEmpty() && !only.equals(step)) {
        continue;
      }
      for (Mutant mutant : Mutant.of(run.file(step))) {
        changes++;
        if (equivalent.contains(mutant.name())) {
          unused.remove(mutant.name());
        } else if (run.firstBrokenBy(mutant.sql()).isEmpty()) {
          survivors.add(mutant.name());
        }
      }
    }
    assertThat(changes).isPositive();
    assertThat(String.join("\n", survivors)).as("changes that no case notices").isEmpty();
    if (only.isEmpty()) {
      assertThat(unused).as("listed changes that do not exist").isEmpty();
    }
  }

  /** What a data file beside the cases lists: one entry a line, blank lines and comments aside. */
  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(CASES.resolve(file)).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }
}
