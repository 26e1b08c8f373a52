package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder that is written beside its place and put there whole, by rename; when the same bytes are
 * there already, nothing is touched.
 *
 * @param target where it belongs
 * @param draft where it is written
 */
public record WholeFolder(Path target, Path draft) {

  /** Starts afresh; what a broken attempt left is removed. */
  public static WholeFolder at(Path target) {
    Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
    Folders.delete(draft);
    Folders.delete(aside(target));
    try {
      Files.createDirectories(draft);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + draft, e);
    }
    return new WholeFolder(target, draft);
  }

  /** Puts the draft in its place. */
  public void publish() {
    try {
      if (Files.exists(target) && Folders.same(target, draft)) {
        Folders.delete(draft);
        return;
      }
      Path aside = aside(target);
      if (Files.exists(target)) {
        Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      Folders.delete(aside);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot put " + target + " in its place", e);
    }
  }

  private static Path aside(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".replaced");
  }
}
