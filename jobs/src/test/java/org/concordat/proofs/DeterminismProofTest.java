package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.RequiredTools;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Same inputs, same bytes: other process, cores, heap and clock. */
@Tag("proof")
class DeterminismProofTest {

  @TempDir private Path folder;

  @Test
  void cores_heap_clock_and_process_change_no_byte() throws IOException {
    SortedMap<String, String> two =
        results("two-cores", 2, new ConcordatProcess().option("-Xmx2g"));
    SortedMap<String, String> one = results("one-core", 1, new ConcordatProcess().option("-Xmx1g"));
    assertThat(one).isEqualTo(two);

    String faketime = RequiredTools.find("faketime").toString();
    SortedMap<String, String> later =
        results("later", 2, new ConcordatProcess().under(faketime, "-f", "+730d").option("-Xmx2g"));
    assertThat(later).isEqualTo(two);
  }

  private SortedMap<String, String> results(String name, int cores, ConcordatProcess process)
      throws IOException {
    Path here = Files.createDirectories(folder.resolve(name));
    Path config =
        Files.writeString(here.resolve("concordat.yaml"), "spark:\n  cores: " + cores + "\n");
    ConcordatProcess.Ended ended =
        process.run(
            here,
            "run",
            "--month",
            SampleMonth.MONTH,
            "--landing",
            SampleMonth.extracts().toString(),
            "--config",
            config.toString());
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    SortedMap<String, String> results = Trees.results(here.resolve("lake"));
    assertThat(results).isNotEmpty();
    return results;
  }
}
