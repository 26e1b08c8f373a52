package org.concordat.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;

/** Where each zone of the lake lies. */
public final class Lake {

  private final Map<Zone, Path> roots;

  private Lake(Map<Zone, Path> roots) {
    this.roots = roots;
  }

  /**
   * @throws WrongRequestException when a setting names a zone that does not exist
   */
  public static Lake at(Path root, Settings settings) {
    for (String name : settings.zones().keySet()) {
      if (Arrays.stream(Zone.values()).noneMatch(zone -> zone.folder().equals(name))) {
        throw new WrongRequestException("There is no zone \"" + name + "\" in the lake");
      }
    }
    Map<Zone, Path> roots = new EnumMap<>(Zone.class);
    for (Zone zone : Zone.values()) {
      String elsewhere = settings.zones().get(zone.folder());
      roots.put(zone, elsewhere == null ? root.resolve(zone.folder()) : Path.of(elsewhere));
    }
    return new Lake(roots);
  }

  /** Root folder of a zone; it may not exist yet. */
  public Path root(Zone zone) {
    return Objects.requireNonNull(roots.get(zone));
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
