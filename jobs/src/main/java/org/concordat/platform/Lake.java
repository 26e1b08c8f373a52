package org.concordat.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;

/**
 * Where each zone of the lake lies. A zone in an object store has a mirror below the lake's root,
 * which is what the stages read and write.
 */
public final class Lake {

  private final Map<Zone, Path> roots;
  private final SortedMap<Zone, ObjectRoot> remote;

  private Lake(Map<Zone, Path> roots, SortedMap<Zone, ObjectRoot> remote) {
    this.roots = roots;
    this.remote = Collections.unmodifiableSortedMap(remote);
  }

  /**
   * @throws WrongRequestException when a setting names a zone that does not exist, or two zones lie
   *     in one place of an object store
   */
  public static Lake at(Path root, Settings settings) {
    for (String name : settings.zones().keySet()) {
      if (Arrays.stream(Zone.values()).noneMatch(zone -> zone.folder().equals(name))) {
        throw new WrongRequestException("There is no zone \"" + name + "\" in the lake");
      }
    }
    Map<Zone, Path> roots = new EnumMap<>(Zone.class);
    SortedMap<Zone, ObjectRoot> remote = new TreeMap<>();
    for (Zone zone : Zone.values()) {
      String elsewhere = settings.zones().get(zone.folder());
      if (elsewhere != null && ObjectRoot.isOne(elsewhere)) {
        remote.put(zone, ObjectRoot.of(zone.folder(), elsewhere));
        elsewhere = null;
      }
      roots.put(zone, elsewhere == null ? root.resolve(zone.folder()) : Path.of(elsewhere));
    }
    requireApart(remote);
    return new Lake(roots, remote);
  }

  private static void requireApart(SortedMap<Zone, ObjectRoot> remote) {
    remote.forEach(
        (one, root) ->
            remote
                .tailMap(one)
                .forEach(
                    (other, there) -> {
                      if (one != other && root.overlaps(there)) {
                        throw new WrongRequestException(
                            "The zones %s and %s need places of their own, not %s and %s"
                                .formatted(one.folder(), other.folder(), root, there));
                      }
                    }));
  }

  /** Root folder of a zone, or of its mirror; it may not exist yet. */
  public Path root(Zone zone) {
    return Objects.requireNonNull(roots.get(zone));
  }

  /** Zones that lie in an object store. */
  public SortedMap<Zone, ObjectRoot> remote() {
    return remote;
  }

  /** Where a zone lies, as a person is told: a folder, or s3://bucket/prefix. */
  public String place(Zone zone) {
    ObjectRoot there = remote.get(zone);
    return there == null ? root(zone).toString() : there.toString();
  }

  /** The versioned tables of a zone. */
  public VersionedTree tree(Zone zone) {
    return new VersionedTree(root(zone));
  }

  /**
   * Makes sure that every zone can be written.
   *
   * @throws WrongRequestException naming the folder that cannot
   */
  public void requireWritable() {
    roots.forEach(
        (zone, root) -> {
          try {
            Files.createDirectories(root);
            Path probe = Files.createTempFile(root, ".write-test", "");
            Files.delete(probe);
          } catch (IOException e) {
            throw new WrongRequestException(
                "Cannot write to " + root + " (the lake's " + zone.folder() + " zone)", e);
          }
        });
  }
}
