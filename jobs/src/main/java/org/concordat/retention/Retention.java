package org.concordat.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.RetentionPolicy;
import org.concordat.schemas.RetentionPolicy.Kept;

/**
 * Finds what the policy keeps no longer, and deletes it when told to.
 *
 * <p>Readers of live tables lose a month by one switch to a version without it; everything else is
 * renamed out of sight before it is removed. The record of deletions has a line before and a line
 * after. A process killed at any moment is finished by the next one.
 */
public final class Retention {

  /** Folder of a zone into which things are renamed before they are removed. */
  static final String AWAY = ".deleted";

  /** The zones that check publishes, in the order in which months leave them. */
  private static final List<Zone> CHECK = List.of(Zone.METRICS, Zone.FINDINGS, Zone.CHECKED);

  private final Lake lake;
  private final RetentionPolicy policy;
  private final LocalDate today;
  private final Clock clock;

  /**
   * @param windowMonths months that marts look back on: months of checked and linked rows must be
   *     kept at least as long
   * @param today day that terms are held against
   * @throws WrongRequestException if the policy would take what the next run needs
   */
  public Retention(
      Lake lake, RetentionPolicy policy, int windowMonths, LocalDate today, Clock clock) {
    this.lake = lake;
    this.policy = policy;
    this.today = today;
    this.clock = clock;
    for (Kept kept :
        List.of(Kept.CHECKED_MONTHS, Kept.FINDINGS_MONTHS, Kept.LINKED_MONTHS, Kept.MARTS_MONTHS)) {
      policy
          .line(kept, today)
          .flatMap(RetentionPolicy.Line::term)
          .map(Period::toTotalMonths)
          .filter(months -> months < windowMonths)
          .ifPresent(
              months -> {
                throw new WrongRequestException(
                    "Cannot keep "
                        + kept.id()
                        + " for "
                        + months
                        + " months: marts look back on "
                        + windowMonths
                        + " (check.window-months)");
              });
    }
  }

  /**
   * What is due, and what would be due but is needed; writes nothing.
   *
   * @param zones zones to look at
   * @throws WrongRequestException if it cannot be told what published returns need
   */
  public List<Due> due(Set<Zone> zones) {
    ReturnNeeds needs = ReturnNeeds.of(lake);
    List<Due> all = new ArrayList<>();
    new TreeDues(lake, policy, today, needs, new VersionDays(lake.root(Zone.RUNS)))
        .all().stream().filter(due -> zones.contains(due.zone())).forEach(all::add);
    FolderDues folders = new FolderDues(lake, policy, today);
    if (zones.contains(Zone.LANDING)) {
      Set<ReportingMonth> live = new TreeSet<>(lake.tree(Zone.CHECKED).liveMonths());
      all.stream()
          .filter(due -> due.zone() == Zone.CHECKED && due.goes() && due.month() != null)
          .forEach(due -> live.remove(due.month()));
      all.addAll(folders.landing(needs, live));
    }
    if (zones.contains(Zone.RAW)) {
      all.addAll(folders.raw());
    }
    if (zones.contains(Zone.REPORTS)) {
      all.addAll(folders.reports());
    }
    return all;
  }

  /**
   * Deletes what is due, first finishing what an earlier process began.
   *
   * @param zones zones to look at
   * @param authority who or what allows it, for example a minute of the information governance
   *     board
   * @param by name of who asks for it
   * @return what was due, as {@link #due} tells it
   * @throws WrongRequestException if authority or name is blank
   */
  public List<Due> delete(Set<Zone> zones, String authority, String by) {
    if (authority.isBlank() || by.isBlank()) {
      throw new WrongRequestException(
          "Cannot delete: say who or what allows it (--authority) and who asks for it (--by)");
    }
    Deletions record = new Deletions(lake.root(Zone.RUNS));
    for (Zone zone : Zone.values()) {
      removeAway(zone);
    }
    List<Due> all = due(zones);
    List<Due> going = all.stream().filter(Due::goes).toList();
    Set<String> again = new HashSet<>();
    going.forEach(due -> again.add(due.id()));
    finishOpen(record, again);
    going.forEach(due -> record.append(begun(due, authority, by)));
    dropMonths(going);
    for (Due due : going) {
      moveAway(due);
      record.append(Deletions.Entry.done(due.id(), clock.instant()));
    }
    return all;
  }

