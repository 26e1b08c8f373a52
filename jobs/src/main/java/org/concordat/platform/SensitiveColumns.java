package org.concordat.platform;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ContractCatalogue.Layer;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the sensitive columns of whatever Parquet file is written, by their names: no writer has
 * to ask for it, and none can forget. Files without such columns are written as ever.
 *
 * <p>The footer stays readable and is signed: what it says is in this project's contracts, least
 * and greatest values of encrypted columns are not in it, and who has no key can read the other
 * columns with any reader.
 */
public final class SensitiveColumns extends PropertiesDrivenCryptoFactory {

  private static final int FILE_KEY_BITS = 256;

  /** Columns that some contract of the restricted zone marks as sensitive. */
  private static final Set<String> NAMES =
      List.of(Layer.LANDING, Layer.LINKED).stream()
          .flatMap(layer -> ContractCatalogue.load().tables(layer).stream())
          .flatMap(table -> table.fields().stream())
          .filter(ColumnContract::isSensitive)
          .map(ColumnContract::name)
          .collect(Collectors.toUnmodifiableSet());

  /** Made by Parquet. */
  public SensitiveColumns() {}

  /** Those of some columns, in name order. */
  static List<String> among(Collection<String> columns) {
    return columns.stream().filter(NAMES::contains).sorted().toList();
  }

  @Override
  public @Nullable FileEncryptionProperties getFileEncryptionProperties(
      Configuration engine, Path file, WriteSupport.WriteContext context) {
    String mark = engine.getRaw(ColumnKeys.WRITE_WITH);
    List<String> columns =
        among(context.getSchema().getFields().stream().map(field -> field.getName()).toList());
    if (mark == null || columns.isEmpty()) {
      return null;
    }
    Configuration ours = new Configuration(engine);
    ours.set(COLUMN_KEYS_PROPERTY_NAME, mark + ":" + String.join(",", columns));
    ours.set(FOOTER_KEY_PROPERTY_NAME, mark);
    ours.setBoolean(PLAINTEXT_FOOTER_PROPERTY_NAME, true);
    ours.setInt(KeyToolkit.DATA_KEY_LENGTH_PROPERTY_NAME, FILE_KEY_BITS);
    return super.getFileEncryptionProperties(ours, file, context);
  }
}
