package org.concordat.pull;

import java.util.Locale;
import java.util.Set;

/** What names of partners' files are taken, wherever they come from. */
final class FileNames {

  private static final Set<String> BEING_COPIED = Set.of("part", "filepart", "tmp", "crdownload");
  private static final int LONGEST = 200;
  private static final int DEEPEST = 4;

  private FileNames() {}

  /** Whether a path inside a submission leads nowhere else: relative, plain, not too deep. */
  static boolean isSafe(String path) {
    String[] parts = path.split("/", -1);
    if (path.length() > LONGEST || parts.length > DEEPEST) {
      return false;
    }
    for (String part : parts) {
      if (part.isBlank() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return path.chars().noneMatch(letter -> Character.isISOControl(letter) || letter == '\\')
        && !path.matches("[A-Za-z]:.*");
  }

  /** Whether a copying program still writes it. */
  static boolean isBeingCopied(String path) {
    return BEING_COPIED.contains(
        path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  /** Whether a file, or a folder it lies in, is hidden or made by an operating system. */
  static boolean isHidden(String path) {
    for (String part : path.split("/")) {
      if (part.startsWith(".") || part.equals("__MACOSX")) {
        return true;
      }
    }
    return false;
  }

  /** A name from outside for a line of text: no control characters, not endless. */
  static String shown(String path) {
    String plain = path.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
  }
}
