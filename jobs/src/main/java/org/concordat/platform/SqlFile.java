package org.concordat.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One SQL file of the resources: one table that answers a question, with parameters written {@code
 * :name}.
 *
 * @param name file name without its ending: the table's name
 * @param text the SQL
 */
public record SqlFile(String name, String text) {

  /**
   * @param path below the resources' sql folder, for example {@code 2-marts/mha_detentions.sql}
   */
  public static SqlFile of(String path) {
    try (InputStream in = SqlFile.class.getResourceAsStream("/sql/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no SQL file " + path);
      }
      String file = path.substring(path.lastIndexOf('/') + 1);
      return new SqlFile(
          file.substring(0, file.length() - ".sql".length()),
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the SQL file " + path, e);
    }
  }

  /** Whether the text names a table. */
  public boolean names(String table) {
    return Pattern.compile("\\b" + table + "\\b").matcher(text).find();
  }

  /** The table the file describes; nothing is computed until it is used. */
  public Dataset<Row> table(SparkSession spark, Map<String, Object> parameters) {
    return spark.sql(text, parameters);
  }
}
