package org.concordat.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
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

  /** A new empty file for bytes on their way in, which nobody else writes. */
  public Path newPart() throws IOException {
    Files.createDirectories(parts());
    return Files.createFile(parts().resolve(UUID.randomUUID() + ".part"));
  }

  /** Removes what killed pulls left of channels' files; call it only while no other pull works. */
  public void removeParts() {
    Folders.delete(parts());
  }

  /**
   * Puts bytes that are on disk where their digest says, unless they are there: whoever else puts
   * the same bytes at the same moment, one copy stays.
   *
   * @param part file made by {@link #newPart}, forced to disk; it stays
   */
  public void keep(Path part, DeliveredFile file) throws IOException {
    putOnce(part, deliveries.object(file.sha256()));
  }

  /**
   * Writes a delivery's manifest unless there is one under its number, whoever writes it.
   *
   * @return whether it is this one that was written
   */
  public boolean deliverOnce(Delivery delivery) throws IOException {
    return putOnce(
        deliveries.manifest(
            delivery.family().name(),
            delivery.organisationCode(),
            delivery.month().toString(),
            delivery.seq()),
        Json.text(delivery));
  }

  /** As {@link #noteConflict}, whoever else writes it. */
  public void noteConflictOnce(Delivery later) throws IOException {
    putOnce(deliveries.conflict(later), Json.text(later));
  }

  /**
   * Writes a small file of the landing zone unless it is there.
   *
   * @return whether it was written now
   */
  boolean putOnce(Path target, String text) throws IOException {
    if (Files.exists(target)) {
      return false;
    }
    Path part = newPart();
    try {
      write(part, text);
      return putOnce(part, target);
    } finally {
      Files.delete(part);
    }
  }

  private static void write(Path part, String text) throws IOException {
    try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  /** A link appears whole or not at all, and never over another file. */
  private static boolean putOnce(Path part, Path target) throws IOException {
    Files.createDirectories(target.resolveSibling(""));
    try {
      Files.createLink(target, part);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    sync(target.resolveSibling(""));
    return true;
  }

  private Path parts() {
    return landing.resolve("incoming");
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
