package org.concordat.proofs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.concordat.platform.Folders;
import org.concordat.platform.SecretFile;
import org.concordat.testing.SampleMonth;

/** A channels.yaml for the partners of the sample, one channel each. */
final class SampleChannels {

  private SampleChannels() {}

  /**
   * All partners send through prefixes of one bucket, {@code inbox}.
   *
   * @param folder where the file and its secrets are written
   */
  static Path s3(Path folder, String endpoint, String accessKey, String secretKey)
      throws IOException {
    Path key = folder.resolve("access.key");
    Path secret = folder.resolve("secret.key");
    SecretFile.write(key, accessKey);
    SecretFile.write(secret, secretKey);
    StringBuilder yaml = new StringBuilder("channels:\n");
    for (Path family : Folders.foldersIn(SampleMonth.extracts())) {
      for (Path organisation : Folders.foldersIn(family)) {
        yaml.append(
            """
              %s:
                sends: [%s/%s]
                delivery-note: true
                s3:
                  bucket: inbox
                  prefix: from/
                  endpoint: %s
                  path-style: true
                  access-key: file:%s
                  secret-key: file:%s
                  receipts: receipts/
            """
                .formatted(
                    (family.getFileName() + "-" + organisation.getFileName())
                        .toLowerCase(Locale.ROOT),
                    family.getFileName(),
                    organisation.getFileName(),
                    endpoint,
                    key,
                    secret));
      }
    }
    return Files.writeString(folder.resolve("channels.yaml"), yaml);
  }
}
