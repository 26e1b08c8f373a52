package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page docs/acceptance.md names every check and rule, and only tests that are there. */
class AcceptancePageTest {

  private static final Path PAGE = Path.of("..", "docs", "acceptance.md");
  private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Test)#([a-z0-9_]+)`");

  @Test
  void every_test_it_names_is_there() throws IOException {
    TreeMap<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    List<String> missing = new ArrayList<>();
    int named = 0;
    Matcher tests = TEST.matcher(Files.readString(PAGE));
    while (tests.find()) {
      named++;
      if (!isTest(sources.getOrDefault(tests.group(1), ""), tests.group(2))) {
        missing.add(tests.group());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(40);
  }

  /** Whether a source has the method, with an annotation of a test after the method before it. */
  private static boolean isTest(String source, String method) {
    int at = source.indexOf("void " + method + "(");
    if (at < 0) {
      return false;
    }
    String annotations = source.substring(Math.max(0, source.lastIndexOf("\n  }\n", at)), at);
    return annotations.contains("@Test\n") || annotations.contains("@ParameterizedTest");
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
    return TEST.matcher(line).find() || line.endsWith("| the same |");
  }
}
