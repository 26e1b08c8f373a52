package org.concordat.returns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      compared(into.tree(Zone.MARTS));
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

  /**
   * The marts of the version that it was compared with, as far as they are there: its notes of
   * revision say why figures changed. The marts made again become live in their place.
   */
  private void compared(VersionedTree into) throws IOException {
    Optional<ReturnVersion> before =
        recorded.version() > 1
            ? Optional.of(recorded.before())
            : recorded.earlierMonths().returns().stream()
                .filter(one -> one.month().equals(recorded.month()))
                .findFirst()
                .map(one -> one.read(lake));
    if (before.isEmpty()) {
      return;
    }
    VersionedTree.Draft draft = into.draft("compared");
    for (Map.Entry<String, ReturnInputs.MartMonth> mart :
        before.get().manifest().inputs().marts().entrySet()) {
      Optional<Path> folder =
          RecordedMarts.folder(
              lake.tree(Zone.MARTS), mart.getKey(), recorded.month(), mart.getValue());
      if (folder.isPresent()) {
        Folders.copy(folder.get(), draft.folder(mart.getKey(), recorded.month()));
      }
    }
    draft.publish(Set.of(recorded.month()));
  }

  /** Files of earlier months, where any version still holds them. */
  private void earlier(Lake into, Zone zone, Predicate<EarlierFile> isWanted) throws IOException {
    List<EarlierFile> files = recorded.madeFrom().earlier().stream().filter(isWanted).toList();
    EarlierFiles.restore(lake, into, zone, files, RECORDED);
  }

  /**
   * What only the return itself read of earlier months: it comes after the marts, which were
   * perhaps made beside others.
   *
   * @throws WrongRequestException naming what is not there any more or was changed
   */
  void restoreEarlierMonths(Lake into) {
    try {
      recorded.earlierMonths().restore(lake, into);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy what a return was made beside", e);
    }
  }
}
