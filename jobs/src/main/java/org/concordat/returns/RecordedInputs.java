package org.concordat.returns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CountedMonth;
import org.concordat.platform.EarlierFiles;
import org.concordat.platform.EarlierFiles.EarlierFile;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.RecordedLanding;
import org.concordat.platform.ReferenceTables;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.PopulationTable;
import org.concordat.schemas.ReportingMonth;

/** Copies what a return was made from, and nothing else, out of a lake into an empty one. */
final class RecordedInputs {

  /** Id of a version that holds what earlier runs left. */
  private static final String RECORDED = "recorded";

  private static final String PERSON_INDEX = "person_index";

  private final Lake lake;
  private final RecordedReturn recorded;

  RecordedInputs(Lake lake, RecordedReturn recorded) {
    this.lake = lake;
    this.recorded = recorded;
  }

  /**
   * @throws WrongRequestException naming what is not there any more or was changed
   */
  void restore(Lake into) {
    MadeFrom madeFrom = recorded.madeFrom();
    RecordedLanding landing = new RecordedLanding(lake.root(Zone.LANDING));
    madeFrom.months().forEach(month -> landing.copy(month.deliveries(), into.root(Zone.LANDING)));
    ReferenceTables tables = new ReferenceTables(into.root(Zone.REFERENCE));
    ReferenceTables known = new ReferenceTables(lake.root(Zone.REFERENCE));
    madeFrom.areas().forEach((kind, version) -> tables.restore(known, kind, version));
    String population = recorded.manifest().versions().get("population");
    if (population != null) {
      tables.restore(known, PopulationTable.POPULATION, population);
    }
    try {
      findings(into.tree(Zone.FINDINGS));
      earlier(into, Zone.LINKED, file -> file.table().equals(PERSON_INDEX));
      earlier(into, Zone.MARTS, file -> !file.table().equals(PERSON_INDEX));
      for (int number = 1; number < recorded.version(); number++) {
        Folders.copy(recorded.open(lake).version(number), recorded.open(into).version(number));
        Folders.copy(recorded.raw(lake).version(number), recorded.raw(into).version(number));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy what a return was made from", e);
    }
  }

  /** What was known of months before those that are judged. */
  private void findings(VersionedTree into) throws IOException {
    List<MadeFrom.Before> months = recorded.madeFrom().before();
    if (months.isEmpty()) {
      return;
    }
    VersionedTree.Draft draft = into.draft(RECORDED);
    Set<ReportingMonth> replaced = new TreeSet<>();
    for (MadeFrom.Before month : months) {
      Path inputs =
          CountedMonth.folder(lake.tree(Zone.FINDINGS), month.month(), month.fingerprint())
              .orElseThrow(
                  () ->
                      new WrongRequestException(
                          "Cannot rebuild: the findings of "
                              + month.month()
                              + " that the return was judged beside are no longer in "
                              + lake.root(Zone.FINDINGS)));
      Path version = inputs.resolveSibling("..").normalize();
      for (Path table : Folders.foldersIn(version)) {
        Path partition = table.resolve(inputs.getFileName());
        if (Files.isDirectory(partition)) {
          Folders.copy(partition, draft.folder(table.getFileName().toString(), month.month()));
        }
      }
      replaced.add(month.month());
    }
    draft.publish(replaced);
  }

  /** Files of earlier months, where any version still holds them. */
  private void earlier(Lake into, Zone zone, Predicate<EarlierFile> isWanted) throws IOException {
    List<EarlierFile> files = recorded.madeFrom().earlier().stream().filter(isWanted).toList();
    if (files.isEmpty()) {
      return;
    }
    VersionedTree.Draft draft = into.tree(zone).draft(RECORDED);
    Set<ReportingMonth> replaced = new TreeSet<>();
    for (EarlierFile file : files) {
      Path found =
          EarlierFiles.find(lake.tree(zone), file)
              .orElseThrow(
                  () ->
                      new WrongRequestException(
                          "Cannot rebuild: no version in %s holds %s of %s with the SHA-256 %s any more"
                              .formatted(
                                  lake.root(zone), file.file(), file.month(), file.sha256())));
      ReportingMonth month = ReportingMonth.of(file.month());
      Path folder = draft.folder(file.table(), month);
      Files.createDirectories(folder);
      Files.copy(found, folder.resolve(file.file()));
      replaced.add(month);
    }
    draft.publish(replaced);
  }
}
