package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concordat.config.WrongRequestException;

/**
 * Puts deliveries of one landing zone, and no others, into another one, once every byte was found
 * to be what was recorded.
 */
public final class RecordedLanding {

  private final Path root;
  private final Deliveries deliveries;
  private final Map<CountedMonth.Received, Delivery> known = new HashMap<>();
  private final Set<CountedMonth.Received> conflicts = new HashSet<>();

  /**
   * @param root the landing zone that holds them
   */
  public RecordedLanding(Path root) {
    this.root = root;
    this.deliveries = new Deliveries(root);
    deliveries
        .allWithConflicts()
        .forEach(delivery -> known.put(CountedMonth.Received.of(delivery), delivery));
    deliveries.conflicts().forEach(delivery -> conflicts.add(CountedMonth.Received.of(delivery)));
  }

  /**
   * Copies deliveries; bytes are shared by hard links where that can be.
   *
   * @param into root of the other landing zone
   * @throws WrongRequestException naming the delivery or the object that is not there any more or
   *     has other bytes
   */
  public void copy(List<CountedMonth.Received> wanted, Path into) {
    Deliveries there = new Deliveries(into);
    LandingStore store = new LandingStore(into);
    for (CountedMonth.Received received : wanted) {
      Delivery delivery = known.get(received);
      if (delivery == null) {
        throw new WrongRequestException(
            "Cannot rebuild: the delivery "
                + received.submissionId()
                + " that was recorded, with the manifest "
                + received.sha256()
                + ", is not in "
                + root);
      }
      for (Delivery.DeliveredFile file : delivery.files()) {
        link(verified(file, received), there.object(file.sha256()));
      }
      if (conflicts.contains(received)) {
        store.noteConflict(delivery);
      } else {
        store.deliver(delivery);
      }
    }
  }

  private Path verified(Delivery.DeliveredFile file, CountedMonth.Received received) {
    Path object = deliveries.object(file.sha256());
    String of = " (" + file.path() + " of " + received.submissionId() + ")";
    if (!Files.isRegularFile(object)) {
      throw new WrongRequestException(
          "Cannot rebuild: the landing zone no longer holds the object " + object + of);
    }
    try {
      if (!Digest.ofFile(object).equals(file.sha256())) {
        throw new WrongRequestException(
            "Cannot rebuild: the bytes of the object " + object + of + " were changed");
      }
      return object;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + object, e);
    }
  }

  private static void link(Path object, Path target) {
    if (Files.exists(target)) {
      return;
    }
    try {
      Files.createDirectories(target.resolveSibling(""));
      Folders.linkFile(object, target);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + object, e);
    }
  }
}
