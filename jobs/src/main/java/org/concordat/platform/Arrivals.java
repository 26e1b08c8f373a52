package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The manifests of channels' deliveries, {@code landing/arrivals/<channel>/<key>.json}. */
public final class Arrivals {

  private final Path folder;
  private final LandingStore store;

  public Arrivals(Path landing) {
    this.folder = landing.resolve("arrivals");
    this.store = new LandingStore(landing);
  }

  /** The manifest of a delivery, when it was settled before. */
  public Optional<Arrival> find(String channel, String key) {
    Path file = file(channel, key);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** Writes a delivery's manifest unless it is there. */
  public void record(Arrival arrival) throws IOException {
    store.putOnce(file(arrival.channel(), arrival.key()), Json.text(arrival));
  }

  /** Takes back a refusal that is to be judged again. */
  public void forgetRefusal(Arrival refused) throws IOException {
    Files.deleteIfExists(closed(refused));
    Files.deleteIfExists(file(refused.channel(), refused.key()));
  }

  /** Whether the partner has its answer and the channel its acknowledgement. */
  public boolean isClosed(Arrival arrival) {
    return Files.exists(closed(arrival));
  }

  /** Notes that nothing more is to be done at the channel. */
  public void close(Arrival arrival) throws IOException {
    store.putOnce(closed(arrival), "");
  }

  /** Whether an answer of this name was put at the channel, apart from receipts of arrivals. */
  public boolean isAnswered(String channel, String answer) {
    return Files.exists(answered(channel, answer));
  }

  /** Notes that an answer was put at the channel. */
  public void noteAnswered(String channel, String answer) throws IOException {
    store.putOnce(answered(channel, answer), "");
  }

  private Path answered(String channel, String answer) {
    return folder.resolve(channel).resolve(answer + ".put");
  }

  /** Those of a channel of which something is left to do there. */
  public List<Arrival> unfinished(String channel) {
    return of(channel).stream().filter(arrival -> !isClosed(arrival)).toList();
  }

  /** All of them, in the order of channel, time of receipt and key. */
  public List<Arrival> all() {
    return below(folder);
  }

  /** Those of one channel, in the order of time of receipt and key. */
  public List<Arrival> of(String channel) {
    return below(folder.resolve(channel));
  }

  private static List<Arrival> below(Path folder) {
    return Folders.filesBelow(folder).stream()
        .filter(file -> file.toString().endsWith(".json"))
        .map(file -> read(folder.resolve(file)))
        .sorted(
            Comparator.comparing(Arrival::channel)
                .thenComparing(Arrival::receivedAt)
                .thenComparing(Arrival::key))
        .toList();
  }

  private Path file(String channel, String key) {
    return folder.resolve(channel).resolve(key + ".json");
  }

  private Path closed(Arrival arrival) {
    return folder.resolve(arrival.channel()).resolve(arrival.key() + ".closed");
  }

  private static Arrival read(Path file) {
    try {
      return Json.mapper().readValue(Files.readString(file), Arrival.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the manifest " + file, e);
    }
  }
}
