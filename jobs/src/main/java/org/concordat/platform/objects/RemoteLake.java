package org.concordat.platform.objects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.concordat.config.Settings;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.jspecify.annotations.Nullable;

/**
 * The zones of a lake that lie in object stores (docs/lake-on-s3.md). Stages and Spark work on
 * their mirrors; this fetches before and publishes after. A lake without such zones has nothing to
 * fetch or publish.
 *
 * <p>Publishing goes in an order in which nobody is led to what is not there: landed files and
 * tables, then the pointers of the tables, then returns, reports and run records, then removals.
 * Whoever loses a race loses it at a pointer or before, with nothing of it visible.
 */
public final class RemoteLake implements AutoCloseable {

  private static final String STAGE = "objects";

  /** Zones whose files lead nowhere until a pointer does, or to which only these lead. */
  private static final Set<Zone> FIRST =
      EnumSet.of(
          Zone.LANDING,
          Zone.REFERENCE,
          Zone.CHECKED,
          Zone.FINDINGS,
          Zone.METRICS,
          Zone.LINKED,
          Zone.MARTS);

  private final List<RemoteZone> zones;
  private final List<ObjectStore> stores;
  private final Progress progress;

  private RemoteLake(List<RemoteZone> zones, List<ObjectStore> stores, Progress progress) {
    this.zones = zones;
    this.stores = stores;
    this.progress = progress;
  }

  /**
   * The remote zones of a lake.
   *
   * @param root root of the lake, below which mirrors lie
   * @throws org.concordat.config.WrongRequestException when the settings of the store do not fit
   */
  public static RemoteLake of(Path root, Lake lake, Settings settings, Progress progress) {
    return of(
        root,
        lake,
        settings,
        progress,
        bucket ->
            S3Store.of(bucket, settings, words -> progress.step(STAGE, "trying again: " + words)));
  }

  /** The same with stores of one's own. */
  static RemoteLake of(
      Path root,
      Lake lake,
      Settings settings,
      Progress progress,
      Function<String, ObjectStore> storeOf) {
    SortedMap<String, ObjectStore> stores = new TreeMap<>();
    List<RemoteZone> zones = new ArrayList<>();
    lake.remote()
        .forEach(
            (zone, there) ->
                zones.add(
                    new RemoteZone(
                        zone,
                        there,
                        lake.root(zone),
                        root.toAbsolutePath().normalize().resolve(".objects"),
                        stores.computeIfAbsent(there.bucket(), storeOf),
                        new AtOnce(settings.objectStore().atOnce()))));
    return new RemoteLake(zones, List.copyOf(stores.values()), progress);
  }

  /** Makes the mirrors of these zones what the store holds. */
  public void fetch(Set<Zone> wanted) throws IOException {
    for (RemoteZone zone : zones) {
      if (wanted.contains(zone.zone())) {
        say(zone, zone.fetch());
      }
    }
  }

  /** Brings here what readers of a zone of versioned tables follow, and nothing else. */
  public void fetchLive(Zone wanted) throws IOException {
    for (RemoteZone zone : zones) {
      if (zone.zone() == wanted) {
        say(zone, zone.fetchLive());
      }
    }
  }

  /** Id of the version that readers of a zone follow, as the store has it; null for none. */
  public @Nullable String liveVersion(Zone wanted) throws IOException {
    for (RemoteZone zone : zones) {
      if (zone.zone() == wanted) {
        return zone.pointer().map(MirrorState.Pointer::version).orElse(null);
      }
    }
    return null;
  }

  /**
   * Sends what the command made of the zones that were fetched.
   *
   * @throws StoreFault when somebody else wrote there meanwhile, or the store does not answer
   */
  public void publish() throws IOException {
    List<ZonePublish> all = new ArrayList<>();
    for (RemoteZone zone : zones) {
      zone.publish().ifPresent(all::add);
    }
    List<ZonePublish> changed = all.stream().filter(zone -> !zone.isNothing()).toList();
    for (ZonePublish zone : changed) {
      zone.requireUnchanged();
    }
    try {
      putFiles(changed, true);
      for (ZonePublish zone : changed) {
        zone.switchPointer();
      }
      putFiles(changed, false);
      for (ZonePublish zone : changed) {
        zone.removeGone();
      }
    } finally {
      changed.forEach(ZonePublish::keep);
    }
    all.forEach(ZonePublish::finish);
  }

  private void putFiles(List<ZonePublish> zones, boolean isFirst) throws IOException {
    for (ZonePublish zone : zones) {
      if (FIRST.contains(zone.zone()) == isFirst) {
        zone.putFiles();
        progress.step(STAGE, "%s: %d files put".formatted(zone.zone().folder(), zone.files()));
      }
    }
  }

  private void say(RemoteZone zone, int files) {
    progress.step(STAGE, "%s: %d files fetched".formatted(zone.zone().folder(), files));
  }

  @Override
  public void close() {
    stores.forEach(ObjectStore::close);
  }
}
