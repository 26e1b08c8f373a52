package org.concordat.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.ChannelSettings.Limits;
import org.concordat.platform.Arrival;
import org.concordat.platform.Arrival.Status;
import org.concordat.platform.Arrivals;
import org.concordat.platform.LandingStore;
import org.concordat.pull.Receiving.Received;
import org.concordat.pull.RemoteSubmissions.Submission;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * Lands one delivery exactly once: bytes, our manifests, the receipt, the acknowledgement last.
 * Each step can be done again without effect, and each is visible only when it is whole, so that a
 * pull killed anywhere is made good by the next one.
 */
final class SubmissionLanding {

  /** How long a manifest waits for the files it names. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(2);

  private final String name;
  private final Channel channel;
  private final Retries retries;
  private final Limits limits;
  private final LandingStore store;
  private final Settlement settlement;
  private final Arrivals arrivals;
  private final LandingStep.Listener listener;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param name the channel's name in channels.yaml
   * @param landing root of the landing zone
   */
  SubmissionLanding(
      String name,
      Channel channel,
      Retries retries,
      Limits limits,
      Path landing,
      LandingStep.Listener listener) {
    this.name = name;
    this.channel = channel;
    this.retries = retries;
    this.limits = limits;
    this.store = new LandingStore(landing);
    this.settlement = new Settlement(name, channel.kind(), landing, listener);
    this.arrivals = new Arrivals(landing);
    this.listener = listener;
  }

  /**
   * What was done with a delivery.
   *
   * @param isNew whether it was settled now, and not by an earlier pull
   * @param fault what kept the receipt or the acknowledgement back; null for nothing
   */
  record Landed(Arrival arrival, boolean isNew, @Nullable IOException fault) {}

  /** What was passed over or wrong in words. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The delivery's manifest when it was settled before under the same limits. */
  Optional<Arrival> settled(Submission submission) {
    return arrivals
        .find(name, settlement.key(submission))
        .filter(a -> a.status() != Status.REFUSED || limits.toString().equals(a.limits()));
  }

  /**
   * Finishes deliveries whose acknowledgement broke off half way: where it takes a request for each
   * file, some are gone, and the rest must neither lie there for ever nor look like another
   * delivery.
   *
   * @param listed what lies at the channel
   * @return the same without what belonged to such deliveries
   */
  List<RemoteFile> withoutHalfAcknowledged(List<RemoteFile> listed) {
    List<RemoteFile> left = new ArrayList<>(listed);
    for (Arrival arrival : arrivals.unfinished(name)) {
      List<RemoteFile> there =
          left.stream()
              .filter(file -> arrival.sources().contains(Settlement.source(file)))
              .toList();
      if (arrival.status() != Status.REFUSED && there.size() < arrival.sources().size()) {
        IOException fault = finish(rest(arrival, there), arrival);
        if (fault != null) {
          notes.add(rest(arrival, there).id() + ": " + Retries.words(fault));
        }
        left.removeAll(there);
      }
    }
    return left;
  }

  /** What is left at the channel of a delivery that was settled. */
  private static Submission rest(Arrival arrival, List<RemoteFile> there) {
    SortedMap<String, RemoteFile> files = new TreeMap<>();
    there.forEach(file -> files.put(file.path(), file));
    return new Submission(
        arrival.family(),
        arrival.organisationCode(),
        arrival.month(),
        arrival.seq(),
        files,
        null,
        null);
  }

  /**
   * Takes a delivery, or finishes what an earlier pull began.
   *
   * @throws ChannelFault when the channel would not give the bytes
   */
  Landed land(Submission submission) throws IOException {
    Optional<Arrival> settled = settled(submission);
    if (settled.isPresent()) {
      return new Landed(settled.get(), false, finish(submission, settled.get()));
    }
    String key = settlement.key(submission);
    Optional<Arrival> refusedBefore = arrivals.find(name, key);
    if (refusedBefore.isPresent()) {
      arrivals.forgetRefusal(refusedBefore.get());
    }
    List<Path> parts = new ArrayList<>();
    try {
      Arrival arrival;
      try {
        Settlement.Taken taken = taken(submission, parts);
        arrival = DiskFailure.guard(() -> settlement.settle(submission, key, taken));
      } catch (RefusedDelivery e) {
        arrival = settlement.refused(submission, key, Retries.words(e), limits);
      } catch (ChannelFault e) {
        if (e.kind() != ChannelFault.Kind.UNFIT) {
          throw e;
        }
        arrival = settlement.refused(submission, key, Retries.words(e), limits);
      }
      record(arrival);
      listener.reached(LandingStep.RECORDED);
      return new Landed(arrival, true, finish(submission, arrival));
    } finally {
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    }
  }

