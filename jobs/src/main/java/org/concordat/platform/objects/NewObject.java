package org.concordat.platform.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.concordat.platform.Digest;

/**
 * A file on its way into a store.
 *
 * @param file the file
 * @param bytes its size
 * @param sha256 SHA-256 of its bytes, lower-case hex
 * @param contentType media type, so that a page opens in a browser as a page
 */
public record NewObject(Path file, long bytes, String sha256, String contentType) {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "csv", "text/csv; charset=utf-8",
          "txt", "text/plain; charset=utf-8",
          "json", "application/json",
          "jsonl", "application/x-ndjson",
          "parquet", "application/vnd.apache.parquet",
          "pem", "application/x-pem-file",
          "svg", "image/svg+xml",
          "gz", "application/gzip",
          "zip", "application/zip");

  /** A file as it is now. */
  public static NewObject of(Path file) throws IOException {
    return new NewObject(
        file, Files.size(file), Digest.ofFile(file), contentType(file.getFileName().toString()));
  }

  /** Media type by the ending of a name; bytes where the ending is not known. */
  static String contentType(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }
}
