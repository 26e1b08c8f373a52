package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed month counted in another way: what moves is what the file of choices says. */
class WhyChangedSampleTest {

  @TempDir private Path temp;

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  @Test
  void another_choice_moves_each_measure_of_england_by_what_the_file_of_choices_says()
      throws IOException {
    Path sample = SampleMonth.run().lake();
    // What is written goes elsewhere; what is read stays where it is.
    StringBuilder zones = new StringBuilder();
    for (String zone : List.of("returns", "raw", "runs")) {
      Folders.copy(sample.resolve(zone), temp.resolve(zone));
      zones.append("  ").append(zone).append(": ").append(temp.resolve(zone)).append("\n");
    }
    Settings withVideo =
        Settings.read(
            Files.writeString(
                temp.resolve("video.yaml"),
                "zones:\n" + zones + "counting: {choices: {face-to-face: with-video}}\n"));
    Lake lake = Lake.at(sample, withVideo);
    new MonthlyReturn(SharedSpark.session(), lake, withVideo, Progress.silent())
        .run(SmallLake.SEPTEMBER, "performance", false);
    ReturnDifference difference =
        new WhyChanged(SharedSpark.session(), lake)
            .between(
                ReturnName.of("v1", SmallLake.SEPTEMBER, "performance"),
                ReturnName.of("v2", SmallLake.SEPTEMBER, "performance"));
    assertThat(difference.isAgreed()).isTrue();
    assertThat(difference.totals()).containsOnlyKeys(Cause.RULE);
    Map<String, Long> moved = new TreeMap<>();
    difference.cells().stream()
        .filter(ReturnDifference.CellChange::isEngland)
        .filter(cell -> cell.parts() != null && !cell.measure().matches(".*[ab]"))
        .forEach(cell -> moved.put(cell.measure(), cell.split().get(Cause.RULE)));
    Map<String, Long> expected = new TreeMap<>();
    CsvReader.builder()
        .ofNamedCsvRecord(
            Files.readString(
                temp.resolve(
                    "raw/2026-09/performance/v1/crisis_return_202609_Perf_v1_raw_choices.csv")))
        .forEach(
            line -> {
              if (line.getField("OPTION").equals("with-video")
                  && !line.getField("DIFFERENCE").equals("0")) {
                expected.put(
                    line.getField("MEASURE_ID"), Long.parseLong(line.getField("DIFFERENCE")));
              }
            });
    assertThat(moved).isNotEmpty().isEqualTo(expected);
  }
}