  private void record(Arrival arrival) throws IOException {
    DiskFailure.guard(
        () -> {
          arrivals.record(arrival);
          return true;
        });
  }

  /** Answers, then acknowledges; what the channel would not take is left to the next pull. */
  private @Nullable IOException finish(Submission submission, Arrival arrival) {
    try {
      if (!arrivals.isClosed(arrival)) {
        answer(submission, arrival);
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private void answer(Submission submission, Arrival arrival) throws IOException {
    retries.of(
        () -> {
          channel.answer(ArrivalReceipt.answer(submission, arrival));
          return true;
        });
    listener.reached(LandingStep.ANSWERED);
    if (arrival.status() != Status.REFUSED) {
      retries.of(
          () -> {
            channel.acknowledge(submission.all());
            return true;
          });
      listener.reached(LandingStep.ACKNOWLEDGED);
    }
    DiskFailure.guard(
        () -> {
          arrivals.close(arrival);
          return true;
        });
    listener.reached(LandingStep.CLOSED);
  }

  /**
   * Waits for files that the manifest names: many programs upload side by side, and messages come
   * in any order. A manifest that has waited long enough names what does not exist (FIL-006 says
   * so), and a gateway's note says that all is there.
   */
  private static void requireWhole(Submission submission, RemoteFile manifest, List<String> named)
      throws ChannelFault {
    boolean isAwaited =
        submission.note() == null
            && manifest.modifiedAt().plus(LONGEST_WAIT).isAfter(Instant.now());
    for (String path : named) {
      if (isAwaited && !submission.files().containsKey(path)) {
        throw new ChannelFault(
            ChannelFault.Kind.CHANGED,
            "%s waits for %s, which its manifest names, until %d hours after the manifest came"
                .formatted(submission.folder(), FileNames.shown(path), LONGEST_WAIT.toHours()));
      }
    }
  }

  private Settlement.Taken taken(Submission submission, List<Path> parts) throws IOException {
    if (submission.files().size() > limits.files()) {
      throw new RefusedDelivery(
          submission.folder() + " holds more than " + limits.files() + " files (limits.files)");
    }
    Receiving receiving = new Receiving(channel, retries, store, limits, parts);
    SortedMap<String, Received> files = new TreeMap<>();
    RemoteFile manifestFile = submission.files().get(SentManifestNote.FILE);
    if (manifestFile != null) {
      Received first = receiving.received(manifestFile, SentManifestNote.FILE);
      files.put(SentManifestNote.FILE, first);
      requireWhole(submission, manifestFile, SentManifestNote.of(first.part()).paths());
    }
    for (var file : submission.files().entrySet()) {
      if (!files.containsKey(file.getKey())) {
        files.put(file.getKey(), receiving.received(file.getValue(), file.getKey()));
      }
      listener.reached(LandingStep.RECEIVED);
    }
    Instant receivedAt = Settlement.received(submission);
    RemoteFile written = submission.note();
    DeliveryNote note = new DeliveryNote(submission.organisationCode(), receivedAt, "");
    if (written != null) {
      Path file = receiving.received(written, DeliveryNote.FILE).part();
      note = DeliveryNote.of(file, submission.organisationCode(), receivedAt);
      if (!note.problem().isEmpty()) {
        notes.add(submission.id() + ": " + DeliveryNote.FILE + " " + note.problem());
      }
    }
    RemoteFile packed = submission.archive();
    Received archive = packed == null ? null : receiving.received(packed, packed.path());
    if (archive != null) {
      listener.reached(LandingStep.RECEIVED);
    }
    for (RemoteFile file : submission.all()) {
      receiving.requireUnchanged(file);
    }
    listener.reached(LandingStep.VERIFIED);
    if (archive != null) {
      Unpacking unpacking = new Unpacking(store, limits, archive.path(), archive.bytes(), parts);
      files.putAll(unpacking.files(archive.part()));
      notes.addAll(unpacking.notes());
      listener.reached(LandingStep.UNPACKED);
    }
    Received manifest = files.get(SentManifestNote.FILE);
    return new Settlement.Taken(
        files, note, SentManifestNote.of(manifest == null ? null : manifest.part()));
  }
}
