package org.concordat.platform.objects;

import java.time.Duration;
import org.concordat.config.ObjectStoreSettings;
import org.concordat.config.Settings;
import org.concordat.platform.ObjectRoot;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Links with which anybody can read one object of a bucket for a while (presigned GET). The store
 * refuses a link of which a letter was changed and one that has run out. A link is a secret as long
 * as it is valid: it is given to who asked and written nowhere.
 */
public final class S3Links implements AutoCloseable {

  private final S3Presigner presigner;

  private S3Links(S3Presigner presigner) {
    this.presigner = presigner;
  }

  /**
   * Signs with the keys of the settings, or with the machine's own role.
   *
   * @throws org.concordat.config.WrongRequestException when the settings do not fit, or a secret is
   *     not where they say
   */
  public static S3Links of(Settings settings) {
    ObjectStoreSettings store = settings.objectStore().checked();
    return new S3Links(S3Clients.presigner(S3Access.of(store)));
  }

  /**
   * A link to one object. It is not asked whether the object is there.
   *
   * @param path path of a file inside the zone, with slashes
   * @param valid how long the store follows the link, from now on
   */
  public String link(ObjectRoot zone, String path, Duration valid) {
    return presigner
        .presignGetObject(
            request ->
                request
                    .signatureDuration(valid)
                    .getObjectRequest(get -> get.bucket(zone.bucket()).key(zone.key(path))))
        .url()
        .toString();
  }

  @Override
  public void close() {
    presigner.close();
  }
}
