package org.concordat.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.SparkSession;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetEncryption;
import org.concordat.platform.Progress;
import org.concordat.platform.SparkRuntime;
import org.concordat.platform.Zone;
import org.concordat.platform.objects.RemoteLake;
import org.jspecify.annotations.Nullable;

/**
 * One process's hold on a lake: nobody else writes to it meanwhile, and Spark starts only when it
 * is needed.
 */
final class LakeSession implements AutoCloseable {

  private static final long LOOK_AGAIN_MILLIS = 50;

  private final Settings settings;
  private final Path root;
  private final Lake lake;
  private final FileChannel lockFile;
  private final RemoteLake remote;

  /** Whether no engine ran before: one that others started is theirs to stop. */
  private final boolean isOwnSpark = SparkSession.getDefaultSession().isEmpty();

  private @Nullable CompletableFuture<SparkSession> starting;
  private @Nullable SparkSession spark;

  private LakeSession(
      Settings settings, Path root, Lake lake, FileChannel lockFile, RemoteLake remote) {
    this.settings = settings;
    this.root = root;
    this.lake = lake;
    this.lockFile = lockFile;
    this.remote = remote;
  }

  /** As {@link #open(Path, Settings, Progress)}, silently. */
  static LakeSession open(Path root, Settings settings) throws IOException {
    return open(root, settings, Progress.silent());
  }

  /**
   * Takes the lake; zones that lie in an object store are fetched.
   *
   * @throws WrongRequestException when the lake cannot be written, another process writes to it, or
   *     a key of the settings cannot be used
   * @throws org.concordat.platform.objects.StoreFault when a store does not answer
   */
  static LakeSession open(Path root, Settings settings, Progress progress) throws IOException {
    return open(root, settings, progress, Duration.ZERO);
  }

  /**
   * As {@link #open(Path, Settings, Progress)}, after waiting for whoever has the lake.
   *
   * @param patience how long is waited before it is refused
   */
  static LakeSession open(Path root, Settings settings, Progress progress, Duration patience)
      throws IOException {
    Lake lake = Lake.at(root.toAbsolutePath().normalize(), settings);
    lake.requireWritable();
    ParquetEncryption.of(settings);
    FileChannel file = locked(root, patience);
    RemoteLake remote = null;
    boolean isOpen = false;
    try {
      Folders.delete(scratch(root));
      Files.createDirectories(scratch(root));
      remote = RemoteLake.of(root, lake, settings, progress);
      remote.fetch(EnumSet.allOf(Zone.class));
      isOpen = true;
      return new LakeSession(settings, root, lake, file, remote);
    } finally {
      if (!isOpen) {
        if (remote != null) {
          remote.close();
        }
        file.close();
      }
    }
  }

  /** The lock of a lake, held until it is closed or the process ends. */
  static FileChannel locked(Path root) {
    return locked(root, Duration.ZERO);
  }

  private static FileChannel locked(Path root, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    try {
      FileChannel file =
          FileChannel.open(
              root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      while (tryLock(file) == null) {
        if (System.nanoTime() < until) {
          Thread.sleep(LOOK_AGAIN_MILLIS);
          continue;
        }
        file.close();
        throw new WrongRequestException(
            "Another concordat is writing to " + root + "; wait until it has ended");
      }
      return file;
    } catch (IOException e) {
      throw new WrongRequestException("Cannot write to the lake " + root, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WrongRequestException("Interrupted while waiting for the lake " + root, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Path scratch(Path root) {
    return root.toAbsolutePath().normalize().resolve(".scratch");
  }

  Lake lake() {
    return lake;
  }

  /** What a command does with the lake. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /**
   * Works, then sends what was made to the object store. What a gate held back is not made, and the
   * rest is sent; after any other failure nothing is.
   */
  void publishing(Work work) throws Exception {
    try {
      work.run();
    } catch (Exception e) {
      if (Failures.isHeld(e)) {
        remote.publish();
      }
      throw e;
    }
    remote.publish();
  }

  Settings settings() {
    return settings;
  }

  /** Starts the engine while something else is done; {@link #spark()} waits for it. */
  void prepareSpark() {
    starting = CompletableFuture.supplyAsync(() -> SparkRuntime.session(settings, scratch(root)));
  }

  SparkSession spark() {
    SparkSession session = spark;
    if (session == null) {
      CompletableFuture<SparkSession> prepared = starting;
      session = prepared == null ? SparkRuntime.session(settings, scratch(root)) : prepared.join();
      SparkRuntime.fit(session, settings, Math.max(landedBytes(), checkedBytes()));
      spark = session;
    }
    return session;
  }

  /** What has landed, of all months: the most a stage may read. */
  private long landedBytes() {
    return new Deliveries(lake.root(Zone.LANDING))
        .all().stream()
            .flatMap(delivery -> delivery.files().stream())
            .mapToLong(Delivery.DeliveredFile::bytes)
            .sum();
  }

  /** What is checked, of all months: where landing was emptied, or a lake was made without it. */
  private long checkedBytes() {
    return Folders.bytesBelow(lake.tree(Zone.CHECKED).live().resolve("."));
  }

  @Override
  public void close() throws IOException {
    SparkSession session = spark == null && starting != null ? starting.join() : spark;
    if (session != null && isOwnSpark) {
      session.stop();
    }
    Folders.delete(scratch(root));
    remote.close();
    lockFile.close();
  }
}
