package org.concordat.pull.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file as a channel lists it.
 *
 * @param path where it lies below the channel's root, with slashes; for a message, its file name
 * @param id the channel's own name of it: object key, path on the server, message id
 * @param version what tells these bytes from later ones under the same id; empty when the id alone
 *     does
 * @param bytes size; -1 when it is known only once the file is opened
 * @param modifiedAt when the channel recorded it
 * @param sha256 the sender's digest as lower-case hex; null when there is none
 */
public record RemoteFile(
    String path,
    String id,
    String version,
    long bytes,
    Instant modifiedAt,
    @Nullable String sha256) {

  /** Whether this is still what another listing showed. */
  public boolean isSame(RemoteFile other) {
    return id.equals(other.id)
        && version.equals(other.version)
        && bytes == other.bytes
        && modifiedAt.equals(other.modifiedAt);
  }
}
