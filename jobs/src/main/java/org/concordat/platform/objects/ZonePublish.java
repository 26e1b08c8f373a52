package org.concordat.platform.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.concordat.platform.Digest;
import org.concordat.platform.ObjectRoot;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.platform.objects.MirrorState.Known;
import org.concordat.platform.objects.MirrorState.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * What a command made of one zone, on its way into the store. Every put is conditional on what was
 * fetched when the command began: what somebody else wrote meanwhile is never overwritten.
 */
final class ZonePublish {

  /**
   * A file to be put.
   *
   * @param over entity tag of the object whose place it takes; null for a new one
   * @param same object that has the same bytes already; null for none
   */
  private record Put(
      String path, NewObject object, @Nullable String over, @Nullable StoredObject same) {

    /** Whether readers find the files beside it through it. */
    boolean isClosing() {
      return path.endsWith("index.html")
          || path.endsWith("manifest.json")
          || path.endsWith("/published")
          || path.startsWith("deliveries/")
          || path.startsWith("arrivals/");
    }
  }

  private final Zone zone;
  private final ObjectRoot root;
  private final Mirror mirror;
  private final Path stateFile;
  private final List<Put> puts = new ArrayList<>();

  /** What the store has, by media type and digest of the bytes. */
  private final Map<String, StoredObject> there = new HashMap<>();

  private final SortedSet<String> gone;
  private final @Nullable String live;
  private MirrorState state;

  private ZonePublish(
      Zone zone, ObjectRoot root, Mirror mirror, MirrorState state, Path stateFile) {
    this.zone = zone;
    this.root = root;
    this.mirror = mirror;
    this.state = state;
    this.stateFile = stateFile;
    this.gone = new TreeSet<>(state.files().keySet());
    this.live = new VersionedTree(mirror.folder()).liveVersion().orElse(null);
    state
        .files()
        .forEach(
            (path, known) ->
                there.putIfAbsent(
                    NewObject.contentType(path) + " " + known.sha256(),
                    new StoredObject(
                        root.key(path), known.bytes(), known.entityTag(), known.sha256())));
  }

  /** Finds what is new, changed and gone since the fetch. */
  static ZonePublish of(
      Zone zone, ObjectRoot root, Mirror mirror, MirrorState state, Path stateFile)
      throws IOException {
    ZonePublish publish = new ZonePublish(zone, root, mirror, state, stateFile);
    for (String path : mirror.files()) {
      publish.look(path);
    }
    return publish;
  }

  private void look(String path) throws IOException {
    gone.remove(path);
    Path file = mirror.file(path);
    Known known = state.files().get(path);
    if (known != null && known.isUntouched(file)) {
      return;
    }
    if (known != null && known.sha256().equals(Digest.ofFile(file))) {
      state.files().put(path, known.modified(file));
      return;
    }
    NewObject object = NewObject.of(file);
    // A version shares the months that did not change with the one before.
    puts.add(
        known == null
            ? new Put(path, object, null, there.get(object.contentType() + " " + object.sha256()))
            : new Put(path, object, known.entityTag(), null));
  }

  Zone zone() {
    return zone;
  }

  /** Number of files to be put. */
  int files() {
    return puts.size();
  }

  /** Whether there is nothing to be done. */
  boolean isNothing() {
    return puts.isEmpty() && gone.isEmpty() && !isSwitch();
  }

  /** Whether readers are to follow another version. */
  private boolean isSwitch() {
    Pointer before = state.pointer();
    return live != null && !live.equals(before == null ? null : before.version());
  }

  /**
   * Makes sure that the store is as it was fetched.
   *
   * @throws StoreFault when somebody wrote to it
   */
  void requireUnchanged() throws IOException {
    SortedMap<String, StoredObject> there = RemoteZone.listing(mirror.store(), root, root.start());
    Pointer before = state.pointer();
    StoredObject pointer = there.remove(RemoteZone.LIVE);
    boolean isSamePointer =
        before == null
            ? pointer == null
            : pointer != null && pointer.entityTag().equals(before.entityTag());
    boolean isSame =
        there.keySet().equals(state.files().keySet())
            && there.entrySet().stream()
                .allMatch(
                    one ->
                        one.getValue()
                            .entityTag()
                            .equals(known(one.getKey()).map(Known::entityTag).orElse(null)));
    if (!isSamePointer || !isSame) {
      throw changed(null);
    }
  }

  private Optional<Known> known(String path) {
    return Optional.ofNullable(state.files().get(path));
  }

  private StoreFault changed(@Nullable Throwable cause) {
    return new StoreFault(
        StoreFault.Kind.CHANGED,
        "somebody else wrote to %s while this command worked; nothing of theirs was overwritten, run it again"
            .formatted(root),
        cause);
  }

  /** Puts new and changed files: first what nothing leads to yet, then what leads to it. */
  void putFiles() throws IOException {
    put(puts.stream().filter(put -> !put.isClosing()).toList());
    put(puts.stream().filter(Put::isClosing).toList());
  }

  private void put(List<Put> some) throws IOException {
    List<AtOnce.Transfer> transfers = new ArrayList<>();
    for (Put put : some) {
      transfers.add(
          () -> {
            String entityTag = sent(put);
            Known now =
                new Known(
                    entityTag,
                    put.object().bytes(),
                    put.object().sha256(),
                    Files.getLastModifiedTime(put.object().file()).toMillis());
            synchronized (this) {
              state.files().put(put.path(), now);
            }
          });
    }
    mirror.atOnce().run(transfers);
  }

  private String sent(Put put) throws IOException {
    String key = root.key(put.path());
    StoredObject same = put.same();
    return same == null
        ? put(key, put.object(), put.over())
        : orChanged(() -> mirror.store().putCopy(same, key, put.object()));
  }

  private String put(String key, NewObject object, @Nullable String over) throws IOException {
    return orChanged(
        () ->
            over == null
                ? mirror.store().putNew(key, object)
                : mirror.store().putOver(key, object, over));
  }

  /** A request that gives the entity tag of what it put. */
  @FunctionalInterface
  private interface Request {
    String make() throws IOException;
  }

  private String orChanged(Request request) throws IOException {
    try {
      return request.make();
    } catch (StoreFault e) {
      throw e.kind() == StoreFault.Kind.CHANGED ? changed(e) : e;
    }
  }

  /** Makes readers follow the new version: from here on they see it, and all of it is there. */
  void switchPointer() throws IOException {
    String version = live;
    if (version == null || !isSwitch()) {
      return;
    }
    Path file = stateFile.resolveSibling(zone.folder() + "." + RemoteZone.LIVE);
    Files.writeString(file, version);
    Pointer before = state.pointer();
    String entityTag =
        put(
            root.key(RemoteZone.LIVE),
            NewObject.of(file),
            before == null ? null : before.entityTag());
    state = state.pointingTo(new Pointer(version, entityTag));
  }

  /** Removes what is gone here; nobody is led to it any more. */
  void removeGone() throws IOException {
    List<AtOnce.Transfer> transfers = new ArrayList<>();
    for (String path : gone) {
      transfers.add(
          () -> {
            mirror.store().delete(root.key(path));
            synchronized (this) {
              state.files().remove(path);
            }
          });
    }
    mirror.atOnce().run(transfers);
  }

  /** Keeps what is known now; the folder is a mirror of the store. */
  void finish() {
    state = state.asWhole();
    keep();
  }

  /** Keeps what is known so far. */
  void keep() {
    state.write(stateFile);
  }
}
