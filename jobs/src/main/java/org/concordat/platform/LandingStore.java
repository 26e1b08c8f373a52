package org.concordat.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.concordat.platform.Delivery.DeliveredFile;

/**
 * Writes the landing zone: bytes under their digest, then the delivery manifest that makes them a
 * delivery.
 *
 * <p>Each file appears under its final name only when all its bytes are on disk; a manifest is
 * written after everything it names. Whoever is killed in between leaves nothing that a reader
 * sees.
 */
public final class LandingStore {

  private static final int BLOCK = 1 << 17;

  private final Path landing;
  private final Deliveries deliveries;

  public LandingStore(Path landing) {
    this.landing = landing;
    this.deliveries = new Deliveries(landing);
  }

  /** Removes what a killed writer left half-copied; call it only while no other writer works. */
  public void removeLeftovers() {
    Folders.delete(incoming());
  }

  /**
   * Stores a file's bytes.
   *
   * @param source the file
   * @param path its path inside the submission folder, with /
   */
  public DeliveredFile put(Path source, String path) {
    try {
      Files.createDirectories(incoming());
      Path draft = Files.createTempFile(incoming(), "object", ".part");
      DeliveredFile file = copy(source, path, draft);
      Path target = deliveries.object(file.sha256());
      if (Files.exists(target) && Files.size(target) == file.bytes()) {
        Files.delete(draft);
      } else {
        Files.createDirectories(target.resolveSibling(""));
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        sync(target.resolveSibling(""));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot store " + path + " in " + landing, e);
    }
  }

  /** Digest and size of a file, without storing it. */
  public static DeliveredFile described(Path source, String path) throws IOException {
    return new DeliveredFile(path, Files.size(source), Digest.ofFile(source));
  }

  /** Writes a delivery's manifest; one that is there already stays as it is. */
  public void deliver(Delivery delivery) {
    write(
        deliveries.manifest(
            delivery.family().name(),
            delivery.organisationCode(),
            delivery.month().toString(),
            delivery.seq()),
        delivery);
  }

  /** Notes a later delivery under a number that was used before with other content (FIL-016). */
  public void noteConflict(Delivery later) {
    write(deliveries.conflict(later), later);
  }

  private void write(Path manifest, Delivery delivery) {
    if (Files.exists(manifest)) {
      return;
    }
    try {
      Json.write(manifest, delivery);
      sync(manifest.resolveSibling(""));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the delivery manifest " + manifest, e);
    }
  }

  private Path incoming() {
    return landing.resolve("objects").resolve(".incoming");
  }

  private static DeliveredFile copy(Path source, String path, Path draft) throws IOException {
    MessageDigest digest = Digest.sha256();
    long bytes = 0;
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(source);
        FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
        ByteBuffer rest = ByteBuffer.wrap(block, 0, read);
        while (rest.hasRemaining()) {
          bytes += out.write(rest);
        }
      }
      out.force(true);
    }
    return new DeliveredFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** Makes a rename in this folder survive a power cut. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
