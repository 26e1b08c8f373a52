package org.concordat.retention;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.RetentionPolicy;
import org.concordat.schemas.RetentionPolicy.Kept;
import org.jspecify.annotations.Nullable;

/**
 * What is due of tables with versions: months whose term has ended, of all versions, and versions
 * that are not live. A mart's files that a return within its term counted are kept in one version
 * at least.
 */
final class TreeDues {

  /** Where versions lie that readers do not follow by the zone's own link. */
  static final String HISTORY = "history";

  private final Lake lake;
  private final RetentionPolicy policy;
  private final LocalDate today;
  private final ReturnNeeds needs;
  private final VersionDays days;

  TreeDues(
      Lake lake, RetentionPolicy policy, LocalDate today, ReturnNeeds needs, VersionDays days) {
    this.lake = lake;
    this.policy = policy;
    this.today = today;
    this.needs = needs;
    this.days = days;
  }

  /** Everything due of all tables with versions. */
  List<Due> all() {
    List<Due> all = new ArrayList<>();
    add(all, Zone.CHECKED, "", Kept.CHECKED_MONTHS, Kept.CHECKED_VERSIONS);
    add(all, Zone.FINDINGS, "", Kept.FINDINGS_MONTHS, Kept.FINDINGS_VERSIONS);
    add(all, Zone.METRICS, "", Kept.METRICS_MONTHS, Kept.METRICS_VERSIONS);
    add(all, Zone.METRICS, HISTORY, Kept.METRICS_MONTHS, Kept.METRICS_VERSIONS);
    add(all, Zone.LINKED, "", Kept.LINKED_MONTHS, Kept.LINKED_VERSIONS);
    add(all, Zone.MARTS, "", Kept.MARTS_MONTHS, Kept.MARTS_VERSIONS);
    return all;
  }

  /** The tree of a zone, or of a folder in it. */
  static VersionedTree tree(Lake lake, Zone zone, String folder) {
    return folder.isEmpty() ? lake.tree(zone) : new VersionedTree(lake.root(zone).resolve(folder));
  }

  private void add(List<Due> all, Zone zone, String folder, Kept months, Kept versions) {
    VersionedTree tree = tree(lake, zone, folder);
    if (tree.liveVersion().isEmpty()) {
      return; // nothing was ever published; a draft is the next run's to clear
    }
    Path live = tree.liveFolder();
    String name = zone.folder() + (folder.isEmpty() ? "" : " " + folder);
    Set<Path> whole = new HashSet<>();
    policy
        .line(versions, today)
        .ifPresent(line -> addVersions(all, line, zone, name, tree.versions(), live, whole));
    policy.line(months, today).ifPresent(line -> addMonths(all, line, zone, name, tree, whole));
  }

  private void addVersions(
      List<Due> all,
      RetentionPolicy.Line line,
      Zone zone,
      String name,
      List<Path> versions,
      Path live,
      Set<Path> whole) {
    SortedMap<Path, LocalDate> superseded = days.superseded(zone.folder(), versions);
    Set<String> heldElsewhere = new HashSet<>();
    List<Path> dueVersions = new ArrayList<>();
    for (Path version : versions) {
      Optional<LocalDate> due = line.dueOn(superseded.getOrDefault(version, today));
      boolean isDue = due.isPresent() && !due.get().isAfter(today);
      if (isDue && !isLive(version, live)) {
        dueVersions.add(version);
      } else {
        heldElsewhere.addAll(needed(zone, version));
      }
    }
    for (Path version : dueVersions) {
      Set<String> needed = needed(zone, version);
      boolean isLast = !heldElsewhere.containsAll(needed);
      if (isLast) {
        heldElsewhere.addAll(needed);
      } else {
        whole.add(version);
      }
      LocalDate since = superseded.getOrDefault(version, today);
      all.add(
          due(line, zone, name + " version " + version.getFileName(), since, List.of(version), null)
              .needed(
                  isLast
                      ? "a return within its term counted files that only this version has"
                      : null));
    }
  }

  private static boolean isLive(Path version, Path live) {
    return version.getFileName().equals(live.getFileName());
  }

  /** Files of a version of the marts that a return within its term counted. */
  private Set<String> needed(Zone zone, Path version) {
    Set<String> needed = new HashSet<>();
    if (zone == Zone.MARTS) {
      VersionedTree.monthsOf(version)
          .forEach(
              (month, folders) -> folders.forEach(folder -> needed.addAll(needed(month, folder))));
    }
    return needed;
  }

  private Set<String> needed(ReportingMonth month, Path folder) {
    String mart = folder.resolveSibling("").getFileName().toString();
    Set<String> needed = new HashSet<>();
    for (Path file : Folders.filesBelow(folder)) {
      needs
          .martFile(mart, month, file.toString())
          .filter(this::isWithinTermOfInputs)
          .ifPresent(end -> needed.add(mart + "/" + month + "/" + file));
    }
    return needed;
  }

  private boolean isWithinTermOfInputs(LocalDate end) {
    return policy
        .line(Kept.INPUTS_OF_RETURNS, today)
        .flatMap(line -> line.dueOn(end))
        .map(due -> due.isAfter(today))
        .orElse(true);
  }

  /**
   * Months whose term has ended.
   *
   * @param whole versions that go as a whole
   */
  private void addMonths(
      List<Due> all,
      RetentionPolicy.Line line,
      Zone zone,
      String name,
      VersionedTree tree,
      Set<Path> whole) {
    SortedMap<ReportingMonth, List<Path>> folders = new TreeMap<>();
    for (Path version : tree.versions()) {
      if (!whole.contains(version)) {
        VersionedTree.monthsOf(version)
            .forEach(
                (month, some) ->
                    folders.computeIfAbsent(month, m -> new ArrayList<>()).addAll(some));
      }
    }
    folders.forEach(
        (month, some) -> {
          Optional<LocalDate> due = line.dueOn(month.end());
          if (due.isPresent() && !due.get().isAfter(today)) {
            boolean isNeeded =
                zone == Zone.MARTS
                    && some.stream().anyMatch(folder -> !needed(month, folder).isEmpty());
            all.add(
                due(line, zone, name + " of " + month, month.end(), some, month)
                    .needed(isNeeded ? "a return within its term counted its files" : null));
          }
        });
  }

  private Due due(
      RetentionPolicy.Line line,
      Zone zone,
      String what,
      LocalDate since,
      List<Path> folders,
      @Nullable ReportingMonth month) {
    Path root = lake.root(zone);
    List<Path> paths = folders.stream().map(root::relativize).toList();
    Sizes sizes = Sizes.of(root, paths);
    return new Due(
        line,
        zone,
        what,
        since,
        line.dueOn(since).orElseThrow(),
        paths,
        sizes.files(),
        sizes.bytes(),
        month,
        null);
  }
}
