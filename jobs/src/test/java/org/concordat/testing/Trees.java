package org.concordat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;

/** What lies in folders, as names and digests that can be compared. */
public final class Trees {

  private Trees() {}

  /** Every file below, by its relative path; the digest stands for its bytes. */
  public static SortedMap<String, String> digests(Path folder) {
    SortedMap<String, String> digests = new TreeMap<>();
    for (Path file : Folders.filesBelow(folder)) {
      try {
        digests.put(file.toString(), Digest.ofFile(folder.resolve(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return digests;
  }

  /** SHA-256 of bytes, lower-case hex. */
  public static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(Digest.sha256().digest(bytes));
  }

  /**
   * Digests of everything a run must write the same again; run records hold times and are left out.
   */
  public static SortedMap<String, String> results(Path lake) {
    SortedMap<String, String> results = new TreeMap<>();
    for (String zone :
        new String[] {
          "checked", "findings", "metrics", "linked", "marts", "returns", "raw", "reports"
        }) {
      digests(lake.resolve(zone)).forEach((file, digest) -> results.put(zone + "/" + file, digest));
    }
    return results;
  }
}
