package org.concordat.platform;

import java.nio.file.Path;
import org.concordat.config.WrongRequestException;

/**
 * Where a secret lies, as settings name it: {@code file:/path}, readable by its owner only, or
 * {@code env:NAME}. The secret itself is read when it is needed and kept nowhere.
 */
public final class SecretReference {

  private static final String FILE = "file:";
  private static final String ENVIRONMENT = "env:";

  private SecretReference() {}

  /**
   * The secret.
   *
   * @param key the setting that holds the reference, for messages
   * @throws WrongRequestException naming the setting, when there is nothing there; a text that is
   *     no reference is not quoted, since it may be the secret
   */
  public static String text(String key, String reference) {
    if (reference.startsWith(FILE)) {
      return SecretFile.text(Path.of(reference.substring(FILE.length())));
    }
    if (reference.startsWith(ENVIRONMENT)) {
      String name = reference.substring(ENVIRONMENT.length());
      String value = System.getenv(name);
      if (value == null || value.isBlank()) {
        throw new WrongRequestException(
            "Cannot read " + key + ": there is no environment variable " + name);
      }
      return value.strip();
    }
    throw new WrongRequestException(
        "Cannot read " + key + ": it must be a reference, file:/path or env:NAME");
  }
}
