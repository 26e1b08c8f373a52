package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.ReportingMonth;

/**
 * Files of earlier months that a month was made beside, as run records name them: with their
 * digests, so that they are found again whatever is live later.
 */
public final class EarlierFiles {

  private static final String WORD = "earlier";

  private EarlierFiles() {}

  /**
   * One file.
   *
   * @param table its table
   * @param month month of the table it belongs to
   * @param file its name, which says the run that wrote it
   */
  public record EarlierFile(String table, String month, String file, String sha256) {}

  /** The files of a folder as inputs of a run record: name to digest. */
  public static SortedMap<String, String> digests(String table, ReportingMonth month, Path folder) {
    SortedMap<String, String> digests = new TreeMap<>();
    for (Path file : Folders.filesBelow(folder)) {
      try {
        digests.put(
            String.join(" ", WORD, table, month.toString(), file.toString()),
            Digest.ofFile(folder.resolve(file)));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + folder.resolve(file), e);
      }
    }
    return digests;
  }

  /** The files that inputs of a run record name. */
  public static List<EarlierFile> of(Map<String, String> inputs) {
    List<EarlierFile> files = new ArrayList<>();
    inputs.forEach(
        (name, digest) -> {
          String[] words = name.split(" ", 4);
          if (words.length == 4 && words[0].equals(WORD)) {
            files.add(new EarlierFile(words[1], words[2], words[3], digest));
          }
        });
    return files;
  }

  /** Where a file still is, in whichever version; empty where no version holds these bytes. */
  public static Optional<Path> find(VersionedTree tree, EarlierFile wanted) {
    for (Path folder : tree.monthInAnyVersion(wanted.table(), ReportingMonth.of(wanted.month()))) {
      Path file = folder.resolve(wanted.file());
      try {
        if (Files.isRegularFile(file) && Digest.ofFile(file).equals(wanted.sha256())) {
          return Optional.of(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + file, e);
      }
    }
    return Optional.empty();
  }

  /**
   * Puts files into a new live version of another lake, as all that their months hold there.
   *
   * @param version id of the new version; none is made for no files
   * @throws WrongRequestException naming a file that no version holds any more
   */
  public static void restore(
      Lake from, Lake into, Zone zone, List<EarlierFile> files, String version) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    VersionedTree.Draft draft = into.tree(zone).draft(version);
    Set<ReportingMonth> replaced = new TreeSet<>();
    for (EarlierFile file : files) {
      Path found =
          find(from.tree(zone), file)
              .orElseThrow(
                  () ->
                      new WrongRequestException(
                          "Cannot rebuild: no version in %s holds %s of %s with the SHA-256 %s any more"
                              .formatted(
                                  from.root(zone), file.file(), file.month(), file.sha256())));
      ReportingMonth month = ReportingMonth.of(file.month());
      Path folder = draft.folder(file.table(), month);
      Files.createDirectories(folder);
      Files.copy(found, folder.resolve(file.file()));
      replaced.add(month);
    }
    draft.publish(replaced);
  }
}
