package org.concordat.pull.channel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open.
 *
 * @param stream bytes from the offset that was asked for
 * @param bytes size of the whole file; -1 when the channel does not say
 * @param sha256 the sender's digest of the whole file as lower-case hex, where it comes with the
 *     bytes; null when there is none
 */
public record RemoteContent(InputStream stream, long bytes, @Nullable String sha256)
    implements Closeable {

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
