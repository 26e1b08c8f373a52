package org.concordat.returns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Lake;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * The life of a month's return: each version goes from draft to quality assured, signed off and
 * published, by named people, and is superseded or withdrawn in the end (returns-and-disclosure.md
 * 5.1). The files of a version never change; where it stands is written beside them.
 */
public final class ReturnLifecycle {

  /**
   * A version and where it stands.
   *
   * @param version its number
   * @param steps what it went through, in order; none for a draft
   */
  public record VersionState(int version, ReturnState state, List<LifecycleStep> steps) {}

  private static final int LONGEST = 500;

  private final ReportingMonth month;
  private final ReturnStatus status;
  private final ReturnFolder folder;
  private final Settings.SignOff signOff;
  private final Clock clock;

  /**
   * @param status performance, final or provisional
   * @param clock tells when a step is taken
   */
  public ReturnLifecycle(
      Lake lake, ReportingMonth month, String status, Settings.SignOff signOff, Clock clock) {
    this.month = month;
    this.status = ReturnStatus.of(status);
    this.folder = ReturnFolder.open(lake, month, this.status);
    this.signOff = signOff;
    this.clock = clock;
  }

  /**
   * Every version with its steps, oldest first.
   *
   * @throws WrongRequestException if there is none, or the record of steps was changed
   */
  public List<VersionState> versions() {
    LifecycleLog log = log();
    return folder.versions().stream()
        .map(version -> new VersionState(version, log.state(version), log.of(version)))
        .toList();
  }

  /** The version that readers are shown; empty when none is. */
  public Optional<Integer> published() {
    return published(log());
  }

  private Optional<Integer> published(LifecycleLog log) {
    return folder.versions().stream()
        .filter(version -> log.state(version) == ReturnState.PUBLISHED)
        .findFirst();
  }

