package org.concordat.pull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.LandingStore;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.pull.DropFolder.Submission;
import org.concordat.schemas.ReportingMonth;

/**
 * Takes submissions from a local drop folder into the landing zone, each exactly once.
 *
 * <p>For every submission: the bytes, then our delivery manifest, which is at once the
 * acknowledgement; the partner's folder is only read. A second pull finds everything there and
 * changes nothing. The same number with other content keeps what came first and notes the conflict
 * (FIL-016).
 */
public final class DropFolderPull {

  private static final String STAGE = "pull";

  private final Lake lake;
  private final Settings settings;
  private final Progress progress;
  private final Clock clock;

  public DropFolderPull(Lake lake, Settings settings, Progress progress) {
    this(lake, settings, progress, Clock.systemUTC());
  }

  DropFolderPull(Lake lake, Settings settings, Progress progress, Clock clock) {
    this.lake = lake;
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Pulls a month and the window months before it.
   *
   * @param landingRoot the drop folder
   * @param dryRun look only, write nothing
   * @throws WrongRequestException when there is no such folder, or another pull is at work
   */
  public PullResult run(Path landingRoot, ReportingMonth month, boolean dryRun) {
    return run(landingRoot, month, Set.of(), dryRun);
  }

  /**
   * As {@link #run(Path, ReportingMonth, boolean)}, for some partners.
   *
   * @param senders whose submissions are taken, each as FAMILY/ORGANISATION; all when empty
   */
  public PullResult run(
      Path landingRoot, ReportingMonth month, Set<String> senders, boolean dryRun) {
    Instant startedAt = clock.instant();
    DropFolder dropFolder = new DropFolder(landingRoot);
    List<Submission> submissions =
        dropFolder
            .submissions(new TreeSet<>(month.window(settings.check().windowMonths())))
            .stream()
            .filter(one -> senders.isEmpty() || senders.contains(one.sender()))
            .toList();
    Work work = new Work(dryRun);
    if (dryRun) {
      submissions.forEach(work::take);
    } else {
      takeAll(submissions, work);
    }
    work.notes.addAll(dropFolder.notes());
    PullResult result = work.result(month);
    if (!dryRun) {
      record(result, work.inputs, month, startedAt);
    }
    progress.step(
        STAGE,
        result.taken().size()
            + " new, "
            + result.known().size()
            + " known, "
            + result.conflicts().size()
            + " in conflict");
    return result;
  }

  private void takeAll(List<Submission> submissions, Work work) {
    PullLock.hold(
        lake.root(Zone.LANDING),
        () -> {
          work.store.removeLeftovers();
          submissions.forEach(work::take);
        });
  }

  private void record(
      PullResult result,
      SortedMap<String, String> inputs,
      ReportingMonth month,
      Instant startedAt) {
    PullRecord.write(
        lake,
        result.runId(),
        month,
        startedAt,
        clock.instant(),
        inputs,
        Map.of(
            "taken", (long) result.taken().size(),
            "known", (long) result.known().size(),
            "conflicts", (long) result.conflicts().size(),
            "files", result.files(),
            "bytes", result.bytes()),
        result.notes());
  }

  /** What is done and found on the way. */
  private final class Work {
    private final boolean dryRun;
    private final LandingStore store = new LandingStore(lake.root(Zone.LANDING));
    private final Deliveries deliveries = new Deliveries(lake.root(Zone.LANDING));
    private final List<String> taken = new ArrayList<>();
    private final List<String> known = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final SortedMap<String, String> inputs = new TreeMap<>();
    private long files;
    private long bytes;

    Work(boolean dryRun) {
      this.dryRun = dryRun;
    }

    void take(Submission submission) {
      progress.step(STAGE, submission.id());
      Optional<Delivery> before =
          deliveries.find(
              submission.family(),
              submission.organisationCode(),
              submission.month(),
              submission.seq());
      List<DeliveredFile> described = new ArrayList<>();
      boolean store = before.isEmpty() && !dryRun;
      submission.files().forEach((path, file) -> described.add(take(path, file, store)));
      String content = Delivery.contentDigest(described);
      if (before.isEmpty()) {
        Delivery delivery = delivery(submission, submission.id(), described);
        if (!dryRun) {
          this.store.deliver(delivery);
        }
        count(taken, submission.id(), content, described);
      } else if (before.get().contentDigest().equals(content)) {
        known.add(submission.id());
        inputs.put(submission.id(), content);
      } else {
        conflict(submission, content, described);
      }
    }

    private DeliveredFile take(String path, Path file, boolean storeBytes) {
      try {
        return storeBytes ? store.put(file, path) : LandingStore.described(file, path);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + file, e);
      }
    }

    /** Keeps the later bytes too, as evidence, under an id of their own. */
    private void conflict(Submission submission, String content, List<DeliveredFile> described) {
      String id = submission.id() + "-again-" + content.substring(0, 8);
      if (!dryRun && deliveries.conflicts().stream().noneMatch(c -> c.submissionId().equals(id))) {
        submission.files().forEach((path, file) -> take(path, file, true));
        store.noteConflict(delivery(submission, id, described));
      }
      notes.add(
          submission.id()
              + " was sent again with other content; the first delivery stays, this one is "
              + id);
      count(conflicts, id, content, described);
    }

    private Delivery delivery(Submission submission, String id, List<DeliveredFile> described) {
      DeliveryNote note = DeliveryNote.of(submission, clock.instant());
      if (!note.problem().isEmpty()) {
        notes.add(submission.id() + ": " + DeliveryNote.FILE + " " + note.problem());
      }
      return new Delivery(
          id,
          submission.family(),
          submission.organisationCode(),
          submission.month(),
          submission.seq(),
          note.sender(),
          note.receivedAt(),
          "folder",
          SentManifestNote.of(submission.files().get(SentManifestNote.FILE)).isInvented(),
          described);
    }

    private void count(
        List<String> list, String id, String content, List<DeliveredFile> described) {
      list.add(id);
      inputs.put(id, content);
      files += described.size();
      bytes += described.stream().mapToLong(DeliveredFile::bytes).sum();
    }

    PullResult result(ReportingMonth month) {
      String id =
          Digest.id(
              String.join("|", STAGE, month.toString(), inputs.toString(), CodeVersion.text()));
      return new PullResult(
          id,
          List.copyOf(taken),
          List.copyOf(known),
          List.copyOf(conflicts),
          files,
          bytes,
          List.copyOf(notes));
    }
  }
}
