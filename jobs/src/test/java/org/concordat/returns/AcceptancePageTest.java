package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.concordat.testing.NamedTests;
import org.junit.jupiter.api.Test;

/** The page docs/acceptance.md names every check and rule, and only tests that are there. */
class AcceptancePageTest {

  private static final Path PAGE = Path.of("..", "docs", "acceptance.md");

  @Test
  void every_test_it_names_is_there() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(NamedTests.missing(page)).isEmpty();
    assertThat(NamedTests.in(page)).hasSizeGreaterThan(40);
  }

  @Test
  void every_check_and_every_rule_has_a_line_with_a_test() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    Stream<String> checks = IntStream.rangeClosed(1, 8).mapToObj(number -> "| " + number + " |");
    Stream<String> rules = IntStream.rangeClosed(1, 14).mapToObj(number -> "| D" + number + " |");
    assertThat(Stream.concat(checks, rules))
        .allSatisfy(
            start -> assertThat(lines).anyMatch(line -> line.startsWith(start) && hasTest(line)));
  }

  /** D2 is shown by the test of D1. */
  private static boolean hasTest(String line) {
    return !NamedTests.in(line).isEmpty() || line.endsWith("| the same |");
  }
}
