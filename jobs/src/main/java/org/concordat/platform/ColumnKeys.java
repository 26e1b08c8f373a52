package org.concordat.platform;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.apache.parquet.crypto.keytools.KmsClient;
import org.concordat.config.EncryptionSettings.ParquetKeys;
import org.concordat.config.WrongRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Keys that wrap the keys of encrypted Parquet files. Each file's own keys are random; they stand
 * in its footer, wrapped by one of these, whose mark stands beside them.
 *
 * <p>Parquet makes one wherever files are read or written and hands it the engine's configuration,
 * which holds references only.
 */
public final class ColumnKeys implements KmsClient {

  /** Mark of the key that files are written with; not set where none are encrypted. */
  static final String WRITE_WITH = "concordat.encryption.write-with";

  /** One line for each key: its name, = and the reference. */
  static final String REFERENCES = "concordat.encryption.references";

  private static final int DIGITS = 64;

  private final Map<String, byte[]> keys = new LinkedHashMap<>();

  /** Made by Parquet, which initialises it. */
  public ColumnKeys() {}

  /** Keys of the settings. */
  static ColumnKeys of(ParquetKeys settings) {
    ColumnKeys keys = new ColumnKeys();
    keys.read(references(settings));
    return keys;
  }

  /** As the configuration of the engine holds them; the key of now comes first. */
  static String references(ParquetKeys settings) {
    StringBuilder lines = new StringBuilder();
    if (settings.key() != null) {
      lines.append(settings.keyId()).append('=').append(settings.key()).append('\n');
    }
    settings.earlierKeys().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(key -> lines.append(key.getKey()).append('=').append(key.getValue()).append('\n'));
    return lines.toString();
  }

  private void read(String references) {
    references
        .lines()
        .forEach(
            line -> {
              String id = line.substring(0, line.indexOf('='));
              byte[] key = key(id, line.substring(line.indexOf('=') + 1));
              keys.put(mark(id, key), key);
            });
  }

  private static byte[] key(String id, String reference) {
    String text = SecretReference.text("the key \"" + id + "\" of encryption.parquet", reference);
    if (!text.matches("[0-9a-fA-F]{" + DIGITS + "}")) {
      throw new WrongRequestException(
          "Cannot use the key \""
              + id
              + "\" of encryption.parquet: it must be "
              + DIGITS
              + " hexadecimal digits (256 bits), as openssl rand -hex 32 gives");
    }
    return HexFormat.of().parseHex(text);
  }

  /** Name of a key and eight digits that tell two keys of one name apart without showing either. */
  private static String mark(String id, byte[] key) {
    return id + "." + Digest.ofText("mark " + HexFormat.of().formatHex(key)).substring(0, 8);
  }

  /** The mark of the first key, which is that of now where there is one. */
  String first() {
    return keys.keySet().iterator().next();
  }

  /**
   * The key of a mark.
   *
   * @throws WrongRequestException when it is none of these
   */
  byte[] require(String mark) {
    byte[] key = keys.get(mark);
    if (key == null) {
      throw refused(mark, keys);
    }
    return key.clone();
  }

  private static WrongRequestException refused(String mark, Map<String, byte[]> keys) {
    String id = name(mark);
    boolean isOther = keys.keySet().stream().anyMatch(known -> name(known).equals(id));
    return new WrongRequestException(
        "Cannot read encrypted columns: they were written with the key \""
            + id
            + "\", and "
            + (isOther
                ? "the settings have another key of that name; a new key needs a new key-id"
                : "the settings do not have it; name it in encryption.parquet.earlier-keys"));
  }

  private static String name(String mark) {
    return mark.substring(0, Math.max(0, mark.lastIndexOf('.')));
  }

  @Override
  public void initialize(
      Configuration configuration,
      @Nullable String instance,
      @Nullable String address,
      @Nullable String accessToken) {
    read(configuration.getRaw(REFERENCES));
  }

  @Override
  public String wrapKey(byte[] fileKey, String mark) {
    return KeyToolkit.encryptKeyLocally(fileKey, require(mark), bytes(mark));
  }

  @Override
  public byte[] unwrapKey(String wrapped, String mark) {
    byte[] key = require(mark);
    try {
      return KeyToolkit.decryptKeyLocally(wrapped, key, bytes(mark));
    } catch (ParquetCryptoRuntimeException e) {
      throw refused(mark, keys);
    }
  }

  private static byte[] bytes(String mark) {
    return mark.getBytes(StandardCharsets.UTF_8);
  }
}
