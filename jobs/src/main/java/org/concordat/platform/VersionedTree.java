package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.schemas.ReportingMonth;

/**
 * Tables of one zone under {@code versions/<id>/<table>/reporting_month=yyyy-MM/}, of which readers
 * see exactly one version through the relative link {@code live}.
 *
 * <p>A version is written beside the others under a name that no reader follows, then renamed, then
 * the link is replaced by one rename: a process killed at any moment leaves the version before it
 * live. The next draft of the same version starts afresh.
 */
public final class VersionedTree {

  private static final String PARTITION = "reporting_month=";
  private final Path root;

  public VersionedTree(Path root) {
    this.root = root;
  }

  /** The link readers follow; it exists once something was published. */
  public Path live() {
    return root.resolve("live");
  }

  /** Id of the live version. */
  public Optional<String> liveVersion() {
    try {
      return Optional.of(Files.readSymbolicLink(live()).getFileName().toString());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the link " + live(), e);
    }
  }

  /** Makes readers follow a version that is there, by one rename. */
  public void follow(String versionId) throws IOException {
    Path link = root.resolve(".live." + versionId);
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of("versions", versionId));
    Files.move(link, live(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Folder of the version that is live now; a later switch does not move it. */
  public Path liveFolder() {
    try {
      return live().toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot follow " + live(), e);
    }
  }

  /** Folder of one table in the live version, when it holds any month. */
  public Optional<Path> table(String table) {
    return Optional.of(live().resolve(table)).filter(Files::isDirectory);
  }

  /** Folder of one table's month in the live version, when it is there. */
  public Optional<Path> month(String table, ReportingMonth month) {
    return Optional.of(live().resolve(table).resolve(PARTITION + month)).filter(Files::isDirectory);
  }

  /**
   * Folders of one table's month in whichever versions hold it, live or not: a version that carried
   * a month over from another has the same files.
   */
  public List<Path> monthInAnyVersion(String table, ReportingMonth month) {
    return versions().stream()
        .map(version -> version.resolve(table).resolve(PARTITION + month))
        .filter(Files::isDirectory)
        .toList();
  }

  /** Folders of all versions, live or not, in order of their ids. */
  public List<Path> versions() {
    return Folders.foldersIn(root.resolve("versions")).stream()
        .filter(version -> !version.getFileName().toString().startsWith("."))
        .toList();
  }

  /** Folders of every table's months in one version. */
  public static SortedMap<ReportingMonth, List<Path>> monthsOf(Path version) {
    SortedMap<ReportingMonth, List<Path>> months = new TreeMap<>();
    for (Path table : Folders.foldersIn(version)) {
      for (Path partition : Folders.foldersIn(table)) {
        months.computeIfAbsent(monthOf(partition), month -> new ArrayList<>()).add(partition);
      }
    }
    return months;
  }

  /** Months that any table of the live version holds, oldest first. */
  public Set<ReportingMonth> liveMonths() {
    Set<ReportingMonth> months = new TreeSet<>();
    for (Path table : Folders.foldersIn(live())) {
      Folders.foldersIn(table).forEach(partition -> months.add(monthOf(partition)));
    }
    return months;
  }

  /** Starts a version; whatever an earlier, broken attempt at the same version left is removed. */
  public Draft draft(String versionId) {
    Path working = root.resolve("versions").resolve("." + versionId + ".draft");
    Folders.delete(working);
    return new Draft(versionId, working);
  }

  private static ReportingMonth monthOf(Path partition) {
    return ReportingMonth.of(partition.getFileName().toString().substring(PARTITION.length()));
  }

  /** A version that is being written. */
  public final class Draft {
    private final String versionId;
    private final Path working;
    private final Set<Path> kept = new HashSet<>();

    private Draft(String versionId, Path working) {
      this.versionId = versionId;
      this.working = working;
    }

    public String versionId() {
      return versionId;
    }

    /** Folder for the files of one table and month; the writer creates it. */
    public Path folder(String table, ReportingMonth month) {
      return working.resolve(table).resolve(PARTITION + month);
    }

    /**
     * Carries over what the live version holds of a table for every month but one, even where the
     * month itself is replaced.
     */
    public void keep(String table, ReportingMonth but) {
      Path from = live().resolve(table);
      for (Path partition : Folders.foldersIn(from)) {
        if (!monthOf(partition).equals(but)) {
          carry(partition);
        }
      }
      kept.add(from);
    }

    private void carry(Path partition) {
      String table = partition.resolveSibling("").getFileName().toString();
      try {
        Folders.link(partition, working.resolve(table).resolve(partition.getFileName()));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot carry over " + partition, e);
      }
    }

    /**
     * Makes this version the live one, all tables and months together.
     *
     * @param replaced months whose every table comes from this draft; all other months are carried
     *     over from the live version
     */
    public void publish(Set<ReportingMonth> replaced) {
      try {
        Files.createDirectories(working);
        carryOver(replaced);
        settle();
        follow(versionId);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot publish version " + versionId + " in " + root, e);
      }
    }

    private void carryOver(Set<ReportingMonth> replaced) {
      for (Path table : Folders.foldersIn(live())) {
        for (Path partition : kept.contains(table) ? List.<Path>of() : Folders.foldersIn(table)) {
          if (!replaced.contains(monthOf(partition))) {
            carry(partition);
          }
        }
      }
    }

    /**
     * Gives the draft its final name; a version of that name that holds the same stays untouched.
     */
    private void settle() throws IOException {
      Path version = root.resolve("versions").resolve(versionId);
      if (Files.exists(version) && Folders.same(version, working)) {
        Folders.delete(working);
        return;
      }
      Path aside = root.resolve("versions").resolve("." + versionId + ".replaced");
      Folders.delete(aside);
      if (Files.exists(version)) {
        Files.move(version, aside, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(working, version, StandardCopyOption.ATOMIC_MOVE);
      Folders.delete(aside);
    }
  }
}
