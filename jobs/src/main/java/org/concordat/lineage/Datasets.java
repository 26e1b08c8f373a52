package org.concordat.lineage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.RunRecord;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/** Datasets as events describe them: name, columns, version, size of the month. */
final class Datasets {

  private static final Map<String, String> PAGES =
      Map.of(
          "reports/return_page", "The page that shows a return.",
          "reports/national_page", "The national page about the quality of data.",
          "reports/partner_pages", "A page for each partner about its own data.",
          "raw/monthly_return", "The return with exact counts; never leaves the restricted zone.");

  private final Lake lake;
  private final ContractCatalogue contracts;
  private final String namespace;

  Datasets(Lake lake, ContractCatalogue contracts, String namespace) {
    this.lake = lake;
    this.contracts = contracts;
    this.namespace = namespace;
  }

  /** A dataset that is read. */
  ObjectNode input(String name, ReportingMonth month, @Nullable RunRecord record) {
    ObjectNode dataset = dataset(name, record);
    size(name, month)
        .ifPresent(
            size -> dataset.putObject("inputFacets").set("dataQualityMetrics", Facets.read(size)));
    return dataset;
  }

  /** A dataset that is written. */
  ObjectNode output(String name, ReportingMonth month, @Nullable RunRecord record) {
    ObjectNode dataset = dataset(name, record);
    size(name, month)
        .ifPresent(
            size ->
                dataset.putObject("outputFacets").set("outputStatistics", Facets.written(size)));
    return dataset;
  }

  private ObjectNode dataset(String name, @Nullable RunRecord record) {
    ObjectNode dataset =
        JsonNodeFactory.instance.objectNode().put("namespace", namespace).put("name", name);
    ObjectNode facets = dataset.putObject("facets");
    Optional<TableContract> contract =
        name.startsWith("raw/") ? Optional.empty() : contract(table(name));
    contract.ifPresent(table -> facets.set("schema", Facets.schema(table)));
    String words = words(name, contract);
    if (words != null) {
      facets.set("documentation", Facets.description(words));
    }
    version(name, record).ifPresent(version -> facets.set("version", Facets.version(version)));
    return dataset;
  }

  private static String table(String name) {
    return name.substring(name.indexOf('/') + 1);
  }

  private Optional<TableContract> contract(String table) {
    return List.of(ContractCatalogue.Layer.values()).stream()
        .flatMap(layer -> contracts.tables(layer).stream())
        .filter(contract -> contract.name().equals(table))
        .findFirst();
  }

  private static @Nullable String words(String name, Optional<TableContract> contract) {
    if (name.startsWith("sent/") || name.startsWith("landing/")) {
      String sender = Family.valueOf(table(name)).title();
      return name.startsWith("sent/")
          ? "What partners send, where they put it: " + sender + "."
          : "Submissions as they arrived, unchanged: " + sender + ".";
    }
    return contract.map(TableContract::description).orElse(PAGES.get(name));
  }

  /** The version that was read or written, as the run noted it; else the one that is live. */
  private Optional<String> version(String name, @Nullable RunRecord record) {
    Zone zone = StageJobs.zoneOf(name).orElse(null);
    if (zone == null) {
      return Optional.empty();
    }
    String noted = record == null ? null : noted(name, zone, record);
    return noted == null ? lake.tree(zone).liveVersion() : Optional.of(noted);
  }

  private static @Nullable String noted(String name, Zone zone, RunRecord record) {
    Map<String, String> files = StageJobs.returnFiles(record);
    if (zone == Zone.RETURNS) {
      return files.get(name);
    }
    if (zone == Zone.REFERENCE) {
      return record.inputs().get(table(name));
    }
    String mart = record.inputs().get("mart " + table(name));
    if (mart != null) {
      return mart;
    }
    String written = record.outputs().get(zone.folder());
    return written == null ? record.inputs().get(zone.folder()) : written;
  }

  private Optional<TableSize> size(String name, ReportingMonth month) {
    if (name.startsWith("landing/")) {
      Family family = Family.valueOf(table(name));
      return Optional.of(
          TableSize.ofBytes(
              new Deliveries(lake.root(Zone.LANDING))
                  .of(month).stream()
                      .filter(delivery -> delivery.family() == family)
                      .flatMap(delivery -> delivery.files().stream())
                      .map(Delivery.DeliveredFile::bytes)
                      .toList()));
    }
    return StageJobs.zoneOf(name)
        .flatMap(zone -> lake.tree(zone).month(table(name), month))
        .map(Datasets::parquet)
        .filter(size -> size.files() > 0);
  }

  private static TableSize parquet(Path folder) {
    return TableSize.ofParquet(
        Folders.filesBelow(folder.resolve(".")).stream()
            .filter(file -> file.toString().endsWith(".parquet"))
            .map(folder::resolve)
            .toList());
  }
}