  /**
   * Takes a version one step further.
   *
   * @param version its number; null for the newest, or for the published one when it is withdrawn
   * @param by the person who takes the step
   * @param note why; null for none
   * @param dryRun whether to check everything and write nothing
   * @return where the version stands then
   * @throws WrongRequestException if the step is none that the version can take, or not by this
   *     person
   * @throws GateHeldException if its files were changed or its disclosure check is not clean
   */
  public VersionState take(
      @Nullable Integer version, ReturnState to, String by, @Nullable String note, boolean dryRun) {
    String person = text("--by", by);
    String why = note == null ? null : text("--note", note);
    requireStep(to);
    if (dryRun) {
      return taken(version, to, person, why, false);
    }
    Path lock = folder.folder().resolve(".lifecycle.lock");
    requireVersions();
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held == null) {
        throw busy();
      }
      return taken(version, to, person, why, true);
    } catch (OverlappingFileLockException e) {
      throw busy();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + lock, e);
    }
  }

  private VersionState taken(
      @Nullable Integer asked, ReturnState to, String by, @Nullable String note, boolean write) {
    LifecycleLog log = log();
    if (write) {
      // What a step that was broken off left undone.
      new PublicationSigns(month, status, folder).settle(log);
    }
    int version = version(asked, to, log);
    ReturnState before = log.state(version);
    if (!before.canBecome(to)) {
      throw new WrongRequestException(
          "%s is %s and cannot become %s; it can become %s"
              .formatted(name(version), before.word(), to.word(), next(before)));
    }
    List<LifecycleStep> earlier = log.of(version);
    VersionCheck check = new VersionCheck(stem(version), folder.files(version));
    String recorded = earlier.isEmpty() ? null : earlier.get(0).manifestSha256();
    String manifest = recorded == null ? check.manifestSha256() : recorded;
    // What was changed behind our back must still be possible to take back.
    if (to != ReturnState.WITHDRAWN) {
      check.requireUnchanged(recorded);
      check.requireDisclosureChecked();
    }
    requireOtherPerson(earlier, to, by, version);
    List<LifecycleStep> steps = new ArrayList<>();
    steps.add(step(version, to, by, note, manifest));
    if (to == ReturnState.PUBLISHED) {
      requireNewest(version, log);
      published(log).ifPresent(old -> steps.add(superseded(old, version, by, log)));
    }
    if (!write) {
      List<LifecycleStep> would = new ArrayList<>(earlier);
      would.add(steps.get(0));
      return new VersionState(version, to, would);
    }
    LifecycleLog now = log.with(steps);
    new PublicationSigns(month, status, folder).settle(now);
    return new VersionState(version, to, now.of(version));
  }

  private LifecycleStep superseded(int old, int by, String person, LifecycleLog log) {
    return step(
        old,
        ReturnState.SUPERSEDED,
        person,
        "Version " + by + " was published in its place.",
        log.of(old).get(0).manifestSha256());
  }

  private LifecycleStep step(
      int version, ReturnState state, String by, @Nullable String note, String manifest) {
    return new LifecycleStep(
        version, state, by, clock.instant().truncatedTo(ChronoUnit.SECONDS), note, manifest, null);
  }

  /** The steps so far. */
  private LifecycleLog log() {
    requireVersions();
    LifecycleLog log = LifecycleLog.read(folder.folder());
    new PublicationSigns(month, status, folder).requireFitting(log);
    return log;
  }

  private void requireVersions() {
    if (folder.latest() == 0) {
      throw new WrongRequestException(
          "There is no %s return of %s in %s; run concordat run first"
              .formatted(status.folder(), month, folder.folder()));
    }
  }

  private void requireStep(ReturnState to) {
    if (to == ReturnState.DRAFT || to == ReturnState.SUPERSEDED) {
      throw new WrongRequestException(
          to == ReturnState.DRAFT
              ? "Every new version is a draft; nobody makes it one"
              : "A version is superseded when a later one is published; nobody makes it so by hand");
    }
    if (!status.isPublishable()) {
      throw new WrongRequestException(
          "A provisional return stays a draft: it is restricted and never published");
    }
  }

  private int version(@Nullable Integer asked, ReturnState to, LifecycleLog log) {
    if (asked == null) {
      return to == ReturnState.WITHDRAWN
          ? published(log)
              .orElseThrow(
                  () ->
                      new WrongRequestException(
                          "No version of the %s return of %s is published"
                              .formatted(status.folder(), month)))
          : folder.latest();
    }
    if (!folder.versions().contains(asked)) {
      throw new WrongRequestException(
          "There is no version %d of the %s return of %s; the newest is %d"
              .formatted(asked, status.folder(), month, folder.latest()));
    }
    return asked;
  }

  private void requireOtherPerson(
      List<LifecycleStep> earlier, ReturnState to, String by, int version) {
    if (to != ReturnState.SIGNED_OFF || !signOff.twoPeople()) {
      return;
    }
    for (LifecycleStep step : earlier) {
      if (step.state() == ReturnState.QUALITY_ASSURED && same(step.by(), by)) {
        throw new WrongRequestException(
            "%s was quality assured by %s and must be signed off by somebody else (setting sign-off.two-people)"
                .formatted(name(version), step.by()));
      }
    }
  }

  private static boolean same(String one, String other) {
    return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }

  private void requireNewest(int version, LifecycleLog log) {
    folder.versions().stream()
        .filter(later -> later > version && log.state(later).wasPublished())
        .findFirst()
        .ifPresent(
            later -> {
              throw new WrongRequestException(
                  "%s cannot be published: version %d already was".formatted(name(version), later));
            });
  }

  private String name(int version) {
    return "Version %d of the %s return of %s".formatted(version, status.folder(), month);
  }

  private String stem(int version) {
    return ReturnFiles.stem(month, status, version);
  }

  private static String next(ReturnState before) {
    return switch (before) {
      case DRAFT -> ReturnState.QUALITY_ASSURED.word();
      case QUALITY_ASSURED -> ReturnState.SIGNED_OFF.word();
      case SIGNED_OFF -> ReturnState.PUBLISHED.word();
      case PUBLISHED -> ReturnState.WITHDRAWN.word() + ", or superseded by a later version";
      case SUPERSEDED, WITHDRAWN -> "nothing else";
    };
  }

  /** One line of words, without blanks at its ends. */
  private static String text(String option, String given) {
    String text = given.strip().replaceAll("[ \t]+", " ");
    if (text.isEmpty()
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new WrongRequestException(
          option + ": one line of at most " + LONGEST + " characters is wanted");
    }
    return text;
  }

  private WrongRequestException busy() {
    return new WrongRequestException(
        "Somebody else is taking a step with the %s return of %s; try again"
            .formatted(status.folder(), month));
  }
}
