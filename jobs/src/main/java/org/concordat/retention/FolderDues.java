package org.concordat.retention;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.RetentionPolicy;
import org.concordat.schemas.RetentionPolicy.Kept;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;

/**
 * What is due of files as sent, exact twins and reports. A delivery's manifest stays, since it
 * tells what was received and keeps the delivery from being taken again; its files go.
 */
final class FolderDues {

  private static final String MONTH = "[0-9]{4}-[0-9]{2}";

  private final Lake lake;
  private final RetentionPolicy policy;
  private final LocalDate today;

  FolderDues(Lake lake, RetentionPolicy policy, LocalDate today) {
    this.lake = lake;
    this.policy = policy;
    this.today = today;
  }

  /**
   * Files as sent. The same bytes may belong to several deliveries: they go when all of them are
   * due.
   *
   * @param live months that are in the live checked tables and stay there
   */
  List<Due> landing(ReturnNeeds needs, Collection<ReportingMonth> live) {
    Deliveries deliveries = new Deliveries(lake.root(Zone.LANDING));
    List<Delivery> all = deliveries.allWithConflicts();
    SortedMap<String, Term> terms = new TreeMap<>();
    for (Delivery delivery : all) {
      term(delivery, needs)
          .ifPresentOrElse(
              term ->
                  delivery.files().forEach(f -> terms.merge(f.sha256(), term, FolderDues::longer)),
              () -> delivery.files().forEach(f -> terms.put(f.sha256(), Term.EVER)));
    }
    Set<String> inUse = new LinkedHashSet<>();
    all.stream()
        .filter(delivery -> live.contains(delivery.month()))
        .forEach(delivery -> delivery.files().forEach(file -> inUse.add(file.sha256())));
    Set<String> taken = new LinkedHashSet<>();
    List<Due> dues = new ArrayList<>();
    for (Delivery delivery : all) {
      Map<Boolean, List<Path>> paths = new LinkedHashMap<>();
      Term last = null;
      for (Delivery.DeliveredFile file : delivery.files()) {
        Term term = terms.getOrDefault(file.sha256(), Term.EVER);
        Path object = deliveries.object(file.sha256());
        if (isDue(term.due()) && Files.exists(object) && taken.add(file.sha256())) {
          paths
              .computeIfAbsent(inUse.contains(file.sha256()), used -> new ArrayList<>())
              .add(lake.root(Zone.LANDING).relativize(object));
          last = last == null ? term : longer(last, term);
        }
      }
      for (Map.Entry<Boolean, List<Path>> some : paths.entrySet()) {
        if (last != null && last.line() != null) {
          dues.add(
              due(
                      last.line(),
                      Zone.LANDING,
                      "files of delivery " + delivery.submissionId(),
                      last.since(),
                      some.getValue())
                  .needed(some.getKey() ? "the live checked tables hold a month of them" : null));
        }
      }
    }
    return dues;
  }

  /**
   * How long files are kept.
   *
   * @param line null for ever
   */
  private record Term(RetentionPolicy.@Nullable Line line, LocalDate since, LocalDate due) {
    static final Term EVER = new Term(null, LocalDate.MIN, LocalDate.MAX);
  }

  private static Term longer(Term one, Term other) {
    return one.due().isBefore(other.due()) ? other : one;
  }

  /** The term of a delivery; empty for ever. */
  private Optional<Term> term(Delivery delivery, ReturnNeeds needs) {
    Optional<LocalDate> used =
        delivery.files().stream()
            .flatMap(file -> needs.object(file.sha256()).stream())
            .max(LocalDate::compareTo);
    LocalDate since =
        used.orElseGet(() -> LocalDate.ofInstant(delivery.receivedAt(), SubmissionCalendar.ZONE));
    return policy
        .line(used.isPresent() ? Kept.INPUTS_OF_RETURNS : Kept.DELIVERIES_NOT_USED, today)
        .flatMap(line -> line.dueOn(since).map(due -> new Term(line, since, due)));
  }

  private boolean isDue(LocalDate due) {
    return !due.isAfter(today);
  }

  /** Exact twins of returns. */
  List<Due> raw() {
    List<Due> dues = new ArrayList<>();
    Path root = lake.root(Zone.RAW);
    for (Path month : months(root)) {
      for (Path status : Folders.foldersIn(month)) {
        for (Path version : Folders.foldersIn(status)) {
          if (!version.getFileName().toString().startsWith(".")) {
            add(
                dues,
                Kept.RAW_RETURNS,
                Zone.RAW,
                "exact twin " + root.relativize(version),
                version,
                month);
          }
        }
      }
    }
    return dues;
  }

  /** Partners' and national reports. */
  List<Due> reports() {
    List<Due> dues = new ArrayList<>();
    Path root = lake.root(Zone.REPORTS);
    for (Family family : Family.values()) {
      for (Path organisation : Folders.foldersIn(root.resolve(family.name()))) {
        for (Path month : months(organisation)) {
          add(
              dues,
              Kept.PARTNER_REPORTS,
              Zone.REPORTS,
              "report " + root.relativize(month),
              month,
              month);
        }
      }
    }
    for (Path month : pagesOfAll(root)) {
      add(
          dues,
          Kept.NATIONAL_REPORTS,
          Zone.REPORTS,
          "report " + root.relativize(month),
          month,
          month);
    }
    return dues;
  }

  /** Months with a national page, and months with a page of their return. */
  private static List<Path> pagesOfAll(Path root) {
    List<Path> months = new ArrayList<>(months(root.resolve("national")));
    months.addAll(months(root.resolve("returns")));
    return months;
  }

  private void add(List<Due> dues, Kept kept, Zone zone, String what, Path folder, Path month) {
    LocalDate since = ReportingMonth.of(month.getFileName().toString()).end();
    policy
        .line(kept, today)
        .filter(line -> line.dueOn(since).map(this::isDue).orElse(false))
        .ifPresent(
            line ->
                dues.add(
                    due(line, zone, what, since, List.of(lake.root(zone).relativize(folder)))));
  }

  private static List<Path> months(Path folder) {
    return Folders.foldersIn(folder).stream()
        .filter(month -> month.getFileName().toString().matches(MONTH))
        .toList();
  }

  private Due due(
      RetentionPolicy.Line line, Zone zone, String what, LocalDate since, List<Path> paths) {
    Sizes sizes = Sizes.of(lake.root(zone), paths);
    return new Due(
        line,
        zone,
        what,
        since,
        line.dueOn(since).orElseThrow(),
        paths,
        sizes.files(),
        sizes.bytes(),
        null,
        null);
  }
}
