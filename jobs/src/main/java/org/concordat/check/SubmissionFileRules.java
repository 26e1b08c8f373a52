package org.concordat.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.check.SentManifest.Resource;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.TableContract;
import org.jspecify.annotations.Nullable;

/**
 * Judges a submission's files against each other and against its manifest: FIL-006 (which are
 * there), FIL-019 (the trust's header) and FIL-020 (the month of the rows).
 */
final class SubmissionFileRules {

  private static final String HEADER = "MHS000Header";

  private final QualityRules rules;
  private final ContractCatalogue contracts;

  SubmissionFileRules(QualityRules rules, ContractCatalogue contracts) {
    this.rules = rules;
    this.contracts = contracts;
  }

  /** A file the manifest names and the folder holds. */
  record Named(TableContract table, Resource resource, DeliveredFile file, FileFormat format) {}

  /** Finds the table files; whatever is missing or does not fit adds a finding (FIL-006). */
  List<Named> named(Delivery delivery, SentManifest manifest, List<Finding> findings) {
    SortedMap<String, TableContract> tables = new TreeMap<>();
    contracts.landing(delivery.family()).forEach(table -> tables.put(table.name(), table));
    Map<String, DeliveredFile> sent = new HashMap<>();
    delivery.files().forEach(file -> sent.put(file.path(), file));
    SortedMap<String, Named> named = new TreeMap<>();
    Set<String> paths = new HashSet<>(Set.of(SentManifest.FILE));
    for (Resource resource : manifest.resources()) {
      String path = resource.path();
      DeliveredFile file = sent.get(path);
      FileFormat format = FileFormat.of(path).orElse(null);
      TableContract table = tables.get(tableName(resource, format));
      paths.add(path);
      if (file == null) {
        findings.add(missing(delivery, path, "the manifest names it, but it was not sent"));
      } else if (format == null) {
        findings.add(missing(delivery, path, "is neither CSV nor Parquet"));
      } else if (table == null) {
        findings.add(missing(delivery, path, "is not a table of family " + delivery.family()));
      } else if (named.containsKey(table.name())) {
        findings.add(missing(delivery, path, "table " + table.name() + " is named twice"));
      } else {
        named.put(table.name(), new Named(table, resource, file, format));
      }
    }
    unnamed(delivery, tables, paths, findings);
    if (manifest.nilReturn() && !manifest.resources().isEmpty()) {
      findings.add(missing(delivery, SentManifest.FILE, "says nil return and names files as well"));
    }
    if (!manifest.nilReturn()) {
      Set<String> meant = new HashSet<>(named.keySet());
      manifest.resources().forEach(r -> meant.add(tableName(r, null)));
      tables.values().stream()
          .filter(table -> table.isRequiredTable() && !meant.contains(table.name()))
          .forEach(
              table ->
                  findings.add(
                      missing(
                          delivery,
                          table.name() + FileFormat.CSV.ending(),
                          "table "
                              + table.name()
                              + " is required for "
                              + delivery.family()
                              + " and was not sent")));
    }
    return List.copyOf(named.values());
  }

  /** A table's file that the manifest forgot would be lost without a word. */
  private void unnamed(
      Delivery delivery,
      SortedMap<String, TableContract> tables,
      Set<String> paths,
      List<Finding> findings) {
    for (DeliveredFile file : delivery.files()) {
      boolean isTable =
          FileFormat.of(file.path())
              .filter(format -> tables.containsKey(format.tableName(file.path())))
              .isPresent();
      if (isTable && !paths.contains(file.path())) {
        findings.add(missing(delivery, file.path(), "was sent, but the manifest does not name it"));
      }
    }
  }

  private static String tableName(Resource resource, @Nullable FileFormat format) {
    if (!resource.contract().isEmpty()) {
      return resource.contract();
    }
    String path = resource.path();
    FileFormat known = format == null ? FileFormat.of(path).orElse(FileFormat.CSV) : format;
    return path.length() > known.ending().length() ? known.tableName(path) : path;
  }

  private Finding missing(Delivery delivery, String file, String reason) {
    return Finding.of(rules.rule("FIL-006"), delivery)
        .file(file)
        .words(Map.of("reason", reason))
        .build();
  }

  /** The trust's header must hold one row that says what the manifest says (FIL-019). */
  List<Finding> header(Delivery delivery, SentManifest manifest, List<TableFileRules> files) {
    Optional<TableFileRules> header =
        files.stream().filter(f -> f.table().name().equals(HEADER) && f.readable()).findFirst();
    if (header.isEmpty()) {
      return List.of();
    }
    PartnerRecord row = header.get().onlyRow();
    List<Finding> findings = new ArrayList<>();
    if (row == null) {
      findings.add(
          Finding.of(rules.rule("FIL-019"), delivery)
              .file(header.get().fileName())
              .line(Math.min(header.get().rows(), 2) + 1)
              .table(HEADER)
              .field("(number of readable rows)", Long.toString(header.get().rows()))
              .words(Map.of("other", "1"))
              .build());
      return findings;
    }
    Map<String, String> expected = new TreeMap<>();
    expected.put("OrgIDProvider", manifest.organisationCode());
    expected.put("ReportingPeriodStartDate", manifest.periodStart());
    expected.put("ReportingPeriodEndDate", manifest.periodEnd());
    expected.put("DatSetVer", manifest.specVersion());
    expected.forEach(
        (column, value) -> {
          String sent = header.get().value(row, column);
          if (!Objects.equals(sent, value)) {
            findings.add(
                Finding.of(rules.rule("FIL-019"), delivery)
                    .file(header.get().fileName())
                    .at(row.line(), row.record())
                    .table(HEADER)
                    .field(column, sent == null ? "" : sent)
                    .words(Map.of("other", value))
                    .build());
          }
        });
    return findings;
  }

  /**
   * At least one row of the tables that hold the month's events must be dated in it, and of each of
   * them that is required (FIL-020).
   */
  Optional<Finding> period(Delivery delivery, List<TableFileRules> files) {
    List<TableFileRules> dated =
        files.stream()
            .filter(f -> f.table().periodField() != null && f.period().earliest() != null)
            .toList();
    boolean hasNone = dated.stream().noneMatch(f -> f.period().inside() > 0);
    return dated.stream()
        .filter(f -> f.period().inside() == 0 && (hasNone || f.table().isRequiredTable()))
        .max(Comparator.comparingLong(TableFileRules::rows))
        .map(
            largest ->
                Finding.of(rules.rule("FIL-020"), delivery)
                    .file(largest.fileName())
                    .table(largest.table().name())
                    .field(
                        String.valueOf(largest.table().periodField()),
                        Long.toString(largest.rows()))
                    .words(
                        Map.of(
                            "period",
                            delivery.month().toString(),
                            "other",
                            String.valueOf(largest.period().earliest())))
                    .build());
  }
}
