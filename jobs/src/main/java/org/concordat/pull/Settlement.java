package org.concordat.pull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.concordat.config.ChannelSettings.Limits;
import org.concordat.platform.Arrival;
import org.concordat.platform.Arrival.Source;
import org.concordat.platform.Arrival.Status;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.LandingStore;
import org.concordat.pull.Receiving.Received;
import org.concordat.pull.RemoteSubmissions.Submission;
import org.concordat.pull.channel.RemoteFile;

/**
 * Decides what a delivery that is on disk is beside those that came before, and makes it one of
 * them. What stands for a partner and month is read from the manifests as of the instant the
 * delivery came, so that a partner can go back to bytes it had sent before.
 */
final class Settlement {

  private static final String AGAIN = "-again-";
  private static final Comparator<Delivery> ORDER =
      Comparator.comparing(Delivery::receivedAt)
          .thenComparing(Delivery::seq)
          .thenComparing(Delivery::submissionId);

  private final String name;
  private final String kind;
  private final LandingStore store;
  private final Deliveries deliveries;
  private final LandingStep.Listener listener;

  Settlement(String name, String kind, Path landing, LandingStep.Listener listener) {
    this.name = name;
    this.kind = kind;
    this.store = new LandingStore(landing);
    this.deliveries = new Deliveries(landing);
    this.listener = listener;
  }

  /** Files of one delivery that are on disk, and who sent it when. */
  record Taken(SortedMap<String, Received> files, DeliveryNote note, SentManifestNote manifest) {

    List<DeliveredFile> delivered() {
      return files.values().stream().map(Received::delivered).toList();
    }
  }

  /** The delivery's key: channel, names and versions there. */
  String key(Submission submission) {
    return Arrival.keyOf(name, sources(submission));
  }

  /** Stores a delivery's bytes and our manifest of it, and says what became of it. */
  Arrival settle(Submission submission, String key, Taken taken) throws IOException {
    for (Received file : taken.files().values()) {
      store.keep(file.part(), file.delivered());
      listener.reached(LandingStep.STORED);
    }
    String content = Delivery.contentDigest(taken.delivered());
    Optional<Delivery> before = before(submission);
    Delivery delivery = delivery(submission, submission.id(), key, taken);
    if (before.isEmpty() && !store.deliverOnce(delivery)) {
      before = before(submission);
    }
    listener.reached(LandingStep.DELIVERED);
    if (before.isEmpty() || key.equals(before.get().arrival())) {
      delivery = before.orElse(delivery);
      Optional<Delivery> current = current(delivery);
      boolean isSame = current.isPresent() && current.get().contentDigest().equals(content);
      return arrival(
          delivery,
          key,
          isSame ? Status.DUPLICATE : Status.LANDED,
          current.map(Delivery::submissionId),
          taken,
          submission);
    }
    if (before.get().contentDigest().equals(content)) {
      return arrival(
          delivery,
          key,
          Status.DUPLICATE,
          Optional.of(before.get().submissionId()),
          taken,
          submission);
    }
    Delivery later =
        delivery(submission, submission.id() + AGAIN + content.substring(0, 8), key, taken);
    store.noteConflictOnce(later);
    return arrival(
        later, key, Status.CONFLICT, Optional.of(before.get().submissionId()), taken, submission);
  }

  private Optional<Delivery> before(Submission submission) {
    return deliveries.find(
        submission.family(), submission.organisationCode(), submission.month(), submission.seq());
  }

  /** What stood for this partner and month when a delivery came, as of that instant. */
  private Optional<Delivery> current(Delivery delivery) {
    return deliveries.of(delivery.family(), delivery.organisationCode(), delivery.month()).stream()
        .filter(other -> !other.submissionId().equals(delivery.submissionId()))
        .filter(other -> ORDER.compare(other, delivery) < 0)
        .max(ORDER);
  }

  private Delivery delivery(Submission submission, String id, String key, Taken taken) {
    return new Delivery(
        id,
        submission.family(),
        submission.organisationCode(),
        submission.month(),
        submission.seq(),
        taken.note().sender(),
        taken.note().receivedAt(),
        kind,
        taken.manifest().isInvented(),
        taken.delivered(),
        key);
  }

  private Arrival arrival(
      Delivery delivery,
      String key,
      Status status,
      Optional<String> other,
      Taken taken,
      Submission submission) {
    return new Arrival(
        key,
        name,
        kind,
        delivery.family(),
        delivery.organisationCode(),
        delivery.month(),
        delivery.seq(),
        status,
        delivery.submissionId(),
        other.orElse(null),
        null,
        null,
        delivery.sender(),
        delivery.receivedAt(),
        delivery.contentDigest(),
        taken.manifest().rows(),
        sources(submission),
        delivery.files());
  }

  /** Says that nothing of it was taken, and why. */
  Arrival refused(Submission submission, String key, String why, Limits limits) {
    return new Arrival(
        key,
        name,
        kind,
        submission.family(),
        submission.organisationCode(),
        submission.month(),
        submission.seq(),
        Status.REFUSED,
        null,
        null,
        why,
        limits.toString(),
        submission.organisationCode(),
        received(submission),
        null,
        null,
        sources(submission),
        List.of());
  }

  /** When the last of its files came; a channel whose clock is ahead cannot record the future. */
  static Instant received(Submission submission) {
    Instant last =
        submission.all().stream()
            .map(RemoteFile::modifiedAt)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    Instant now = Instant.now();
    return (last.isAfter(now) ? now : last).truncatedTo(ChronoUnit.SECONDS);
  }

  private static List<Source> sources(Submission submission) {
    return submission.all().stream().map(Settlement::source).toList();
  }

  /** A file as our manifests name it. */
  static Source source(RemoteFile file) {
    return new Source(file.path(), file.id(), file.version());
  }
}
