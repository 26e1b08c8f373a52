package org.concordat.pull;

import com.github.luben.zstd.ZstdInputStream;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/**
 * Writes the {@code manifest.json} a partner needs: it looks at the table files of a folder and
 * says of each its name, size, SHA-256 and data rows, as a valid Data Package descriptor.
 */
public final class ManifestWriter {

  private static final List<String> ENDINGS = List.of(".csv.gz", ".csv.zst", ".csv", ".parquet");

  private final ContractCatalogue contracts;

  public ManifestWriter(ContractCatalogue contracts) {
    this.contracts = contracts;
  }

  /**
   * What the files themselves do not say.
   *
   * @param family family that sends
   * @param organisationCode organisation the data are about
   * @param month month they report
   * @param createdAt when the extract was made, {@code yyyy-MM-ddTHH:mm:ss} with or without offset
   * @param sourceSystem system it came from
   * @param contactRole whom to ask, a role and not a person
   * @param nilReturnReason why there was no activity; empty when there was
   * @param isNilReturn whether there was no activity
   * @param resubmissionReason why the month is sent again; empty before the cut
   * @param replacesWithFewerRows whether it rightly holds far fewer rows than what it replaces
   */
  public record About(
      Family family,
      String organisationCode,
      ReportingMonth month,
      String createdAt,
      String sourceSystem,
      String contactRole,
      boolean isNilReturn,
      String nilReturnReason,
      String resubmissionReason,
      boolean replacesWithFewerRows) {

    /** The least that has to be said. */
    public static About of(
        Family family, String organisationCode, ReportingMonth month, String createdAt) {
      return new About(family, organisationCode, month, createdAt, "", "", false, "", "", false);
    }
  }

  /**
   * Writes the manifest of a folder, over one that is there.
   *
   * @return the file written
   * @throws WrongRequestException when the folder is not there, holds a file twice, has no table
   *     file though it is no nil return, or a file cannot be read
   */
  public Path write(Path folder, About about) {
    Path file = folder.resolve("manifest.json");
    Map<String, Object> manifest = manifest(folder, about);
    try {
      Json.write(file, manifest);
      return file;
    } catch (IOException e) {
      throw new WrongRequestException("Cannot write " + file, e);
    }
  }

  /** The manifest of a folder, not written. */
  public Map<String, Object> manifest(Path folder, About about) {
    if (!Files.isDirectory(folder)) {
      throw new WrongRequestException("There is no folder " + folder);
    }
    List<Map<String, Object>> resources = new ArrayList<>();
    Map<String, String> fileOfTable = new LinkedHashMap<>();
    for (Path file : files(folder)) {
      String name = file.getFileName().toString();
      Optional<TableContract> table = table(about.family(), name);
      if (table.isPresent()) {
        String twice = fileOfTable.put(table.get().name(), name);
        if (twice != null) {
          throw new WrongRequestException(
              folder + " holds table " + table.get().name() + " twice: " + twice + ", " + name);
        }
        resources.add(resource(file, name, table.get()));
      }
    }
    if (resources.isEmpty() != about.isNilReturn()) {
      throw new WrongRequestException(
          about.isNilReturn()
              ? folder + " holds table files, so it is no nil return"
              : folder + " holds no table file of family " + about.family());
    }
    return keys(about, resources);
  }

  static Map<String, Object> keys(About about, List<Map<String, Object>> resources) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(
        "name",
        (about.family() + "-" + about.organisationCode() + "-" + about.month())
            .toLowerCase(Locale.ROOT));
    keys.put("spec_version", about.family() == Family.MH ? "6.0" : "1.0");
    keys.put("family", about.family().name());
    keys.put("organisation_code", about.organisationCode());
    keys.put("period_start", about.month().start().toString());
    keys.put("period_end", about.month().end().toString());
    keys.put("created_at", about.createdAt());
    putSaid(keys, "source_system", about.sourceSystem());
    putSaid(keys, "contact_role", about.contactRole());
    keys.put("nil_return", about.isNilReturn());
    putSaid(keys, "nil_return_reason", about.nilReturnReason());
    putSaid(keys, "resubmission_reason", about.resubmissionReason());
    if (about.replacesWithFewerRows()) {
      keys.put("replaces_with_fewer_rows", true);
    }
    keys.put("resources", resources);
    return keys;
  }

  private static void putSaid(Map<String, Object> keys, String key, String value) {
    if (!value.isEmpty()) {
      keys.put(key, value);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private Optional<TableContract> table(Family family, String fileName) {
    return ENDINGS.stream()
        .filter(ending -> fileName.toLowerCase(Locale.ROOT).endsWith(ending))
        .findFirst()
        .map(ending -> fileName.substring(0, fileName.length() - ending.length()))
        .flatMap(
            name ->
                contracts.landing(family).stream()
                    .filter(table -> table.name().equalsIgnoreCase(name))
                    .findFirst());
  }

  private static Map<String, Object> resource(Path file, String name, TableContract table) {
    try {
      Map<String, Object> resource = new LinkedHashMap<>();
      resource.put("name", table.name().toLowerCase(Locale.ROOT));
      resource.put("path", name);
      resource.put("bytes", Files.size(file));
      resource.put("hash", "sha256:" + Digest.ofFile(file));
      resource.put("rows", rows(file, name.toLowerCase(Locale.ROOT)));
      resource.put("contract", table.name());
      return resource;
    } catch (IOException | RuntimeException e) {
      throw new WrongRequestException("Cannot read " + file + " to its end", e);
    }
  }

  /** Data records after the header; blank lines do not count. */
  private static long rows(Path file, String name) throws IOException {
    if (name.endsWith(".parquet")) {
      try (ParquetFileReader footer =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(
                  new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false)))) {
        return footer.getRecordCount();
      }
    }
    try (InputStream raw = Files.newInputStream(file);
        InputStream text = unpacked(raw, name);
        CsvReader<CsvRecord> records =
            CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text, StandardCharsets.UTF_8);
        Stream<CsvRecord> stream = records.stream()) {
      return Math.max(0, stream.count() - 1);
    }
  }

  private static InputStream unpacked(InputStream raw, String name) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(raw);
    }
    return name.endsWith(".zst") ? new ZstdInputStream(raw) : raw;
  }
}
