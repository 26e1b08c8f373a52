package org.concordat.returns;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.concordat.check.RecordLines;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cells of the committed month, drawn at random, taken apart down to the lines partners sent. */
class ExplainSampleTest {

  private static final int CELLS = 20;
  private static final long SEED = 20260930;

  private final Lake lake = Lake.at(SampleMonth.run().lake(), Settings.defaults());
  private final Measures measures = Measures.load();
  private final ContractCatalogue contracts = ContractCatalogue.load();
  private final Deliveries landing = new Deliveries(lake.root(Zone.LANDING));
  private final Map<String, List<String>> files = new HashMap<>();

  @AfterEach
  void dropViews() {
    SharedSpark.clean();
  }

  @Test
  void twenty_random_cells_are_their_rows_and_every_row_stands_on_the_line_it_names() {
    ReturnVersion version = ReturnVersion.read(lake, null, ReturnStatus.PERFORMANCE, null);
    FigureToRows explainer =
        new FigureToRows(SharedSpark.session(), lake, Settings.defaults(), RecordLines::found);
    Set<String> marts = new TreeSet<>();
    for (ReturnVersion.Figure figure : drawn(version)) {
      CellRequest request =
          new CellRequest(
              figure.measure(),
              version.month(),
              "performance",
              null,
              figure.breakdown(),
              figure.primary(),
              figure.secondary(),
              figure.value());
      Explanation explanation = explainer.explanation(request, FigureToRows.EVERY_LINE);
      assertThat(explanation.disagreements()).as(figure.toString()).isEmpty();
      for (Explanation.Part part : explanation.parts()) {
        assertThat(part.counted()).isPositive();
        assertThat(part.exact()).isEqualTo(Long.toString(part.counted()));
        assertThat(part.rows()).hasSize(part.rowCount()).allSatisfy(this::requireOnItsLine);
        marts.add(part.mart());
      }
      assertThat(explanation.submissions())
          .allSatisfy(submission -> assertThat(submission.receivedAt()).isNotNull())
          .allSatisfy(submission -> assertThat(submission.files()).isNotEmpty());
    }
    assertThat(marts)
        .containsExactly(
            "crisis_presentations",
            "detention_movements",
            "inpatient_spells",
            "mha_detentions",
            "out_of_area_placements");
  }

  /** The first of each mart, way of counting and breakdown in random order, then any. */
  private List<ReturnVersion.Figure> drawn(ReturnVersion version) {
    Map<List<String>, String> exact = version.exact().orElseThrow();
    List<ReturnVersion.Figure> shuffled = new ArrayList<>(version.figures());
    shuffled.removeIf(figure -> isNothing(exact.getOrDefault(figure.key(figure.measure()), "")));
    Collections.shuffle(shuffled, new Random(SEED));
    Set<String> seen = new TreeSet<>();
    Set<ReturnVersion.Figure> drawn = new LinkedHashSet<>();
    for (ReturnVersion.Figure figure : shuffled) {
      if (seen.add(mart(figure)) | seen.add(kind(figure)) | seen.add(figure.breakdown())) {
        drawn.add(figure);
      }
    }
    shuffled.stream().limit(CELLS).forEach(drawn::add);
    return drawn.stream().limit(Math.max(CELLS, seen.size())).toList();
  }

  private static boolean isNothing(String value) {
    return value.isEmpty() || value.equals("0");
  }

  private String mart(ReturnVersion.Figure figure) {
    return Objects.requireNonNullElse(measures.measure(figure.measure()).mart(), "-");
  }

  private String kind(ReturnVersion.Figure figure) {
    Measure measure = measures.measure(figure.measure());
    return measure
        .counted()
        .map(Measure.Counted::kind)
        .or(() -> measure.rate().map(rate -> "rate"))
        .or(() -> measure.averaged().map(average -> average.statistic().words()))
        .orElse("%");
  }

  /** The line's own key, as its contract names it, is part of the mart's key. */
  private void requireOnItsLine(Explanation.MartRow row) {
    assertThat(row.lineCheck()).isEqualTo(Explanation.LineCheck.FOUND);
    assertThat(row.submissions()).contains(row.submission());
    List<String> lines =
        files.computeIfAbsent(
            Objects.requireNonNull(row.sha256()), digest -> lines(landing.object(digest), row));
    List<String> header = fields(lines.get(0));
    List<String> line = fields(lines.get(Math.toIntExact(Objects.requireNonNull(row.line()) - 1)));
    for (String column : contracts.table(Objects.requireNonNull(row.table())).keyWithoutVersion()) {
      assertThat(row.key()).contains(line.get(header.indexOf(column)));
    }
  }

  private static List<String> fields(String line) {
    return CsvReader.builder().ofCsvRecord(line).stream().findFirst().orElseThrow().getFields();
  }

  /** By other means than the program's own reader. */
  private static List<String> lines(Path object, Explanation.MartRow row) {
    String file = Objects.requireNonNull(row.file());
    try (InputStream raw = Files.newInputStream(object);
        InputStream text =
            file.endsWith(".gz")
                ? new GZIPInputStream(raw)
                : file.endsWith(".zst") ? new ZstdInputStream(raw) : raw) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .replace("\ufeff", "")
          .lines()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
