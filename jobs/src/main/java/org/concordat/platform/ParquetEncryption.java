package org.concordat.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.EncryptionSettings.ParquetKeys;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;

/**
 * Parquet modular encryption of the sensitive columns of restricted tables, as settings ask
 * (docs/encryption.md).
 */
public final class ParquetEncryption {

  private static final String FACTORY = "parquet.crypto.factory.class";

  private final ColumnKeys keys;
  private final Optional<String> mark;

  private ParquetEncryption(ColumnKeys keys, Optional<String> mark) {
    this.keys = keys;
    this.mark = mark;
  }

  /**
   * As settings ask.
   *
   * @throws WrongRequestException when a key is not there, or is none
   */
  public static ParquetEncryption of(Settings settings) {
    ParquetKeys asked = settings.encryption().parquet().checked();
    ColumnKeys keys = ColumnKeys.of(asked);
    return new ParquetEncryption(
        keys, asked.key() == null ? Optional.empty() : Optional.of(keys.first()));
  }

  /** Whether tables are written with encrypted columns. */
  static boolean isOn(Settings settings) {
    return settings.encryption().parquet().key() != null;
  }

  /**
   * Makes an engine read and write as settings ask, from now on.
   *
   * @throws WrongRequestException when a key is not there, or is none
   */
  static void use(SparkSession spark, Settings settings) {
    ParquetEncryption asked = of(settings);
    String references = ColumnKeys.references(settings.encryption().parquet());
    // Parquet keeps keys for ten minutes, whatever the settings of the next command say.
    KeyToolkit.removeCacheEntriesForAllTokens();
    spark.conf().unset(FACTORY);
    spark.conf().unset(ColumnKeys.WRITE_WITH);
    if (!references.isEmpty()) {
      spark.conf().set(FACTORY, SensitiveColumns.class.getName());
      spark.conf().set(KeyToolkit.KMS_CLIENT_CLASS_PROPERTY_NAME, ColumnKeys.class.getName());
      // The keys lie here: one more between them and those of the files would protect nothing.
      spark.conf().set(KeyToolkit.DOUBLE_WRAPPING_PROPERTY_NAME, false);
      spark.conf().set(ColumnKeys.REFERENCES, references);
      asked.mark.ifPresent(mark -> spark.conf().set(ColumnKeys.WRITE_WITH, mark));
    }
  }

  /**
   * Whether the Parquet files of a folder are kept as settings ask; those without sensitive columns
   * always are. Files that one table's month consists of are written together, so the first of them
   * speaks for all.
   *
   * @throws WrongRequestException when they are encrypted with a key that the settings do not have:
   *     nothing may be written over them by mistake
   */
  public boolean isAsAsked(Path folder) {
    Optional<Path> first =
        Folders.filesBelow(folder).stream()
            .filter(file -> file.toString().endsWith(".parquet"))
            .findFirst();
    if (first.isEmpty()) {
      return true;
    }
    try {
      ParquetFooters.Kept kept = ParquetFooters.kept(folder.resolve(first.get()));
      kept.mark().ifPresent(keys::require);
      return !kept.isSensitive() || kept.mark().equals(mark);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder.resolve(first.get()), e);
    }
  }

  /**
   * What a person is told when an engine without keys met encrypted columns; empty for any other
   * failure.
   */
  public static Optional<String> refusal(Throwable cause) {
    return cause instanceof ParquetCryptoRuntimeException
        ? Optional.of(
            "Cannot read encrypted columns: the settings name no key, or the file is damaged; set"
                + " encryption.parquet as they were written with (docs/encryption.md)")
        : Optional.empty();
  }
}
