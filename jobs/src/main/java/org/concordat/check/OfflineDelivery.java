package org.concordat.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.Folders;
import org.concordat.platform.HistoryFile;
import org.concordat.platform.HistoryFile.Arrived;
import org.concordat.platform.Json;
import org.concordat.platform.LandingStore;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/** Takes a partner's own submission folder as if it had just been delivered. */
final class OfflineDelivery {

  static final String NOTE = "delivery.json";

  private OfflineDelivery() {}

  /**
   * Stores the folder's files as one delivery, and the deliveries of the partner's history. Family,
   * organisation and month are those of its manifest; a folder that the history knows by its bytes
   * is the delivery it was, any other was received when {@code delivery.json} says, else now.
   *
   * @param history the partner's own history; null for none
   * @throws WrongRequestException when the folder or its manifest does not say what it is, the
   *     history is another partner's, or the folder's number was used for other content
   */
  static Delivery of(Path folder, @Nullable HistoryFile history, LandingStore store) {
    Delivery delivery;
    try {
      delivery = described(folder, store);
    } catch (IOException | IllegalArgumentException e) {
      throw new WrongRequestException(
          "Cannot check "
              + folder
              + ": its manifest.json does not say family, organisation_code and period_start",
          e);
    }
    if (history != null) {
      requireOwn(history, delivery);
      Optional<Delivery> same =
          history.deliveries().stream()
              .map(Arrived::delivery)
              .filter(known -> known.month().equals(delivery.month()))
              .filter(known -> known.contentDigest().equals(delivery.contentDigest()))
              .max(Comparator.comparing(known -> known.seq().equals(delivery.seq())));
      history.deliveries().forEach(arrived -> store(arrived, store));
      if (same.isPresent()) {
        return same.get();
      }
      requireFree(folder, history, delivery);
    }
    store.deliver(delivery);
    return delivery;
  }

  private static Delivery described(Path folder, LandingStore store) throws IOException {
    JsonNode manifest = Json.mapper().readTree(Files.readString(folder.resolve(SentManifest.FILE)));
    Family family = Family.valueOf(manifest.path("family").asText());
    String organisation = manifest.path("organisation_code").asText();
    String start = manifest.path("period_start").asText();
    ReportingMonth month = ReportingMonth.of(start.substring(0, Math.min(7, start.length())));
    if (!organisation.matches("[A-Za-z0-9]{1,9}")) {
      throw new IllegalArgumentException("no organisation code");
    }
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    String seq = name.matches("[0-9]{3}") ? name : "001";
    List<DeliveredFile> files = new ArrayList<>();
    for (Path file : Folders.filesBelow(folder)) {
      if (!file.toString().equals(NOTE)) {
        files.add(store.put(folder.resolve(file), file.toString().replace('\\', '/')));
      }
    }
    boolean invented =
        manifest.path("source_system").asText().toLowerCase(Locale.ROOT).contains("invented data");
    return new Delivery(
        "%s-%s-%s-%s".formatted(family, organisation, month, seq),
        family,
        organisation,
        month,
        seq,
        organisation,
        receivedAt(folder),
        "offline",
        invented,
        files);
  }

  private static void requireOwn(HistoryFile history, Delivery delivery) {
    HistoryFile.Owner owner = history.owner();
    if (owner.family() != delivery.family()
        || !owner.organisation().equals(delivery.organisationCode())) {
      throw new WrongRequestException(
          "Cannot check with this history: it is that of %s %s, and the folder is of %s %s"
              .formatted(
                  owner.family(),
                  owner.organisation(),
                  delivery.family(),
                  delivery.organisationCode()));
    }
  }

  private static void requireFree(Path folder, HistoryFile history, Delivery delivery) {
    boolean isUsed =
        history.deliveries().stream()
            .map(Arrived::delivery)
            .anyMatch(
                known ->
                    known.month().equals(delivery.month()) && known.seq().equals(delivery.seq()));
    if (isUsed) {
      throw new WrongRequestException(
          "Cannot check %s as number %s of %s: that number was sent before with other content; name the folder by the next number"
              .formatted(folder, delivery.seq(), delivery.month()));
    }
  }

  /** Stores what is known of an earlier delivery: its manifest, not its tables. */
  private static void store(Arrived arrived, LandingStore store) {
    Delivery delivery = arrived.delivery();
    String manifest = arrived.manifest();
    if (manifest != null) {
      try {
        Path draft = Files.createTempFile("manifest", ".json");
        Files.writeString(draft, manifest);
        store.put(draft, SentManifest.FILE);
        Files.delete(draft);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot store an earlier manifest", e);
      }
    }
    boolean isFirst =
        delivery
            .submissionId()
            .equals(
                "%s-%s-%s-%s"
                    .formatted(
                        delivery.family(),
                        delivery.organisationCode(),
                        delivery.month(),
                        delivery.seq()));
    if (isFirst) {
      store.deliver(delivery);
    } else {
      store.noteConflict(delivery);
    }
  }

  private static Instant receivedAt(Path folder) throws IOException {
    Path note = folder.resolve(NOTE);
    if (Files.isRegularFile(note)) {
      String text = Json.mapper().readTree(Files.readString(note)).path("received_at").asText();
      if (ItemFormat.DATE_TIME_OFFSET.read(text) instanceof Instant received) {
        return received;
      }
    }
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
