package org.concordat.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The object store of the zones whose root is {@code s3://bucket/prefix}: S3, or a store like it.
 * Secrets stand as references only: {@code file:/path} or {@code env:NAME}.
 *
 * @param endpoint address of a store like S3; null for S3 itself
 * @param region region of the buckets; null for eu-west-2
 * @param pathStyle whether the bucket stands in the path and not in the host name
 * @param checksums when-supported, or when-required for stores that refuse the checksums newer
 *     clients add; null for when-supported
 * @param accessKey reference to the access key id; null to use the machine's own role
 * @param secretKey reference to the secret key; null with the access key
 * @param kmsKey key of AWS KMS with which objects are encrypted, an ARN; null to leave it to the
 *     bucket
 * @param atOnce objects that are sent or fetched at the same time
 * @param linkHours longest time that a link to a report is valid, in hours; at most 168, as S3 has
 *     it
 */
public record ObjectStoreSettings(
    @Nullable String endpoint,
    @Nullable String region,
    @JsonProperty("path-style") boolean pathStyle,
    @Nullable String checksums,
    @Nullable @JsonProperty("access-key") String accessKey,
    @Nullable @JsonProperty("secret-key") String secretKey,
    @Nullable @JsonProperty("kms-key") String kmsKey,
    @JsonProperty("at-once") int atOnce,
    @JsonProperty("link-hours") int linkHours) {

  private static final int MOST_LINK_HOURS = 7 * 24;

  /** S3 itself, with the machine's own role. */
  public static final ObjectStoreSettings DEFAULT =
      new ObjectStoreSettings(null, null, false, null, null, null, null, 8, 24);

  /**
   * Checks what belongs together.
   *
   * @throws WrongRequestException naming the key; a text that is no reference is not quoted, since
   *     it may be the secret
   */
  public ObjectStoreSettings checked() {
    if ((accessKey == null) != (secretKey == null)) {
      throw new WrongRequestException(
          "object-store needs access-key and secret-key together, or neither");
    }
    requireReference("access-key", accessKey);
    requireReference("secret-key", secretKey);
    if (checksums != null && !checksums.matches("when-(supported|required)")) {
      throw new WrongRequestException(
          "object-store.checksums must be when-supported or when-required");
    }
    if (atOnce < 1) {
      throw new WrongRequestException("object-store.at-once must be at least 1");
    }
    if (linkHours < 1 || linkHours > MOST_LINK_HOURS) {
      throw new WrongRequestException(
          "object-store.link-hours must be from 1 to " + MOST_LINK_HOURS);
    }
    return this;
  }

  private static void requireReference(String key, @Nullable String reference) {
    if (reference != null && !reference.matches("(file:|env:).+")) {
      throw new WrongRequestException(
          "object-store." + key + " must be a reference, file:/path or env:NAME");
    }
  }
}
