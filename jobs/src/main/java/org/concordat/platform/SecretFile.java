package org.concordat.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.concordat.config.WrongRequestException;

/** A file that holds a secret or lists people: only its owner may read it. */
public final class SecretFile {

  private SecretFile() {}

  /** Written beside and renamed, so that a killed run leaves no half secret behind. */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.resolveSibling(""));
    Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
    Files.deleteIfExists(draft);
    if (isPosix(target)) {
      Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
      Files.createFile(draft, PosixFilePermissions.asFileAttribute(ownerOnly));
    }
    Files.writeString(draft, text);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The text of a key file, without space around it.
   *
   * @throws WrongRequestException when there is no such file or others can read it
   */
  public static String text(Path file) {
    return whole(file, "the key file").strip();
  }

  /**
   * The whole text.
   *
   * @param called what messages call the file
   * @throws WrongRequestException when there is no such file or others can read it
   */
  public static String whole(Path file, String called) {
    requireOwnerOnly(file, called);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new WrongRequestException("Cannot read " + called + " " + file + " as text", e);
    }
  }

  /**
   * Nothing but a check.
   *
   * @param called what messages call the file
   * @throws WrongRequestException when there is no such file or others can read it
   */
  public static void requireOwnerOnly(Path file, String called) {
    if (!Files.isRegularFile(file)) {
      throw new WrongRequestException("Cannot read " + called + " " + file + ": no such file");
    }
    try {
      if (isPosix(file) && isOpenToOthers(file)) {
        throw new WrongRequestException(
            "Cannot use " + called + " " + file + ": others can read it; run chmod 600 on it");
      }
    } catch (IOException e) {
      throw new WrongRequestException("Cannot read " + called + " " + file, e);
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static boolean isOpenToOthers(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).stream()
        .anyMatch(right -> right.name().startsWith("GROUP_") || right.name().startsWith("OTHERS_"));
  }
}
