package org.concordat.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules across partners that have an example that passes and one that fails: monthly counts of
 * a pair, or rows of a SQL case that is named after the rule.
 */
public final class AcrossExamples {

  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private AcrossExamples() {}

  public static Set<String> rules() throws IOException {
    Set<String> passes = new TreeSet<>();
    Set<String> fails = new TreeSet<>();
    Files.readAllLines(RESOURCES.resolve("reports/across-examples.csv")).stream()
        .map(line -> line.split(","))
        .filter(cells -> cells[0].startsWith("XPT-"))
        .forEach(cells -> (cells[1].equals("fails") ? fails : passes).add(cells[0]));
    try (Stream<Path> cases = Files.list(RESOURCES.resolve("cases/section_136_records"))) {
      for (Path one : cases.toList()) {
        String name = one.getFileName().toString();
        if (name.startsWith("XPT_")) {
          String rule = name.substring(0, 7).replace('_', '-');
          // A row that fits ends its line with no partner that it does not fit.
          Files.readAllLines(one.resolve("expected.csv")).stream()
              .skip(2)
              .forEach(
                  line -> (line.replaceAll("^[^,]*,|,", "").isEmpty() ? passes : fails).add(rule));
        }
      }
    }
    passes.retainAll(fails);
    return passes;
  }
}
