package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.concordat.platform.Folders;
import org.concordat.sample.SampleMain;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.docs.DataPackages;
import org.concordat.testing.RequiredTools;
import org.concordat.testing.SampleMonth;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frictionless, a validator of others, reads our contracts: it takes the clean sample and the files
 * of its return, and refuses seeded faults.
 */
@Tag("proof")
class OtherValidatorProofTest {

  private static final DataPackages PACKAGES = new DataPackages(ContractCatalogue.load());
  private static final Path GALLERY = SampleMonth.extracts().resolveSibling("faults");

  @TempDir private static Path folder;

  @BeforeAll
  static void a_sample_without_faults() {
    assertThat(
            SampleMain.run(
                "--month",
                SampleMonth.MONTH,
                "--history",
                "0",
                "--faults",
                "none",
                "--quiet",
                "--out",
                folder.resolve("clean").toString()))
        .isZero();
  }

  @Test
  void it_accepts_every_submission_of_the_clean_sample() throws Exception {
    List<Path> descriptors = new ArrayList<>();
    for (Path submission : submissions(folder.resolve("clean"))) {
      descriptors.add(descriptor(submission));
    }
    assertThat(descriptors).hasSizeGreaterThan(8);

    List<String> answer = validate(descriptors);

    assertThat(answer)
        .as(String.join("\n", answer))
        .hasSameSizeAs(descriptors)
        .allMatch(l -> l.startsWith("valid "));
  }

  @Test
  void it_accepts_every_table_of_the_return_and_of_its_restricted_twin() throws Exception {
    Path lake = SampleMonth.run().lake();
    String version = SampleMonth.MONTH + "/performance/v1/crisis_return_202609_Perf_v1";
    SortedMap<String, String> open =
        new TreeMap<>(
            Map.of(
                "monthly_return", "",
                "return_measure_metadata", "_metadata",
                "detention_rates", "_rates",
                "quality_coverage", "_dq_coverage",
                "quality_vodim", "_dq_vodim"));
    SortedMap<String, String> raw =
        new TreeMap<>(
            Map.of("quality_coverage", "_dq_coverage_raw", "quality_vodim", "_dq_vodim_raw"));

    List<String> answer =
        validate(
            List.of(
                returned(lake.resolve("returns"), version, open),
                returned(lake.resolve("raw"), version, raw)));

    assertThat(answer)
        .as(String.join("\n", answer))
        .hasSize(2)
        .allMatch(line -> line.startsWith("valid "));
  }

  /** Puts a descriptor beside copies of some files of a return. */
  private static Path returned(Path zone, String version, SortedMap<String, String> endByTable)
      throws IOException {
    Path copy = Files.createTempDirectory(folder, "return");
    SortedMap<String, String> pathByTable = new TreeMap<>();
    for (Map.Entry<String, String> table : endByTable.entrySet()) {
      String file = table.getKey() + ".csv";
      Files.copy(zone.resolve(version + table.getValue() + ".csv"), copy.resolve(file));
      pathByTable.put(table.getKey(), file);
    }
    return Files.writeString(
        copy.resolve("datapackage.json"),
        PACKAGES.descriptor("return", pathByTable),
        StandardCharsets.UTF_8);
  }

  @Test
  void it_refuses_five_seeded_faults() throws Exception {
    assertRefused("FIL-010", "missing-label");
    assertRefused("FIL-013", "missing-cell");
    assertRefused("duplicate-keys", "primary-key");
    assertRefused("orphan-children", "foreign-key");
    assertRefused("impossible-dates-format", "type-error");
  }

  private static void assertRefused(String fault, String errorType) throws Exception {
    List<Path> submissions = submissions(GALLERY.resolve(fault));
    assertThat(submissions).as(fault).hasSize(1);
    List<String> answer = validate(List.of(descriptor(submissions.get(0))));
    assertThat(answer.get(0)).as(fault).startsWith("invalid ");
    assertThat(answer).as(fault).anyMatch(line -> line.endsWith(" " + errorType));
  }

  private static List<Path> submissions(Path root) {
    return Folders.filesBelow(root).stream()
        .filter(file -> file.endsWith("manifest.json"))
        .map(file -> root.resolve(file).getParent())
        .filter(
            submission ->
                Folders.filesBelow(submission).stream()
                    .anyMatch(f -> f.toString().contains(".csv")))
        .toList();
  }

  /**
   * Puts a descriptor beside copies of the submission's table files; what Frictionless cannot
   * unpack is unpacked first.
   */
  private static Path descriptor(Path submission) throws IOException {
    Path copy = Files.createTempDirectory(folder, "package");
    SortedMap<String, String> pathByTable = new TreeMap<>();
    for (Path file : Folders.filesBelow(submission)) {
      String name = file.toString();
      if (!name.contains(".csv")) {
        continue;
      }
      String plain =
          name.endsWith(".zst") ? name.substring(0, name.length() - ".zst".length()) : name;
      try (InputStream in = Files.newInputStream(submission.resolve(file));
          InputStream unpacked = name.endsWith(".zst") ? new ZstdInputStream(in) : in) {
        Files.copy(unpacked, copy.resolve(plain));
      }
      pathByTable.put(name.substring(0, name.indexOf('.')), plain);
    }
    return Files.writeString(
        copy.resolve("datapackage.json"),
        PACKAGES.descriptor("submission", pathByTable),
        StandardCharsets.UTF_8);
  }

  private static List<String> validate(List<Path> descriptors)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(RequiredTools.python("frictionless").toString());
    command.add(
        Path.of("src", "test", "python", "validate_package.py").toAbsolutePath().toString());
    descriptors.forEach(descriptor -> command.add(descriptor.toString()));
    Path err = Files.createTempFile(folder, "validate", ".err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return lines;
  }
}
