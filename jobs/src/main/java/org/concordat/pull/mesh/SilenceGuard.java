package org.concordat.pull.mesh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends a read that gets no byte for too long, by closing the stream under it: Java's HTTP client
 * limits the time to an answer's head only, and a line that went dead would hold the pull for ever.
 * Time in which nobody reads does not count.
 */
final class SilenceGuard extends FilterInputStream {

  private static final ScheduledThreadPoolExecutor WATCH = watch();

  private final long silenceNanos;
  private final ScheduledFuture<?> watching;
  private volatile long readingSince;
  private volatile boolean isCut;

  SilenceGuard(InputStream body, Duration silence) {
    super(body);
    this.silenceNanos = silence.toNanos();
    long every = Math.max(10, silence.toMillis() / 4);
    this.watching = WATCH.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor watch() {
    ScheduledThreadPoolExecutor watch =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "mesh-silence");
              thread.setDaemon(true);
              return thread;
            });
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }

  private void look() {
    long since = readingSince;
    if (since != 0 && System.nanoTime() - since > silenceNanos) {
      isCut = true;
      try {
        in.close();
      } catch (IOException e) {
        watching.cancel(false); // the reader gets its own error
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int read = read(one, 0, 1);
    return read < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] block, int from, int length) throws IOException {
    long now = System.nanoTime();
    readingSince = now == 0 ? 1 : now;
    try {
      int read = super.read(block, from, length);
      if (isCut) {
        throw silent();
      }
      return read;
    } catch (IOException e) {
      if (isCut) {
        throw silent();
      }
      throw e;
    } finally {
      readingSince = 0;
    }
  }

  private IOException silent() {
    return new IOException(
        "MESH sent nothing for " + TimeUnit.NANOSECONDS.toSeconds(silenceNanos) + " seconds");
  }

  @Override
  public void close() throws IOException {
    watching.cancel(false);
    super.close();
  }
}
