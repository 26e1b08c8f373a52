package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Folders;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.RequiredTools;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SentSubmission;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was published is made again from its record: in another folder, process, time zone and year,
 * whatever has arrived since; and what arrives late changes nothing (acceptance 4 and 5 of the
 * return's rules).
 */
@Tag("proof")
class RebuildProofTest {

  private static final String BEFORE = "2026-08";

  @TempDir private Path folder;

  @Test
  void versions_are_made_again_bit_for_bit_and_late_submissions_make_none() throws IOException {
    Path drop = folder.resolve("drop");
    Folders.copy(SampleMonth.extracts(), drop);
    // August first: September then looks back on its marts and on who was known.
    run(drop, BEFORE);
    run(drop, SampleMonth.MONTH);
    Path versions = folder.resolve("lake/returns/2026-09/performance");
    SortedMap<String, String> first = Trees.digests(versions);
    assertThat(first).isNotEmpty();
    assertThat(Files.readString(manifest(versions, 1)))
        .contains("\"table\" : \"mha_detentions\"", "\"table\" : \"person_index\"");

    // Sent after the cut of 21 October: judged, and no part of Performance.
    SentSubmission sent = new SentSubmission(drop.resolve("MH/RX4/2026-09/001"));
    sent.again("002", "2026-11-02T10:00:00Z")
        .rows("MHS401MHActPeriod", rows -> rows.subList(9, 30));
    run(drop, SampleMonth.MONTH);
    assertThat(Trees.digests(versions)).isEqualTo(first);

    // Sent in time: a second version.
    sent.again("003", "2026-10-19T10:00:00Z")
        .rows("MHS401MHActPeriod", rows -> rows.subList(9, 30));
    run(drop, SampleMonth.MONTH);
    assertThat(versions.resolve("v2")).isDirectory();
    assertThat(versions.resolve("v3")).doesNotExist();

    String faketime = RequiredTools.find("faketime").toString();
    ConcordatProcess later =
        new ConcordatProcess()
            .under(faketime, "-f", "+730d")
            .option("-Xmx2g")
            .option("-Duser.timezone=Pacific/Auckland")
            .option("-Duser.language=tr");
    same(later, "then", "--month", SampleMonth.MONTH, "--version", "1");
    same(new ConcordatProcess().option("-Xmx2g"), "now", "--last", "2");

    aMissingObjectIsNamed();
  }

  private void aMissingObjectIsNamed() throws IOException {
    Deliveries landing = new Deliveries(folder.resolve("lake/landing"));
    String object =
        landing
            .find(Family.MH, "RX4", ReportingMonth.of(SampleMonth.MONTH), "001")
            .orElseThrow()
            .files()
            .get(0)
            .sha256();
    Files.delete(landing.object(object));
    ConcordatProcess.Ended refused = rebuild(new ConcordatProcess(), "gone");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("no longer holds the object").contains(object);
  }

  private void run(Path drop, String month) {
    ConcordatProcess.Ended ended =
        new ConcordatProcess()
            .option("-Xmx2g")
            .run(folder, "run", "--month", month, "--landing", drop.toString());
    assertThat(ended.exitCode()).as(ended.err()).isZero();
  }

  private void same(ConcordatProcess process, String into, String... which) {
    ConcordatProcess.Ended ended = rebuild(process, into, which);
    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("Every file is the same, byte for byte.");
    assertThat(folder.resolve(into)).isDirectory();
  }

  private ConcordatProcess.Ended rebuild(ConcordatProcess process, String into, String... which) {
    List<String> arguments = new ArrayList<>(List.of("rebuild", "--into", into, "--lake", "lake"));
    arguments.addAll(List.of(which));
    return process.run(folder, arguments.toArray(String[]::new));
  }

  private static Path manifest(Path versions, int number) {
    return versions
        .resolve("v" + number)
        .resolve("crisis_return_202609_Perf_v" + number + "_manifest.json");
  }
}
