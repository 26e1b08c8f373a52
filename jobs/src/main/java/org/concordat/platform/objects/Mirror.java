package org.concordat.platform.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.objects.MirrorState.Known;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a zone that lies in an object store: what is in it, and how that differs from what
 * the store lists.
 *
 * @param folder the folder
 * @param store where the zone lies
 * @param atOnce how many objects are looked at and fetched at the same time
 */
record Mirror(Path folder, ObjectStore store, AtOnce atOnce) {

  /** Files of the zone, by their path with slashes; drafts, locks and parts are none. */
  SortedSet<String> files() {
    SortedSet<String> files = new TreeSet<>();
    for (Path file : Folders.filesBelow(folder)) {
      String path = file.toString().replace('\\', '/');
      if (!path.startsWith(".") && !path.contains("/.") && !path.startsWith("incoming/")) {
        files.add(path);
      }
    }
    return files;
  }

  Path file(String path) {
    return folder.resolve(path);
  }

  /**
   * Notes which files are what the store lists; those that are not are left to be fetched.
   *
   * @param there objects by their path
   * @param known what is known of the files; files that are found to be the same are added
   * @return objects that are not here, or other than here
   */
  List<StoredObject> different(SortedMap<String, StoredObject> there, MirrorState known)
      throws IOException {
    List<StoredObject> different = new ArrayList<>();
    List<AtOnce.Transfer> looks = new ArrayList<>();
    for (Map.Entry<String, StoredObject> one : there.entrySet()) {
      Path file = file(one.getKey());
      Known before = known.files().get(one.getKey());
      Known current =
          before != null && before.entityTag().equals(one.getValue().entityTag()) ? before : null;
      if (!Files.isRegularFile(file)) {
        different.add(one.getValue());
      } else if (current == null || !current.isUntouched(file)) {
        looks.add(
            () -> {
              Known same = same(one.getValue(), current, file);
              synchronized (different) {
                if (same == null) {
                  different.add(one.getValue());
                } else {
                  known.files().put(one.getKey(), same);
                }
              }
            });
      }
    }
    atOnce.run(looks);
    return different;
  }

  /**
   * @param before what is known of this very state of the object; null when nothing is
   * @return null when the file has other bytes than the object
   */
  private @Nullable Known same(StoredObject there, @Nullable Known before, Path file)
      throws IOException {
    if (Files.size(file) != there.bytes()) {
      return null;
    }
    String sha256 =
        before == null
            ? store.head(there.key()).map(StoredObject::sha256).orElse(null)
            : before.sha256();
    return sha256 != null && sha256.equals(Digest.ofFile(file))
        ? Known.of(there, sha256, file)
        : null;
  }

  /**
   * Fetches objects.
   *
   * @param start what their keys start with before the path
   * @param known gets what they are
   */
  void fetch(List<StoredObject> objects, String start, MirrorState known) throws IOException {
    List<AtOnce.Transfer> fetches = new ArrayList<>();
    for (StoredObject object : objects) {
      String path = object.key().substring(start.length());
      fetches.add(
          () -> {
            Path file = file(path);
            StoredObject fetched = store.get(object, file);
            Known now = Known.of(fetched, String.valueOf(fetched.sha256()), file);
            synchronized (known) {
              known.files().put(path, now);
            }
          });
    }
    atOnce.run(fetches);
  }

  /** Removes files, and the folders they leave empty: an empty one looks like a version. */
  void remove(Iterable<String> paths) throws IOException {
    for (String path : paths) {
      Folders.deleteWithEmptyParents(file(path), folder);
    }
  }
}
