package org.concordat.pull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.concordat.config.ChannelSettings.Limits;
import org.concordat.platform.Digest;
import org.concordat.platform.LandingStore;
import org.concordat.pull.Receiving.Received;

/**
 * Takes an archive of one submission folder apart, on disk, under the limits: what sizes an archive
 * states is not believed, bytes are counted as they come.
 */
final class Unpacking {

  private static final int BLOCK = 1 << 16;

  /** Below this an archive may be packed as tightly as it likes: empty tables pack very well. */
  private static final long ALWAYS_ALLOWED = 10_000_000;

  private final LandingStore store;
  private final Limits limits;
  private final List<Path> parts;
  private final String name;
  private final long allowed;
  private final SortedMap<String, Received> files = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private long bytes;

  /**
   * @param name the archive's own name, which tells its form
   * @param parts gathers the files that are made, for whoever removes them
   */
  Unpacking(LandingStore store, Limits limits, String name, long archiveBytes, List<Path> parts) {
    this.store = store;
    this.limits = limits;
    this.parts = parts;
    this.name = FileNames.shown(name);
    long byRatio = Math.max(ALWAYS_ALLOWED, archiveBytes * limits.unpackedRatio());
    this.allowed = Math.min(limits.unpackedBytes(), byRatio);
  }

  /** What was passed over, and why. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * The files inside, by their path in the submission's folder. One folder around all of them is
   * taken off.
   *
   * @throws RefusedDelivery saying why, when the archive cannot be taken as it is
   */
  SortedMap<String, Received> files(Path archive) throws IOException {
    try {
      if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
        unzip(archive);
      } else {
        untar(archive);
      }
    } catch (RefusedDelivery | DiskFailure e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new RefusedDelivery(name + " is damaged or not the archive its name says");
    }
    SortedMap<String, Received> inside = withoutOuterFolder();
    if (!inside.containsKey("manifest.json")) {
      throw new RefusedDelivery(name + " holds no manifest.json");
    }
    if (inside.remove(DeliveryNote.FILE) != null) {
      notes.add(name + ": its " + DeliveryNote.FILE + " was not taken; only a channel writes one");
    }
    return inside;
  }

  private void unzip(Path archive) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (entry.isUnixSymlink()) {
          throw link(entry.getName());
        }
        if (!zip.canReadEntryData(entry)) {
          throw new RefusedDelivery(name + " is encrypted or packed in a way that is not known");
        }
        if (!entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            take(entry.getName(), in);
          }
        }
      }
    }
  }

  private void untar(Path archive) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
      TarArchiveEntry entry = tar.getNextTarEntry();
      while (entry != null) {
        if (entry.isSymbolicLink() || entry.isLink()) {
          throw link(entry.getName());
        }
        if (entry.isFile()) {
          take(
              entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName(),
              tar);
        } else if (!entry.isDirectory()) {
          throw new RefusedDelivery(name + " holds something that is neither file nor folder");
        }
        entry = tar.getNextTarEntry();
      }
    }
  }

  private RefusedDelivery link(String inside) {
    return new RefusedDelivery(name + " holds a link, " + FileNames.shown(inside));
  }

  private void take(String inside, InputStream in) throws IOException {
    if (!FileNames.isSafe(inside)) {
      throw new RefusedDelivery(
          name + " holds a name that is not taken, " + FileNames.shown(inside));
    }
    if (FileNames.isHidden(inside)) {
      notes.add(name + ": " + FileNames.shown(inside) + " is hidden and was not taken");
      return;
    }
    if (files.size() >= limits.files()) {
      throw new RefusedDelivery(
          name + " holds more than " + limits.files() + " files (limits.files)");
    }
    if (files.put(inside, written(inside, in)) != null) {
      throw new RefusedDelivery(name + " holds " + FileNames.shown(inside) + " twice");
    }
  }

  private Received written(String inside, InputStream in) throws IOException {
    Path part = DiskFailure.guard(store::newPart);
    parts.add(part);
    MessageDigest digest = Digest.sha256();
    long size = 0;
    byte[] block = new byte[BLOCK];
    try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        bytes += read;
        size += read;
        if (bytes > allowed) {
          throw new RefusedDelivery(
              "%s holds more than %d MB: more than limits.unpacked-megabytes, or %d times its own size (limits.unpacked-ratio)"
                  .formatted(name, allowed / 1_000_000, limits.unpackedRatio()));
        }
        digest.update(block, 0, read);
        DiskFailure.write(out, block, read);
      }
      out.force(true);
    }
    return new Received(part, inside, size, HexFormat.of().formatHex(digest.digest()));
  }

  private SortedMap<String, Received> withoutOuterFolder() {
    if (files.isEmpty() || files.containsKey("manifest.json")) {
      return files;
    }
    int slash = files.firstKey().indexOf('/');
    String outer = slash < 0 ? "/" : files.firstKey().substring(0, slash + 1);
    if (!files.keySet().stream().allMatch(path -> path.startsWith(outer))) {
      return files;
    }
    SortedMap<String, Received> inside = new TreeMap<>();
    files.forEach(
        (path, file) -> {
          String shorter = path.substring(outer.length());
          inside.put(shorter, new Received(file.part(), shorter, file.bytes(), file.sha256()));
        });
    return inside;
  }
}
