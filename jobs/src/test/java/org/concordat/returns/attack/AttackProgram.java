package org.concordat.returns.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concordat.returns.attack.ReturnFilesAttack.Read;
import org.concordat.returns.attack.ReturnFilesAttack.ReturnFile;
import org.concordat.schemas.CodeLists;
import org.concordat.schemas.Measures;
import org.jspecify.annotations.Nullable;

/**
 * Attacks every return in the folder of a lake and writes what it finds, one line each.
 *
 * <p>Arguments: the lake, and perhaps {@code outsider} (not told anything by the restricted twin),
 * {@code noughts-hidden} (an England 0 may be hidden), {@code all} (every finding and not only how
 * many) and {@code alone} (also how many each kind of relation finds without the others).
 */
final class AttackProgram {

  private AttackProgram() {}

  /** Runs the attack; see the class. */
  public static void main(String[] arguments) throws IOException {
    List<String> options = List.of(arguments).subList(1, arguments.length);
    List<ReturnFile> files = files(Path.of(arguments[0]), !options.contains("outsider"));
    Measures measures = Measures.load();
    CodeLists codeLists = CodeLists.load();
    for (boolean isUnrevised : new boolean[] {false, true}) {
      Read read =
          ReturnFilesAttack.read(
              files, measures, codeLists, isUnrevised, !options.contains("noughts-hidden"));
      say(
          "%d files, %d cells, %d relations%s, %d untrue, %d percentages of exact figures"
              .formatted(
                  files.size(),
                  read.table().cells().size(),
                  read.table().relations().size(),
                  isUnrevised ? " taking nothing to be revised" : "",
                  read.untrue().size(),
                  read.exactPercentages().size()));
      read.untrue().stream().limit(20).forEach(relation -> say("  untrue " + relation));
      read.exactPercentages().stream().limit(20).forEach(key -> say("  percentage " + key));
      for (Reading reading : Reading.values()) {
        long start = System.nanoTime();
        Attack.Result result = Attack.on(read.table(), reading);
        say(
            "%s: %d safe, %d leaks, %d open, %d exempt, %d not judged, %d contradictions, %d ms"
                .formatted(
                    reading,
                    result.safe(),
                    result.leaks().size(),
                    result.forbidden().size() - result.leaks().size(),
                    result.exempt(),
                    result.unjudged(),
                    result.contradictions().size(),
                    (System.nanoTime() - start) / 1_000_000));
        ReturnFilesAttack.summary(result).forEach(line -> say("  " + line));
        result.contradictions().stream().limit(5).forEach(r -> say("  contradicted " + r));
        if (options.contains("alone")) {
          alone(read.table(), reading);
        }
        if (options.contains("all")) {
          result.findings().forEach(finding -> say("  " + finding));
        }
      }
    }
  }

  /** How many leaks each kind of knowledge finds without the others. */
  private static void alone(PublishedTable table, Reading reading) {
    Map<String, List<Relation>> byKind =
        table.relations().stream()
            .collect(
                Collectors.groupingBy(
                    relation ->
                        relation.getClass().getSimpleName()
                            + ", "
                            + relation.why().replaceFirst("^\\S+ is within \\S+$", "subset"),
                    TreeMap::new,
                    Collectors.toList()));
    byKind.forEach(
        (kind, relations) -> {
          PublishedTable part =
              new PublishedTable(table.cells(), relations, table.isEnglandNoughtPrinted());
          say("  alone %d: %s".formatted(Attack.on(part, reading).leaks().size(), kind));
        });
  }

  /** The files of every month and version of a lake, oldest first. */
  static List<ReturnFile> files(Path lake, boolean isTold) throws IOException {
    List<ReturnFile> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(lake.resolve("returns"))) {
      List<Path> mains =
          found
              .filter(path -> path.getFileName().toString().matches("crisis_return_.*_v\\d+\\.csv"))
              .sorted()
              .toList();
      for (Path main : mains) {
        Path folder = Objects.requireNonNull(main.getParent());
        String name = main.getFileName().toString().replace(".csv", "");
        Path twin = lake.resolve("raw").resolve(lake.resolve("returns").relativize(folder));
        files.add(
            new ReturnFile(
                folder.getFileName().toString(),
                Files.readAllBytes(main),
                bytes(folder.resolve(name + "_rates.csv")),
                isTold ? bytes(twin.resolve(name + "_raw.csv")) : null));
      }
    }
    return files;
  }

  private static byte @Nullable [] bytes(Path file) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
