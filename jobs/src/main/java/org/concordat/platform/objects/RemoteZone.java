package org.concordat.platform.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.ObjectRoot;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.platform.objects.MirrorState.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A zone in an object store, and its mirror: the folder that the stages read and write.
 *
 * <p>The store is the truth: a fetch makes the folder what the store holds, and what a killed
 * command left here and never sent is removed, as if it had not run. Two exceptions: what has
 * landed stays and is sent with the next command, since a partner may have been told that it is
 * ours; and a folder that was filled without the store is sent as it is when the store is empty,
 * and refused otherwise.
 */
final class RemoteZone {

  /** The pointer of a zone of versioned tables; what it holds is the id of a version alone. */
  static final String LIVE = "live";

  private final Zone zone;
  private final ObjectRoot root;
  private final Path notes;
  private final ObjectStore store;
  private final Mirror mirror;

  /** Null until all was fetched: what was not read is not written. */
  private @Nullable MirrorState state;

  /**
   * @param folder the mirror
   * @param notes folder in which what is known of mirrors is kept
   */
  RemoteZone(
      Zone zone, ObjectRoot root, Path folder, Path notes, ObjectStore store, AtOnce atOnce) {
    this.zone = zone;
    this.root = root;
    this.notes = notes;
    this.store = store;
    this.mirror = new Mirror(folder, store, atOnce);
  }

  Zone zone() {
    return zone;
  }

  /** What is to be sent of a zone that was fetched; empty when it was not. */
  Optional<ZonePublish> publish() throws IOException {
    return state == null
        ? Optional.empty()
        : Optional.of(ZonePublish.of(zone, root, mirror, state, stateFile()));
  }

  /** The pointer as the store has it now; empty when nothing was published yet. */
  Optional<Pointer> pointer() throws IOException {
    // By listing: who may list some prefixes only is told 403 of an object that is not there.
    String key = root.key(LIVE);
    Optional<StoredObject> there =
        store.list(key).stream().filter(object -> object.key().equals(key)).findFirst();
    if (there.isEmpty()) {
      return Optional.empty();
    }
    Path file = notes.resolve(zone.folder() + "." + LIVE);
    store.get(there.get(), file);
    String version = Files.readString(file).strip();
    if (!version.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new StoreFault(
          StoreFault.Kind.DAMAGED, "the object live in " + root + " names no version");
    }
    return Optional.of(new Pointer(version, there.get().entityTag()));
  }

  /**
   * Makes the mirror what the store holds.
   *
   * @return number of files that were brought here
   * @throws WrongRequestException when the folder holds other things and was never a mirror
   */
  int fetch() throws IOException {
    Pointer pointer = pointer().orElse(null);
    SortedMap<String, StoredObject> there = listed("");
    requireVersion(pointer, there);
    SortedSet<String> here = mirror.files();
    MirrorState known = known(here);
    List<StoredObject> different = mirror.different(there, known);
    if (known.whole()) {
      mirror.fetch(different, root.start(), known);
      here.removeAll(there.keySet());
      if (zone == Zone.LANDING) {
        here.retainAll(known.files().keySet());
      }
      mirror.remove(here);
      point(pointer);
    } else if (!different.isEmpty() || !(pointer == null || pointer.version().equals(live()))) {
      throw foreign();
    }
    known.files().keySet().retainAll(there.keySet());
    MirrorState now = known.pointingTo(pointer);
    now.write(stateFile());
    state = now;
    return different.size();
  }

  /**
   * Brings here the version that readers follow and nothing else; the zone cannot be sent then.
   *
   * @return number of files that were brought here
   */
  int fetchLive() throws IOException {
    Pointer pointer = pointer().orElse(null);
    if (pointer == null) {
      return fetch();
    }
    SortedMap<String, StoredObject> there = listed("versions/" + pointer.version() + "/");
    requireVersion(pointer, there);
    MirrorState known = known(mirror.files());
    List<StoredObject> different = mirror.different(there, known);
    if (known.whole()) {
      mirror.fetch(different, root.start(), known);
      point(pointer);
      known.write(stateFile());
    } else if (!different.isEmpty() || !pointer.version().equals(live())) {
      throw foreign();
    }
    return different.size();
  }

  private Path stateFile() {
    return notes.resolve(zone.folder() + ".json");
  }

  /** What is known of the mirror; a folder that nothing is known of is to be filled if empty. */
  private MirrorState known(SortedSet<String> here) {
    Optional<MirrorState> kept = MirrorState.read(stateFile(), root.toString());
    if (kept.isPresent()) {
      return kept.get();
    }
    MirrorState first = MirrorState.empty(root.toString(), here.isEmpty());
    if (first.whole()) {
      // A fetch that is killed now leaves files that are known to be a mirror's.
      first.write(stateFile());
    }
    return first;
  }

  private SortedMap<String, StoredObject> listed(String start) throws IOException {
    SortedMap<String, StoredObject> there = new TreeMap<>(listing(store, root, root.key(start)));
    there.remove(LIVE);
    return there;
  }

  /** Objects by their path inside the zone. */
  static SortedMap<String, StoredObject> listing(ObjectStore store, ObjectRoot root, String start)
      throws IOException {
    SortedMap<String, StoredObject> there = new TreeMap<>();
    for (StoredObject object : store.list(start)) {
      String path = object.key().substring(root.start().length());
      if (path.isEmpty() || path.endsWith("/")) {
        continue; // an empty object with which a console shows a folder
      }
      if (("/" + path + "/").matches(".*(/\\.|//|\\\\).*")) {
        throw new StoreFault(
            StoreFault.Kind.DAMAGED, root + " holds an object that is none of ours: " + path);
      }
      there.put(path, object);
    }
    return there;
  }

  private void requireVersion(@Nullable Pointer pointer, SortedMap<String, StoredObject> there)
      throws StoreFault {
    if (pointer != null) {
      String folder = "versions/" + pointer.version() + "/";
      SortedMap<String, StoredObject> from = there.tailMap(folder);
      if (from.isEmpty() || !from.firstKey().startsWith(folder)) {
        throw new StoreFault(
            StoreFault.Kind.BUSY,
            root + " changed while it was read, or its live version was removed; run again");
      }
    }
  }

  private @Nullable String live() {
    return new VersionedTree(mirror.folder()).liveVersion().orElse(null);
  }

  private void point(@Nullable Pointer pointer) throws IOException {
    if (pointer == null) {
      Files.deleteIfExists(new VersionedTree(mirror.folder()).live());
    } else if (!pointer.version().equals(live())) {
      new VersionedTree(mirror.folder()).follow(pointer.version());
    }
  }

  private WrongRequestException foreign() {
    return new WrongRequestException(
        "%s and %s hold different things, and the folder was never a copy of the other: move it away"
            .formatted(mirror.folder(), root));
  }
}
