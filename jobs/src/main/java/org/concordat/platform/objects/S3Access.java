package org.concordat.platform.objects;

import org.concordat.config.ObjectStoreSettings;
import org.jspecify.annotations.Nullable;

/**
 * How a store is reached: what channels and zones have in common.
 *
 * @param name what messages call the settings it comes from, for example {@code object-store}
 * @param region region of the bucket; null for eu-west-2
 * @param endpoint address of a store like S3; null for S3 itself
 * @param pathStyle whether the bucket stands in the path and not in the host name
 * @param checksums when-supported or when-required; null for when-supported
 * @param accessKey reference to the access key id; null to use the machine's own role
 * @param secretKey reference to the secret key; null with the access key
 */
public record S3Access(
    String name,
    @Nullable String region,
    @Nullable String endpoint,
    boolean pathStyle,
    @Nullable String checksums,
    @Nullable String accessKey,
    @Nullable String secretKey) {

  static S3Access of(ObjectStoreSettings settings) {
    return new S3Access(
        "object-store",
        settings.region(),
        settings.endpoint(),
        settings.pathStyle(),
        settings.checksums(),
        settings.accessKey(),
        settings.secretKey());
  }
}
