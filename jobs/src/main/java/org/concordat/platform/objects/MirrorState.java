package org.concordat.platform.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Json;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a zone's mirror: which state of which object each file is. Kept beside the lake
 * so that an unchanged file is neither sent nor fetched nor read again.
 *
 * @param root the zone's place in the store; a mirror of another place tells nothing
 * @param whole whether the folder was a mirror once; false while a lake that was made without the
 *     store has not been sent completely
 * @param pointer what the object {@code live} said and its entity tag; null where there was none
 * @param files by path inside the zone, with slashes
 */
record MirrorState(
    String root, boolean whole, @Nullable Pointer pointer, SortedMap<String, Known> files) {

  MirrorState {
    files = new TreeMap<>(files);
  }

  /**
   * @param version id of the version that readers follow
   */
  record Pointer(String version, String entityTag) {}

  /**
   * @param modifiedAt time the file here was written, in milliseconds; it and the size tell that
   *     nobody touched it
   */
  record Known(String entityTag, long bytes, String sha256, long modifiedAt) {

    static Known of(StoredObject object, String sha256, Path file) throws IOException {
      return new Known(
          object.entityTag(), object.bytes(), sha256, Files.getLastModifiedTime(file).toMillis());
    }

    /** The same bytes in a file that was written anew. */
    Known modified(Path file) throws IOException {
      return new Known(entityTag, bytes, sha256, Files.getLastModifiedTime(file).toMillis());
    }

    boolean isUntouched(Path file) throws IOException {
      return Files.size(file) == bytes && Files.getLastModifiedTime(file).toMillis() == modifiedAt;
    }
  }

  static MirrorState empty(String root, boolean whole) {
    return new MirrorState(root, whole, null, new TreeMap<>());
  }

  MirrorState asWhole() {
    return new MirrorState(root, true, pointer, files);
  }

  MirrorState pointingTo(@Nullable Pointer now) {
    return new MirrorState(root, whole, now, files);
  }

  /** What was kept of a mirror of this place; empty when nothing was. */
  static Optional<MirrorState> read(Path file, String root) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      MirrorState kept = Json.mapper().readValue(file.toFile(), MirrorState.class);
      return Optional.of(kept).filter(state -> state.root().equals(root));
    } catch (IOException e) {
      // Only speed is lost: what is here is compared with what is there.
      return Optional.empty();
    }
  }

  void write(Path file) {
    try {
      Json.write(file, this);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
