package org.concordat.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.LandingStore;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/** Takes a partner's own submission folder as if it had just been delivered. */
final class OfflineDelivery {

  private static final String NOTE = "delivery.json";

  private OfflineDelivery() {}

  /**
   * Stores the folder's files as one delivery. Family, organisation and month are those of its
   * manifest; received-at is that of {@code delivery.json}, else now.
   *
   * @throws WrongRequestException when the folder or its manifest does not say what it is
   */
  static Delivery of(Path folder, LandingStore store) {
    try {
      JsonNode manifest =
          Json.mapper().readTree(Files.readString(folder.resolve(SentManifest.FILE)));
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
          manifest
              .path("source_system")
              .asText()
              .toLowerCase(Locale.ROOT)
              .contains("invented data");
      Delivery delivery =
          new Delivery(
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
      store.deliver(delivery);
      return delivery;
    } catch (IOException | IllegalArgumentException e) {
      throw new WrongRequestException(
          "Cannot check "
              + folder
              + ": its manifest.json does not say family, organisation_code and period_start",
          e);
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
