package org.concordat.benchmarks;

import java.awt.BasicStroke;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.concordat.platform.Folders;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Runs months of growing size through all stages, each in a new lake, and prints what every stage
 * took; writes the same as {@code growth.csv} and, with time over rows on two logarithmic axes, as
 * {@code growth.svg}.
 *
 * <p>Arguments: a folder with room for it (a month of 10 million rows takes 3 GB); scales of the
 * generator, 85,255,850 where they are left out (about 1, 3 and 10 million rows); the heap, 6g
 * where it is left out. Months that the folder holds already are not written again. Run it in
 * {@code jobs} of a built checkout with the class path of the tests.
 */
public final class Growth {

  private static final String MONTH = "2026-09";
  private static final Pattern DONE =
      Pattern.compile(
          " s +(\\S.*?) +done in ([0-9.]+) s, ([0-9.]+) s of processor time,"
              + " at most ([0-9,]+) MB so far");

  /** What one stage took. */
  private record Cost(double seconds, double processorSeconds, int megabytes) {}

  /** A month: rows and bytes of its files, and what its stages took; the last is the whole run. */
  private record Month(long rows, long bytes, Map<String, Cost> costs) {

    double seconds(String stage) {
      return Objects.requireNonNull(costs.get(stage)).seconds();
    }
  }

  private static final String ALL = "all stages";

  private final Path program = Path.of("..", "concordat").toAbsolutePath().normalize();
  private final Path folder;
  private final String heap;

  private Growth(Path folder, String heap) {
    this.folder = folder;
    this.heap = heap;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
    String scales = arguments.length > 1 ? arguments[1] : "85,255,850";
    Growth growth = new Growth(folder, arguments.length > 2 ? arguments[2] : "6g");
    List<Month> months = new ArrayList<>();
    for (String scale : scales.split(",")) {
      months.add(growth.month(scale));
    }
    String table = table(months);
    System.out.print(table);
    Files.writeString(folder.resolve("growth.csv"), table);
    draw(months, folder.resolve("growth.svg"));
  }

  private Month month(String scale) throws IOException, InterruptedException {
    Path landing = folder.resolve("month-" + scale);
    if (!Files.exists(landing)) {
      List<String> lines =
          ran("sample", "--month", MONTH, "--history", "0", "--scale", scale, "--out", landing);
      System.err.println(lines.get(lines.size() - 1));
    }
    Path lake = folder.resolve("lake-" + scale);
    Folders.delete(lake);
    long before = System.nanoTime();
    List<String> lines = ran("run", "--month", MONTH, "--landing", landing, "--lake", lake);
    double seconds = (System.nanoTime() - before) / 1e9;
    Map<String, Cost> costs = new LinkedHashMap<>();
    int megabytes = 0;
    for (String line : lines) {
      Matcher done = DONE.matcher(line);
      if (done.find()) {
        Cost cost =
            new Cost(
                Double.parseDouble(done.group(2)),
                Double.parseDouble(done.group(3)),
                Integer.parseInt(done.group(4).replace(",", "")));
        costs.put(done.group(1), cost);
        megabytes = Math.max(megabytes, cost.megabytes());
      }
    }
    costs.put(ALL, new Cost(seconds, Double.NaN, megabytes));
    Folders.delete(lake);
    return new Month(rows(landing), bytes(landing), costs);
  }

  private List<String> ran(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CONCORDAT_HEAP", heap);
    Process process = builder.start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      said.lines().forEach(lines::add);
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join("\n", lines));
    }
    return lines;
  }

  private static long rows(Path landing) throws IOException {
    long rows = 0;
    for (Path file : tables(landing)) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        rows += Math.max(0, lines.count() - 1);
      }
    }
    return rows;
  }

  private static long bytes(Path landing) throws IOException {
    long bytes = 0;
    for (Path file : tables(landing)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static List<Path> tables(Path landing) throws IOException {
    return Folders.filesBelow(landing).stream()
        .map(landing::resolve)
        .filter(file -> file.toString().endsWith(".csv"))
        .toList();
  }

  private static String table(List<Month> months) {
    StringBuilder text =
        new StringBuilder("rows,bytes,stage,seconds,processor_seconds,most_megabytes_so_far\n");
    for (Month month : months) {
      month
          .costs()
          .forEach(
              (stage, cost) ->
                  text.append(
                      String.format(
                          Locale.ROOT,
                          "%d,%d,%s,%.1f,%s,%d%n",
                          month.rows(),
                          month.bytes(),
                          stage,
                          cost.seconds(),
                          Double.isNaN(cost.processorSeconds()) ? "" : cost.processorSeconds(),
                          cost.megabytes())));
    }
    return text.toString();
  }

  /** A line that climbs no steeper than the dotted one grows no faster than rows do. */
  private static void draw(List<Month> months, Path file) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(560)
            .title("Time over rows, 2 cores, heap of 6 GB")
            .xAxisTitle("rows sent")
            .yAxisTitle("seconds")
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setLocale(Locale.ROOT);
    double[] rows = months.stream().mapToDouble(Month::rows).toArray();
    for (String stage : months.get(0).costs().keySet()) {
      double[] seconds =
          months.stream().mapToDouble(month -> Math.max(0.1, month.seconds(stage))).toArray();
      chart.addSeries(stage, rows, seconds).setMarker(SeriesMarkers.CIRCLE);
    }
    double first = months.get(0).seconds(ALL);
    double[] asRows = Arrays.stream(rows).map(count -> first * count / rows[0]).toArray();
    chart
        .addSeries("as fast as rows", rows, asRows)
        .setMarker(SeriesMarkers.NONE)
        .setLineStyle(new BasicStroke(1, 0, 0, 1, new float[] {4, 4}, 0));
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}
