package org.concordat.proofs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.concordat.platform.SecretFile;
import org.concordat.platform.Zone;

/** Settings of a lake whose every zone lies in one bucket of a test server. */
final class SampleStore {

  private SampleStore() {}

  /**
   * Writes the settings and the files of keys.
   *
   * @param prefix what comes before the zones' names in the bucket {@code lake}
   */
  static Path settings(
      Path folder, String endpoint, String accessKey, String secretKey, String prefix)
      throws IOException {
    Path access = folder.resolve("store-access.key");
    Path secret = folder.resolve("store-secret.key");
    SecretFile.write(access, accessKey);
    SecretFile.write(secret, secretKey);
    StringBuilder zones = new StringBuilder();
    for (Zone zone : Zone.values()) {
      zones.append("  %s: s3://lake/%s/%s\n".formatted(zone.folder(), prefix, zone.folder()));
    }
    return Files.writeString(
        folder.resolve(prefix + ".yaml"),
        """
        zones:
        %sobject-store:
          endpoint: %s
          path-style: true
          access-key: file:%s
          secret-key: file:%s
        """
            .formatted(zones, endpoint, access, secret));
  }
}
