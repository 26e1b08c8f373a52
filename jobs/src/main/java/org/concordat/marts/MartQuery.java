package org.concordat.marts;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.functions;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.SparkRuntime;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.TableContract;

/**
 * Answers questions in Spark SQL about the live marts, all months of them, and about nothing else:
 * files cannot be named, so the restricted zone cannot be read, and only questions are understood,
 * so nothing can be changed.
 */
public final class MartQuery {

  private final SparkSession spark;
  private final VersionedTree marts;
  private final ContractCatalogue contracts = ContractCatalogue.load();

  /**
   * Makes every table of the live marts known by its name, with the column {@code reporting_month}
   * (yyyy-MM).
   *
   * @throws WrongRequestException when the lake holds no marts
   */
  public MartQuery(SparkSession spark, Lake lake, Settings settings) {
    this.spark = spark.newSession();
    this.marts = lake.tree(Zone.MARTS);
    if (marts.liveVersion().isEmpty()) {
      throw new WrongRequestException(
          "There are no marts in " + lake.root(Zone.MARTS) + "; run concordat run first");
    }
    this.spark.conf().set("spark.sql.runSQLOnFiles", false);
    Path live = marts.liveFolder();
    SparkRuntime.fit(this.spark, settings, Folders.bytesBelow(live));
    for (Path table : Folders.foldersIn(live)) {
      this.spark
          .read()
          .option("basePath", table.toString())
          .parquet(table.toString())
          .createOrReplaceTempView(table.getFileName().toString());
    }
  }

  /** What the tables hold, by name. */
  public Map<String, String> tables() {
    Map<String, String> tables = new TreeMap<>();
    for (Path folder : Folders.foldersIn(marts.liveFolder())) {
      TableContract table = contracts.table(folder.getFileName().toString());
      tables.put(table.name(), table.description());
    }
    return tables;
  }

  /**
   * An answer as text.
   *
   * @param columns names of its columns
   * @param rows the first rows; empty text stands for null
   * @param hasMore whether there are more rows than these
   */
  public record Answer(List<String> columns, List<List<String>> rows, boolean hasMore) {}

  /**
   * @param most rows to give at most
   * @throws WrongRequestException when the question cannot be answered, saying why
   */
  public Answer answer(String question, int most) {
    Dataset<Row> asked = asked(question);
    List<List<String>> rows = new ArrayList<>();
    try {
      texts(asked).limit(most + 1).collectAsList().forEach(row -> rows.add(cells(row)));
    } catch (RuntimeException e) {
      throw refusal(e);
    }
    boolean hasMore = rows.size() > most;
    return new Answer(List.of(asked.columns()), hasMore ? rows.subList(0, most) : rows, hasMore);
  }

  /**
   * Writes the whole answer as one file, rows in the order of the question.
   *
   * @param out a name that ends with .csv or .parquet; in CSV null is an empty field
   * @return rows written
   * @throws WrongRequestException when the question cannot be answered, the file is there already
   *     or its name has another ending
   */
  public long write(String question, Path out) {
    boolean isCsv = out.toString().endsWith(".csv");
    if (!isCsv && !out.toString().endsWith(".parquet")) {
      throw new WrongRequestException(
          "Cannot write " + out + ": a file that ends with .csv or .parquet is wanted");
    }
    if (Files.exists(out)) {
      throw new WrongRequestException("Cannot write " + out + ": it is there already");
    }
    Dataset<Row> asked = asked(question);
    Path beside = out.toAbsolutePath().resolveSibling("." + out.getFileName() + ".part");
    try {
      Folders.delete(beside);
      Files.createDirectories(beside);
      long rows = isCsv ? writeCsv(asked, beside) : writeParquet(asked, beside);
      Path made = isCsv ? beside.resolve("answer.csv") : beside.resolve("answer-1-00000.parquet");
      Files.move(made, out, StandardCopyOption.ATOMIC_MOVE);
      return rows;
    } catch (IOException e) {
      throw new WrongRequestException("Cannot write " + out, e);
    } catch (RuntimeException e) {
      throw refusal(e);
    } finally {
      Folders.delete(beside);
    }
  }

  private static long writeCsv(Dataset<Row> asked, Path folder) throws IOException {
    long rows = 0;
    try (CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(folder.resolve("answer.csv"), StandardCharsets.UTF_8)) {
      csv.writeRecord(asked.columns());
      Iterator<Row> each = texts(asked).toLocalIterator();
      while (each.hasNext()) {
        csv.writeRecord(cells(each.next()));
        rows++;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return rows;
  }

  private long writeParquet(Dataset<Row> asked, Path folder) {
    ParquetTables.writeInOrder(asked.coalesce(1), folder, "answer", "1");
    return spark.read().parquet(folder.toString()).count();
  }

  private Dataset<Row> asked(String question) {
    try {
      // Anything that is no question, such as CREATE or INSERT, does not parse here.
      spark.sessionState().sqlParser().parseQuery(question);
      return spark.sql(question);
    } catch (ParseException e) {
      throw new WrongRequestException("This is not understood as a question in SQL: " + line(e), e);
    } catch (Exception e) {
      throw refusal(e);
    }
  }

  private static RuntimeException refusal(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable && !(cause instanceof SparkException)) {
        return new WrongRequestException(
            "This question cannot be answered: " + line(cause), failure);
      }
    }
    return failure instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException("A question could not be answered", failure);
  }

  /** The engine's own words, without the copy of the question and the plan below them. */
  private static String line(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
  }

  private static Dataset<Row> texts(Dataset<Row> asked) {
    // By place: two columns of an answer may have one name.
    String[] places = new String[asked.columns().length];
    Arrays.setAll(places, i -> "c" + i);
    return asked
        .toDF(places)
        .select(
            Arrays.stream(places)
                .map(place -> functions.col(place).cast("string"))
                .toArray(Column[]::new));
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.isNullAt(i) ? "" : row.getString(i));
    }
    return cells;
  }
}
