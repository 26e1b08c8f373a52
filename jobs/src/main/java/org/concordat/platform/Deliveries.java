package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/** The deliveries in the landing zone. */
public final class Deliveries {

  private static final Comparator<Delivery> ORDER =
      Comparator.comparing(Delivery::month)
          .thenComparing(Delivery::family)
          .thenComparing(Delivery::organisationCode)
          .thenComparing(Delivery::seq)
          .thenComparing(Delivery::submissionId);

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

  /** Where the note lies about a later delivery under a number used before (FIL-016). */
  Path conflict(Delivery later) {
    return landing
        .resolve("conflicts")
        .resolve(later.family().name())
        .resolve(later.organisationCode())
        .resolve(later.month().toString())
        .resolve(later.submissionId() + ".json");
  }

  /**
   * Deliveries that came under a number used before with other content; their submission id says
   * so. They are rejected (FIL-016) and change nothing about the delivery that came first.
   */
  public List<Delivery> conflicts() {
    return read(landing.resolve("conflicts"));
  }

  /** Every delivery, in order of month, family, organisation and sequence. */
  public List<Delivery> all() {
    return read(landing.resolve("deliveries"));
  }

  /** All that arrived: {@link #all} and {@link #conflicts} together, in the same order. */
  public List<Delivery> allWithConflicts() {
    return Stream.concat(all().stream(), conflicts().stream()).sorted(ORDER).toList();
  }

  private static List<Delivery> read(Path root) {
    return Folders.filesBelow(root).stream()
        .filter(file -> isManifest(file))
        .map(file -> readOne(root.resolve(file)))
        .sorted(ORDER)
        .toList();
  }

  /** The delivery of one sequence number, when it has arrived. */
  public Optional<Delivery> find(
      Family family, String organisation, ReportingMonth month, String seq) {
    Path file = manifest(family.name(), organisation, month.toString(), seq);
    return Files.exists(file) ? Optional.of(readOne(file)) : Optional.empty();
  }

  /** Deliveries of one month. */
  public List<Delivery> of(ReportingMonth month) {
    return all().stream().filter(delivery -> delivery.month().equals(month)).toList();
  }

  /** Deliveries of one partner and month. */
  public List<Delivery> of(Family family, String organisation, ReportingMonth month) {
    return read(manifest(family.name(), organisation, month.toString(), "").resolveSibling(""));
  }

  private static boolean isManifest(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") && !name.startsWith(".");
  }

  private static Delivery readOne(Path file) {
    try {
      return Json.mapper().readValue(Files.readString(file), Delivery.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the delivery manifest " + file, e);
    }
  }
}
