package org.concordat.pull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/** Writes what a partner starts from: an empty file per table and an example manifest. */
public final class Templates {

  private static final ReportingMonth EXAMPLE_MONTH = ReportingMonth.of("2026-09");

  private final ContractCatalogue contracts;

  public Templates(ContractCatalogue contracts) {
    this.contracts = contracts;
  }

  /**
   * Writes the files of a family: each table's header row in the contract's order, and {@code
   * manifest.example.json}. A file that is there already stays as it is.
   *
   * @return the files written, in name order
   * @throws WrongRequestException when the folder cannot be written
   */
  public List<Path> write(Family family, Path folder) {
    List<Path> written = new ArrayList<>();
    List<Map<String, Object>> resources = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      for (TableContract table : contracts.landing(family)) {
        String header = String.join(",", table.columnNames()) + "\n";
        String name = table.name() + ".csv";
        resources.add(resource(table, name, header));
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
          written.add(Files.writeString(file, header));
        }
      }
      Path manifest = folder.resolve("manifest.example.json");
      if (!Files.exists(manifest)) {
        Json.write(manifest, example(family, resources));
        written.add(manifest);
      }
      return written;
    } catch (IOException e) {
      throw new WrongRequestException("Cannot write templates to " + folder, e);
    }
  }

  private static Map<String, Object> example(Family family, List<Map<String, Object>> resources) {
    return ManifestWriter.keys(
        new ManifestWriter.About(
            family,
            family == Family.PF ? "10" : "RX4",
            EXAMPLE_MONTH,
            "2026-10-10T08:00:00+01:00",
            "name of your record system",
            "Data submissions lead",
            false,
            "",
            "",
            false),
        resources);
  }

  private static Map<String, Object> resource(TableContract table, String name, String header) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("name", table.name().toLowerCase(Locale.ROOT));
    resource.put("path", name);
    resource.put("bytes", header.getBytes(StandardCharsets.UTF_8).length);
    resource.put("hash", "sha256:" + Digest.ofText(header));
    resource.put("rows", 0);
    resource.put("contract", table.name());
    return resource;
  }
}
