package org.concordat.pull;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.concordat.config.ChannelSettings;
import org.concordat.config.Settings;
import org.concordat.platform.Arrival.Status;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.LandingStore;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.pull.PartnerPull.Line;
import org.concordat.pull.PartnerPull.Report;
import org.concordat.schemas.ReportingMonth;

/**
 * Takes submissions from partners' channels into the landing zone, each exactly once, several
 * partners at a time. A partner that cannot be reached is told about at the end; the others are
 * read all the same.
 */
public final class ChannelPull {

  private static final String STAGE = "pull";

  private final Lake lake;
  private final Settings settings;
  private final SortedMap<String, ChannelSettings> channels;
  private final Progress progress;
  private final ChannelOpening opening;
  private final LandingStep.Listener listener;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param channels partners' channels by name
   */
  public ChannelPull(
      Lake lake,
      Settings settings,
      SortedMap<String, ChannelSettings> channels,
      Progress progress) {
    this(lake, settings, channels, progress, new ConfiguredChannels(settings.pull()), step -> {});
  }

  /**
   * @param opening makes the channels
   * @param listener is told of each step of each delivery
   */
  public ChannelPull(
      Lake lake,
      Settings settings,
      SortedMap<String, ChannelSettings> channels,
      Progress progress,
      ChannelOpening opening,
      LandingStep.Listener listener) {
    this.lake = lake;
    this.settings = settings;
    this.channels = channels;
    this.progress = progress;
    this.opening = opening;
    this.listener = listener;
  }

  /**
   * Pulls a month and the window months before it.
   *
   * @param dryRun list only: read no submission, write nothing, acknowledge nothing
   * @throws org.concordat.config.WrongRequestException when another pull is at work
   */
  public ChannelsResult run(ReportingMonth month, boolean dryRun) {
    Instant startedAt = clock.instant();
    List<Report> reports = new ArrayList<>();
    if (dryRun) {
      reports.addAll(read(month, true));
    } else {
      PullLock.hold(
          lake.root(Zone.LANDING),
          () -> {
            LandingStore store = new LandingStore(lake.root(Zone.LANDING));
            store.removeLeftovers();
            store.removeParts();
            reports.addAll(read(month, false));
          });
    }
    ChannelsResult result = result(month, reports);
    if (!dryRun) {
      record(result, reports, month, startedAt);
    }
    progress.step(
        STAGE,
        "%d new, %d known, %d repeated, %d in conflict, %d refused; %d of %d channels read to the end"
            .formatted(
                result.taken().size(),
                result.known().size(),
                result.duplicates().size(),
                result.conflicts().size(),
                result.refused().size(),
                reports.size() - result.failed().size(),
                reports.size()));
    return result;
  }

  /** Reports in the order of the channels' names, whoever came first. */
  private List<Report> read(ReportingMonth month, boolean dryRun) {
    TreeSet<ReportingMonth> months = new TreeSet<>(month.window(settings.check().windowMonths()));
    AtomicInteger done = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, settings.pull().atOnce()));
    try {
      List<Future<Report>> running = new ArrayList<>();
      channels.forEach(
          (name, channel) ->
              running.add(
                  pool.submit(
                      () -> {
                        Report report = partner(name, channel).run(months, dryRun);
                        progress.step(
                            STAGE,
                            "%s done, %d of %d channels"
                                .formatted(name, done.incrementAndGet(), channels.size()));
                        return report;
                      })));
      List<Report> reports = new ArrayList<>();
      for (Future<Report> one : running) {
        reports.add(one.get());
      }
      return reports;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A channel's own guard failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while channels were read", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private PartnerPull partner(String name, ChannelSettings channel) {
    return new PartnerPull(name, channel, settings.pull(), opening, lake, progress, listener);
  }

  private static ChannelsResult result(ReportingMonth month, List<Report> reports) {
    List<Line> lines = reports.stream().flatMap(report -> report.lines().stream()).toList();
    List<String> notes = new ArrayList<>();
    SortedMap<String, String> failed = new TreeMap<>();
    for (Report report : reports) {
      report.notes().forEach(note -> notes.add(report.name() + ": " + note));
      if (!report.failure().isEmpty()) {
        failed.put(report.name(), report.failure());
        notes.add(report.name() + " was not read to the end: " + report.failure());
      }
    }
    List<DeliveredFile> files =
        lines.stream().filter(Line::isNew).flatMap(line -> line.files().stream()).toList();
    return new ChannelsResult(
        Digest.id(
            String.join(
                "|", STAGE, month.toString(), inputs(reports).toString(), CodeVersion.text())),
        ids(lines, true, Status.LANDED),
        lines.stream().filter(line -> !line.isNew()).map(Line::submission).toList(),
        ids(lines, true, Status.DUPLICATE),
        ids(lines, true, Status.CONFLICT),
        ids(lines, true, Status.REFUSED),
        files.size(),
        files.stream().mapToLong(DeliveredFile::bytes).sum(),
        List.copyOf(notes),
        failed);
  }

  private static List<String> ids(List<Line> lines, boolean isNew, Status status) {
    return lines.stream()
        .filter(line -> line.isNew() == isNew && line.status() == status)
        .map(Line::submission)
        .toList();
  }

  /** Content digests by channel and submission: the same deliveries make the same run. */
  private static SortedMap<String, String> inputs(List<Report> reports) {
    SortedMap<String, String> inputs = new TreeMap<>();
    for (Report report : reports) {
      report
          .lines()
          .forEach(line -> inputs.put(report.name() + "/" + line.submission(), line.content()));
    }
    return inputs;
  }

  private void record(
      ChannelsResult result, List<Report> reports, ReportingMonth month, Instant startedAt) {
    SortedMap<String, String> inputs = inputs(reports);
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
            "duplicates", (long) result.duplicates().size(),
            "conflicts", (long) result.conflicts().size(),
            "refused", (long) result.refused().size(),
            "channels", (long) reports.size(),
            "channels_failed", (long) result.failed().size(),
            "files", result.files(),
            "bytes", result.bytes()),
        result.notes());
  }
}
