package org.concordat.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the restricted zone is encrypted by us. Keys stand as references only: {@code file:/path}
 * or {@code env:NAME}.
 *
 * @param parquet keys of the columns that contracts mark as sensitive
 */
public record EncryptionSettings(ParquetKeys parquet) {

  /** Nothing is. */
  public static final EncryptionSettings DEFAULT =
      new EncryptionSettings(new ParquetKeys(null, null, Map.of()));

  /**
   * Keys of columns.
   *
   * @param key reference to the key that tables are written with; null: columns are not encrypted
   * @param keyId its name, kept with every file; null with the key
   * @param earlierKeys references to keys that older files were written with, by their names
   */
  public record ParquetKeys(
      @Nullable String key,
      @Nullable @JsonProperty("key-id") String keyId,
      @JsonProperty("earlier-keys") Map<String, String> earlierKeys) {

    public ParquetKeys {
      earlierKeys = Map.copyOf(earlierKeys);
    }

    /**
     * Checks what belongs together.
     *
     * @throws WrongRequestException naming the setting; a text that is no reference is not quoted,
     *     since it may be the key
     */
    public ParquetKeys checked() {
      if ((key == null) != (keyId == null)) {
        throw new WrongRequestException(
            "encryption.parquet needs key and key-id together, or neither");
      }
      if (key != null && keyId != null) {
        requireNamed("key-id", keyId);
        requireReference("key", key);
        if (earlierKeys.containsKey(keyId)) {
          throw new WrongRequestException(
              "encryption.parquet.earlier-keys names \"" + keyId + "\", which is the key of now");
        }
      }
      earlierKeys.forEach(
          (id, reference) -> {
            requireNamed("earlier-keys", id);
            requireReference("earlier-keys." + id, reference);
          });
      return this;
    }

    private static void requireNamed(String setting, String id) {
      if (!id.matches("[A-Za-z0-9_-]{1,40}")) {
        throw new WrongRequestException(
            "encryption.parquet."
                + setting
                + " must be a name of at most 40 letters, digits, - and _");
      }
    }

    private static void requireReference(String setting, String reference) {
      if (!reference.matches("(file:|env:).+")) {
        throw new WrongRequestException(
            "encryption.parquet." + setting + " must be a reference, file:/path or env:NAME");
      }
    }
  }
}
