package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.concordat.schemas.ReportingMonth;

/** The deliveries in the landing zone. */
public final class Deliveries {

  private final Path landing;

  public Deliveries(Path landing) {
    this.landing = landing;
  }

  /** Where bytes with this digest lie. */
  public Path object(String sha256) {
    return landing
        .resolve("objects")
        .resolve("sha256")
        .resolve(sha256.substring(0, 2))
        .resolve(sha256);
  }

  /** Where a delivery's manifest lies. */
  public Path manifest(String family, String organisation, String month, String seq) {
    return landing
        .resolve("deliveries")
        .resolve(family)
        .resolve(organisation)
        .resolve(month)
        .resolve(seq + ".json");
  }

  /** Every delivery, in order of month, family, organisation and sequence. */
  public List<Delivery> all() {
    Path root = landing.resolve("deliveries");
    return Folders.filesBelow(root).stream()
        .filter(file -> isManifest(file))
        .map(file -> read(root.resolve(file)))
        .sorted(
            Comparator.comparing(Delivery::month)
                .thenComparing(Delivery::family)
                .thenComparing(Delivery::organisationCode)
                .thenComparing(Delivery::seq))
        .toList();
  }

  /** Deliveries of one month. */
  public List<Delivery> of(ReportingMonth month) {
    return all().stream().filter(delivery -> delivery.month().equals(month)).toList();
  }

  private static boolean isManifest(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") && !name.startsWith(".");
  }

  private static Delivery read(Path file) {
    try {
      return Json.mapper().readValue(Files.readString(file), Delivery.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the delivery manifest " + file, e);
    }
  }
}
