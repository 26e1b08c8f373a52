package org.concordat.marts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Finds and runs every case folder; a new case needs no Java. */
class SqlCasesTest {

  @AfterAll
  static void clean() {
    SharedSpark.clean();
  }

  @TestFactory
  Stream<DynamicTest> every_case_gives_what_was_worked_out_by_hand() {
    CaseRun run = new CaseRun();
    return run.cases().stream()
        .map(
            one ->
                dynamicTest(
                    one.target() + ": " + one.name().replace('_', ' '),
                    () -> {
                      List<String> actual = run.actual(one);
                      assertThat(actual)
                          .as("rows of %s in %s", one.target(), one.expectedColumns())
                          .isEqualTo(run.expected(one));
                    }));
  }
}
