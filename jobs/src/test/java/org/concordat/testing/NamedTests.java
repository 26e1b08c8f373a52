package org.concordat.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests that a page names, written {@code Class#method} between back-ticks. */
public final class NamedTests {

  private static final Pattern TEST =
      Pattern.compile("`([A-Za-z0-9]+(?:Test|Cases))#([a-z0-9_]+)`");

  private NamedTests() {}

  /** What a text names, as it stands there, in order. */
  public static List<String> in(String text) {
    List<String> named = new ArrayList<>();
    Matcher tests = TEST.matcher(text);
    while (tests.find()) {
      named.add(tests.group());
    }
    return named;
  }

  /** Those of a text that are not there, or are no tests. */
  public static List<String> missing(String text) throws IOException {
    TreeMap<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*(Test|Cases)\\.java")).toList()) {
        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    List<String> missing = new ArrayList<>();
    Matcher tests = TEST.matcher(text);
    while (tests.find()) {
      if (!isTest(sources.getOrDefault(tests.group(1), ""), tests.group(2))) {
        missing.add(tests.group());
      }
    }
    return missing;
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
}
