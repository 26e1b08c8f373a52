package org.concordat.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.concordat.platform.Retries;

/** Our own disk would not take what came; neither the partner nor another attempt can help. */
final class DiskFailure extends IOException {

  private static final long serialVersionUID = 1L;

  private DiskFailure(IOException cause) {
    super("the landing zone cannot be written; is its disk full?", cause);
  }

  /** What our own disk is asked for; the answer. */
  static <T> T guard(Retries.Request<T> work) throws DiskFailure {
    try {
      return work.send();
    } catch (DiskFailure e) {
      throw e;
    } catch (IOException e) {
      throw new DiskFailure(e);
    }
  }

  /** Writes all of the bytes. */
  static void write(FileChannel out, byte[] block, int length) throws DiskFailure {
    ByteBuffer rest = ByteBuffer.wrap(block, 0, length);
    try {
      while (rest.hasRemaining()) {
        out.write(rest);
      }
    } catch (IOException e) {
      throw new DiskFailure(e);
    }
  }
}
