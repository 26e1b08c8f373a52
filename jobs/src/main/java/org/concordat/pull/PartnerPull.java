package org.concordat.pull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.concordat.config.ChannelSettings;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Arrival;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.pull.RemoteSubmissions.Submission;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.RemoteFile;
import org.concordat.schemas.ReportingMonth;

/**
 * Takes what lies at one channel. Whatever goes wrong there is told in words and never thrown, so
 * that no partner stands in another's way.
 */
final class PartnerPull {

  private static final String STAGE = "pull";

  private final String name;
  private final ChannelSettings channel;
  private final Settings.Pull settings;
  private final ChannelOpening opening;
  private final Lake lake;
  private final Progress progress;
  private final LandingStep.Listener listener;

  /**
   * @param name the channel's name in channels.yaml
   * @param lake where submissions land, and where signed receipts are found
   */
  PartnerPull(
      String name,
      ChannelSettings channel,
      Settings.Pull settings,
      ChannelOpening opening,
      Lake lake,
      Progress progress,
      LandingStep.Listener listener) {
    this.name = name;
    this.channel = channel;
    this.settings = settings;
    this.opening = opening;
    this.lake = lake;
    this.progress = progress;
    this.listener = listener;
  }

  /**
   * A submission and what became of it.
   *
   * @param isNew whether it was settled now; in a dry run, would be
   */
  record Line(
      String submission,
      Arrival.Status status,
      boolean isNew,
      String content,
      List<DeliveredFile> files) {}

  /**
   * What became of a channel.
   *
   * @param failure why it could not be read to the end, with what to do; empty when it was
   */
  record Report(String name, List<Line> lines, List<String> notes, String failure) {}

  /** Takes all submissions of these months. */
  Report run(Set<ReportingMonth> months, boolean dryRun) {
    List<Line> lines = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    String failure = "";
    Retries retries = new Retries(settings, words -> say("trying again: " + words));
    try (Channel open = retries.of(() -> opening.open(name, channel))) {
      RemoteSubmissions recognised =
          new RemoteSubmissions(new TreeSet<>(channel.sends()), months, channel.deliveryNote());
      SubmissionLanding work =
          new SubmissionLanding(
              name, open, retries, channel.limitsOrDefault(), lake.root(Zone.LANDING), listener);
      List<RemoteFile> listed = retries.of(() -> open.list(starts()));
      List<Submission> submissions =
          recognised.among(dryRun ? listed : work.withoutHalfAcknowledged(listed));
      notes.addAll(recognised.notes());
      failure = takeAll(submissions, work, dryRun, lines, notes);
      notes.addAll(work.notes());
      if (!dryRun && failure.isEmpty()) {
        int verdicts = new VerdictReceipts(name, open, retries, lake).put(months);
        if (verdicts > 0) {
          say(verdicts + " signed receipts put");
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = failure(e);
    }
    if (!failure.isEmpty()) {
      say("not read to the end: " + failure);
    }
    return new Report(name, lines, notes, failure);
  }

  private List<String> starts() {
    return channel.sends().stream()
        .flatMap(sender -> Stream.of(sender + "/", sender.replace('/', '-') + "-"))
        .toList();
  }

  /**
   * Gives up on a channel that is out of reach; a file that is refused does not stop the others.
   */
  private String takeAll(
      List<Submission> submissions,
      SubmissionLanding work,
      boolean dryRun,
      List<Line> lines,
      List<String> notes) {
    String failure = "";
    for (Submission submission : submissions) {
      try {
        if (dryRun) {
          lines.add(wouldTake(submission, work));
        } else {
          take(submission, work, lines, notes);
        }
      } catch (ChannelFault e) {
        if (e.kind() == ChannelFault.Kind.BUSY) {
          return submission.id() + ": " + failure(e);
        }
        if (e.kind() == ChannelFault.Kind.REFUSED) {
          failure = submission.id() + ": " + failure(e);
        }
        notes.add(submission.id() + ": " + e.getMessage());
      } catch (IOException e) {
        return submission.id() + ": " + failure(e);
      }
    }
    return failure;
  }

  private void take(
      Submission submission, SubmissionLanding work, List<Line> lines, List<String> notes)
      throws IOException {
    SubmissionLanding.Landed landed = work.land(submission);
    Line line = line(submission, landed.arrival(), landed.isNew());
    lines.add(line);
    if (line.status() == Arrival.Status.REFUSED || line.status() == Arrival.Status.CONFLICT) {
      notes.add(words(line, landed.arrival()));
    }
    if (landed.isNew()) {
      long bytes = line.files().stream().mapToLong(DeliveredFile::bytes).sum();
      say(
          "%s %s, %d files, %d kB"
              .formatted(
                  line.submission(), line.status(), line.files().size(), (bytes + 999) / 1000));
    }
    if (landed.fault() != null) {
      throw landed.fault();
    }
  }

  private static Line line(Submission submission, Arrival arrival, boolean isNew) {
    String id = arrival.submissionId() == null ? submission.id() : arrival.submissionId();
    String content = arrival.contentSha256() == null ? "refused" : arrival.contentSha256();
    return new Line(id, arrival.status(), isNew, content, arrival.files());
  }

  /** What a dry run can say without reading a byte. */
  private static Line wouldTake(Submission submission, SubmissionLanding work) {
    return work.settled(submission)
        .map(arrival -> line(submission, arrival, false))
        .orElseGet(
            () ->
                new Line(
                    submission.id(),
                    Arrival.Status.LANDED,
                    true,
                    "",
                    submission.all().stream()
                        .map(file -> new DeliveredFile(file.path(), Math.max(0, file.bytes()), ""))
                        .toList()));
  }

  private static String words(Line line, Arrival arrival) {
    return arrival.status() == Arrival.Status.REFUSED
        ? line.submission() + " was not taken: " + arrival.reason()
        : "%s has a number that %s used before with other content; the first delivery stands"
            .formatted(line.submission(), arrival.other());
  }

  private static String failure(Exception e) {
    String advice =
        e instanceof ChannelFault fault
            ? switch (fault.kind()) {
              case BUSY -> "; the next pull goes on from here";
              case REFUSED -> "; ask the partner or whoever runs the server, then pull again";
              case GONE, CHANGED, UNFIT -> "";
            }
            : e instanceof WrongRequestException ? "" : "; the next pull goes on from here";
    return Retries.words(e) + advice;
  }

  private void say(String text) {
    progress.step(STAGE, name + ": " + text);
  }
}
