package org.concordat.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hashes of identifiers that anybody can make without a key, and so turn back by trying them all; a
 * search for them in any text, also shortened to 16 digits.
 */
public final class PlainHashes {

  private static final List<String> ALGORITHMS = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");
  private static final int SHORTEST = 16;
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9+/_-]{" + SHORTEST + ",}");

  private final Map<String, String> kinds = new HashMap<>();

  /**
   * @param values identifiers as they stand in records
   */
  public PlainHashes(Collection<String> values) {
    for (String value : values) {
      for (String algorithm : ALGORITHMS) {
        byte[] hash = digest(algorithm, value);
        kinds.put(HexFormat.of().formatHex(hash).substring(0, SHORTEST), algorithm);
        kinds.put(Base64.getEncoder().encodeToString(hash).substring(0, SHORTEST), algorithm);
      }
    }
  }

  private static byte[] digest(String algorithm, String value) {
    try {
      return MessageDigest.getInstance(algorithm).digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The algorithms of hashes that stand in a text; empty when there is none. */
  public Set<String> in(String text) {
    Set<String> found = new TreeSet<>();
    Matcher codes = CODE.matcher(text);
    while (codes.find()) {
      String code = codes.group();
      for (String form : List.of(code, code.toLowerCase(Locale.ROOT))) {
        String kind = kinds.get(form.substring(0, SHORTEST));
        if (kind != null) {
          found.add(kind + " of an identifier");
        }
      }
    }
    return found;
  }
}
