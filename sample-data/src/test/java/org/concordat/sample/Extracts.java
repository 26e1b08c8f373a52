package org.concordat.sample;

import com.github.luben.zstd.ZstdInputStream;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads what the generator wrote, the way a stranger would. */
final class Extracts {

  /** The committed files, seen from this module's folder. */
  static final Path COMMITTED = Path.of("extracts");

  static final Path GALLERY = Path.of("faults");

  private Extracts() {}

  static List<Path> files(Path root, String ending) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Text of a file, unpacked. */
  static String text(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String name = file.toString();
    if (name.endsWith(".gz")) {
      return unpacked(new GZIPInputStream(new ByteArrayInputStream(bytes)));
    }
    if (name.endsWith(".zst")) {
      return unpacked(new ZstdInputStream(new ByteArrayInputStream(bytes)));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String unpacked(InputStream packed) throws IOException {
    try (packed) {
      return new String(packed.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static List<CsvRecord> records(Path file) throws IOException {
    return CsvReader.builder()
        .allowMissingFields(true)
        .allowExtraFields(true)
        .ofCsvRecord(text(file))
        .stream()
        .toList();
  }

  /** Name of the table, for example {@code MHS101Referral}. */
  static String table(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  /** Writes the committed months again. */
  static Path again(Path folder) throws IOException {
    int code =
        SampleMain.run(
            "--month=2026-09",
            "--out=" + folder.resolve("extracts"),
            "--beside=" + folder,
            "--truth=" + folder.resolve("truth.csv"),
            "--quiet");
    if (code != 0) {
      throw new IllegalStateException("exit code " + code);
    }
    return folder;
  }
}