  /** Ends the record of what an earlier process had taken away whole. */
  private void finishOpen(Deletions record, Set<String> again) {
    record
        .open()
        .forEach(
            (id, entry) -> {
              Path root = root(Objects.requireNonNull(entry.zone()));
              boolean isGone =
                  Objects.requireNonNull(entry.paths()).stream()
                      .noneMatch(
                          path -> Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS));
              if (isGone && !again.contains(id)) {
                record.append(Deletions.Entry.done(id, clock.instant()));
              }
            });
  }

  private Path root(String zone) {
    return EnumSet.allOf(Zone.class).stream()
        .filter(each -> each.folder().equals(zone))
        .map(lake::root)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no zone " + zone));
  }

  private Deletions.Entry begun(Due due, String authority, String by) {
    return new Deletions.Entry(
        Deletions.Entry.BEGUN,
        due.id(),
        clock.instant(),
        due.zone().folder(),
        due.what(),
        due.line().words(),
        due.line().why(),
        due.since(),
        due.due(),
        due.files(),
        due.bytes(),
        contents(due),
        due.paths().stream().map(Path::toString).toList(),
        authority,
        by,
        CodeVersion.text());
  }

  /** Digest of the names and sizes of all files, not of what is in them: figures can be guessed. */
  private String contents(Due due) {
    Path root = lake.root(due.zone());
    Set<String> names = new TreeSet<>();
    for (Path path : due.paths()) {
      try (Stream<Path> below = Files.walk(root.resolve(path))) {
        for (Path file : below.filter(Files::isRegularFile).toList()) {
          names.add(root.relativize(file) + " " + Files.size(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot look at " + path + " in " + root, e);
      }
    }
    return Digest.ofText(String.join("\n", names));
  }

  /**
   * Makes live versions without the months that go.
   *
   * <p>The three zones of check get versions of one name, as check itself gives them: metrics of
   * another name than the checked tables it would measure again, from checked tables that may be
   * gone. The checked tables go last, so that their name leads to the same new one until then.
   */
  private void dropMonths(List<Due> going) {
    Set<ReportingMonth> ofCheck = new TreeSet<>();
    CHECK.forEach(zone -> ofCheck.addAll(months(going, zone, "")));
    boolean isLive =
        CHECK.stream()
            .anyMatch(zone -> !liveOf(lake.tree(zone), months(going, zone, "")).isEmpty());
    Optional<String> checked = lake.tree(Zone.CHECKED).liveVersion();
    for (Zone zone : isLive ? CHECK : List.<Zone>of()) {
      String own = lake.tree(zone).liveVersion().orElse("");
      String together = without(checked.orElse(own), ofCheck);
      boolean isTogether = own.equals(together) || checked.equals(Optional.of(own));
      publish(
          lake.tree(zone), months(going, zone, ""), isTogether ? together : without(own, ofCheck));
    }
    drop(going, Zone.METRICS, TreeDues.HISTORY);
    drop(going, Zone.LINKED, "");
    drop(going, Zone.MARTS, "");
  }

  private void drop(List<Due> going, Zone zone, String folder) {
    VersionedTree tree = TreeDues.tree(lake, zone, folder);
    Set<ReportingMonth> months = liveOf(tree, months(going, zone, folder));
    if (!months.isEmpty()) {
      publish(tree, months, without(tree.liveVersion().orElse(""), months));
    }
  }

  /** Those of some months that readers still see. */
  private static Set<ReportingMonth> liveOf(VersionedTree tree, Set<ReportingMonth> months) {
    Set<ReportingMonth> live = new TreeSet<>(months);
    live.retainAll(tree.liveMonths());
    return live;
  }

  private static String without(String version, Set<ReportingMonth> months) {
    return Digest.id("retain\n" + version + "\n" + months);
  }

  private static void publish(VersionedTree tree, Set<ReportingMonth> without, String version) {
    if (tree.liveVersion().isPresent()) {
      tree.draft(version).publish(without);
    }
  }

  private static Set<ReportingMonth> months(List<Due> going, Zone zone, String folder) {
    Set<ReportingMonth> months = new TreeSet<>();
    going.stream()
        .filter(due -> due.zone() == zone && due.month() != null)
        .filter(due -> isIn(due, folder))
        .forEach(due -> months.add(Objects.requireNonNull(due.month())));
    return months;
  }

  private static boolean isIn(Due due, String folder) {
    return due.paths().stream().allMatch(path -> path.startsWith("versions") == folder.isEmpty());
  }

  private void moveAway(Due due) {
    Path root = lake.root(due.zone());
    Path away = root.resolve(AWAY).resolve(due.id());
    try {
      Files.createDirectories(away);
      int number = 0;
      for (Path path : due.paths()) {
        number++;
        Files.move(
            root.resolve(path),
            away.resolve(Integer.toString(number)),
            StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot take away " + due.what(), e);
    }
    removeAway(due.zone());
  }

  private void removeAway(Zone zone) {
    Folders.delete(lake.root(zone).resolve(AWAY));
  }
}
