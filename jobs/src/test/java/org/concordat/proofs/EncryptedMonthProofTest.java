package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.concordat.platform.Folders;
import org.concordat.platform.SecretFile;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.TableContract;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.PersonalValues;
import org.concordat.testing.RequiredTools;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample month with encrypted columns is the sample month, for whoever has the key. */
@Tag("proof")
class EncryptedMonthProofTest {

  private static final String KEY =
      "5b0c1e77a3d94f6682ce0b1a94d7f3350c6be2a84f1795d36e08fb42c917ad60";
  private static final String OTHER_KEY = KEY.replace('5', '6');

  @TempDir private Path folder;

  @Test
  void figures_are_the_same_and_restricted_tables_tell_nobody_who_people_are() throws Exception {
    Path local = SampleMonth.run().lake();
    Path settings = settings("right", KEY);
    ConcordatProcess.Ended ended =
        concordat(
            settings,
            "run",
            "--month",
            SampleMonth.MONTH,
            "--landing",
            SampleMonth.extracts().toString());
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    Path lake = folder.resolve("lake");

    SortedMap<String, String> results = Trees.results(lake);
    SortedMap<String, String> plain = Trees.results(local);
    assertThat(results.keySet()).isEqualTo(plain.keySet());
    SortedMap<String, String> others = new TreeMap<>(plain);
    others.entrySet().removeAll(results.entrySet());
    assertThat(others.keySet().stream().map(EncryptedMonthProofTest::table))
        .as("files with other bytes are those of tables with sensitive columns, and all of them")
        .containsOnlyElementsOf(sensitiveTables(plain.keySet()));
    assertThat(plain.keySet().stream().filter(file -> isSensitive(file)))
        .isNotEmpty()
        .allMatch(others::containsKey);
    assertNobodyIsNamed(lake, ended);

    ConcordatProcess.Ended again = concordat(settings, "link", "--month", SampleMonth.MONTH);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(Trees.results(lake)).as("made again from the same inputs").isEqualTo(results);

    ConcordatProcess.Ended wrong =
        concordat(settings("wrong", OTHER_KEY), "link", "--month", SampleMonth.MONTH);
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err().lines().filter(line -> line.startsWith("concordat:")))
        .containsExactly(
            "concordat: Cannot read encrypted columns: they were written with the key \"proof\", and"
                + " the settings have another key of that name; a new key needs a new key-id");
    assertThat(wrong.err()).doesNotContain("Exception", OTHER_KEY);
    assertThat(Trees.results(lake)).isEqualTo(results);
    othersReadWhatIsOpen(lake);
  }

  /**
   * Looks into names and bytes of all files, and into all rows that can be read without the key.
   */
  private static void assertNobodyIsNamed(Path lake, ConcordatProcess.Ended ended)
      throws IOException {
    PersonalValues values = PersonalValues.of(SampleMonth.extracts());
    Set<String> found = new TreeSet<>(values.in(ended.out() + ended.err()));
    assertThat(inBytes(SampleMonth.run().lake(), values)).as("what is not encrypted").isNotEmpty();
    found.addAll(inBytes(lake, values));
    for (String zone : List.of("checked", "linked")) {
      for (Path table : Folders.foldersIn(lake.resolve(zone).resolve("live"))) {
        if (Folders.filesBelow(table).stream().noneMatch(f -> f.toString().endsWith(".parquet"))) {
          continue;
        }
        List<String> sensitive = sensitive(table.getFileName().toString());
        Iterator<String> rows =
            SharedSpark.session()
                .read()
                .parquet(table.toString())
                .drop(sensitive.toArray(String[]::new))
                .toJSON()
                .toLocalIterator();
        rows.forEachRemaining(
            row ->
                values.in(row).stream()
                    // Somebody registered with a practice on the day somebody else was born.
                    .filter(value -> !value.startsWith("birth date"))
                    .forEach(value -> found.add(table.getFileName() + ": " + value)));
      }
    }
    assertThat(found).isEmpty();
    assertThat(ended.out() + ended.err()).doesNotContain(KEY);
    for (Path file : Folders.filesBelow(lake)) {
      assertThat(Files.readString(lake.resolve(file), StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain(KEY);
    }
  }

  /**
   * What names and bytes of restricted files say. Short names are left out: among random bytes any
   * three letters stand somewhere.
   */
  private static Set<String> inBytes(Path lake, PersonalValues values) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String zone : List.of("checked", "linked")) {
      for (Path file : Folders.filesBelow(lake.resolve(zone))) {
        String bytes =
            Files.readString(lake.resolve(zone).resolve(file), StandardCharsets.ISO_8859_1);
        values.in(file + " " + bytes).stream()
            .filter(value -> !value.matches("name .{1,5}"))
            .forEach(value -> found.add(file + ": " + value));
      }
    }
    return found;
  }

  private static void othersReadWhatIsOpen(Path lake) throws Exception {
    Path table = lake.resolve("checked/live/MHS001MPI/reporting_month=" + SampleMonth.MONTH);
    long rows = SharedSpark.session().read().parquet(table.toString()).count();
    Process process =
        new ProcessBuilder(
                RequiredTools.python("duckdb").toString(),
                Path.of("src", "test", "python", "read_encrypted.py").toString(),
                table.resolve(Folders.filesBelow(table).get(0)).toString(),
                "submission_id",
                "NHSNumber")
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(out.lines())
        .containsExactly("pyarrow " + rows, "pyarrow refused", "duckdb " + rows, "duckdb refused");
  }

  private static Set<String> sensitiveTables(Set<String> files) {
    return files.stream()
        .filter(EncryptedMonthProofTest::isSensitive)
        .map(EncryptedMonthProofTest::table)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isSensitive(String file) {
    return file.endsWith(".parquet")
        && file.matches("(checked|linked)/.*")
        && !sensitive(table(file)).isEmpty();
  }

  /** Name of the table a file of a version belongs to. */
  private static String table(String file) {
    String[] parts = file.split("/");
    return parts[parts.length - 3];
  }

  private static List<String> sensitive(String table) {
    return CONTRACTS.getOrDefault(table, List.of());
  }

  private static final Map<String, List<String>> CONTRACTS = contracts();

  private static Map<String, List<String>> contracts() {
    Map<String, List<String>> sensitive = new TreeMap<>();
    ContractCatalogue contracts = ContractCatalogue.load();
    for (ContractCatalogue.Layer layer : ContractCatalogue.Layer.values()) {
      for (TableContract table : contracts.tables(layer)) {
        sensitive.put(
            table.name(),
            table.fields().stream()
                .filter(ColumnContract::isSensitive)
                .map(ColumnContract::name)
                .toList());
      }
    }
    return sensitive;
  }

  private ConcordatProcess.Ended concordat(Path settings, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = settings.toString();
    return new ConcordatProcess().option("-Xmx2g").run(folder, all);
  }

  private Path settings(String name, String key) throws IOException {
    Path file = folder.resolve(name + ".key");
    SecretFile.write(file, key);
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        "encryption:\n  parquet: {key: 'file:%s', key-id: proof}\n".formatted(file));
  }
}
