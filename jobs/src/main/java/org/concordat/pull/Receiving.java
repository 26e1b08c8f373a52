package org.concordat.pull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.concordat.config.ChannelSettings.Limits;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.Digest;
import org.concordat.platform.LandingStore;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.RemoteContent;
import org.concordat.pull.channel.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * Brings one file of a channel to disk, hashing on the way. A connection that breaks is taken up
 * where it broke. Nothing here is seen by any reader.
 */
final class Receiving {

  private static final int BLOCK = 1 << 16;

  private final Channel channel;
  private final Retries retries;
  private final LandingStore store;
  private final Limits limits;
  private final List<Path> parts;

  /**
   * @param parts gathers the files that are made, for whoever removes them
   */
  Receiving(Channel channel, Retries retries, LandingStore store, Limits limits, List<Path> parts) {
    this.channel = channel;
    this.retries = retries;
    this.store = store;
    this.limits = limits;
    this.parts = parts;
  }

  /**
   * Bytes on disk.
   *
   * @param part file below incoming
   * @param path what the file is called inside its submission
   */
  record Received(Path part, String path, long bytes, String sha256) {
    DeliveredFile delivered() {
      return new DeliveredFile(path, bytes, sha256);
    }
  }

  /** What is known of a file while its bytes come. */
  private static final class State {
    private MessageDigest digest = Digest.sha256();
    private long bytes;
    private long expected;
    private @Nullable String sha256;

    State(RemoteFile file) {
      this.expected = file.bytes();
      this.sha256 = file.sha256();
    }
  }

  /**
   * A file's bytes, as listed and as its sender hashed them.
   *
   * @param path what the file is called inside its submission
   * @throws RefusedDelivery when it is too large, or has not the sender's digest, twice
   * @throws ChannelFault when it is not what was listed, or cannot be read now
   */
  Received received(RemoteFile file, String path) throws IOException {
    if (file.bytes() > limits.fileBytes()) {
      throw tooLarge(file);
    }
    Received received = once(file, path);
    return received == null ? again(file, path) : received;
  }

  private Received again(RemoteFile file, String path) throws IOException {
    Received received = once(file, path);
    if (received == null) {
      throw new RefusedDelivery(
          FileNames.shown(file.path())
              + " has not the bytes that its sender's SHA-256 stands for; send it again");
    }
    return received;
  }

  /** Null when the digest is not the sender's: it may have suffered on the way. */
  private @Nullable Received once(RemoteFile file, String path) throws IOException {
    State state = new State(file);
    Path part = DiskFailure.guard(store::newPart);
    parts.add(part);
    try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
      retries.of(() -> read(file, state, out));
      DiskFailure.guard(
          () -> {
            out.force(true);
            return true;
          });
    }
    String sha256 = HexFormat.of().formatHex(state.digest.digest());
    if (state.sha256 != null && !state.sha256.equalsIgnoreCase(sha256)) {
      return null;
    }
    return new Received(part, path, state.bytes, sha256);
  }

  private long read(RemoteFile file, State state, FileChannel out) throws IOException {
    byte[] block = new byte[BLOCK];
    if (state.expected > 0 && state.bytes >= state.expected) {
      // All bytes came and the channel found a fault in them: what is here is worth nothing.
      state.digest = Digest.sha256();
      state.bytes = 0;
      out.truncate(0);
    }
    try (RemoteContent content = channel.open(file, state.bytes)) {
      if (content.bytes() >= 0 && state.expected >= 0 && content.bytes() != state.expected) {
        throw changed(file);
      }
      state.expected = Math.max(state.expected, content.bytes());
      state.sha256 = content.sha256() == null ? state.sha256 : content.sha256();
      int read = content.stream().read(block);
      while (read >= 0) {
        state.digest.update(block, 0, read);
        DiskFailure.write(out, block, read);
        state.bytes += read;
        if (state.bytes > limits.fileBytes()) {
          throw tooLarge(file);
        }
        read = content.stream().read(block);
      }
    }
    if (state.expected >= 0 && state.bytes > state.expected) {
      throw changed(file);
    }
    if (state.bytes < state.expected) {
      throw new ChannelFault(
          ChannelFault.Kind.BUSY,
          "%s ended after %d of %d bytes"
              .formatted(FileNames.shown(file.path()), state.bytes, state.expected));
    }
    return state.bytes;
  }

  private static ChannelFault changed(RemoteFile file) {
    return new ChannelFault(
        ChannelFault.Kind.CHANGED,
        FileNames.shown(file.path())
            + " was written to while it was read; its submission was left for the next pull");
  }

  private RefusedDelivery tooLarge(RemoteFile file) {
    return new RefusedDelivery(
        "%s is larger than %d MB (limits.file-megabytes)"
            .formatted(FileNames.shown(file.path()), limits.fileMegabytes()));
  }

  /** Makes sure that nobody wrote to a file while it was read. */
  void requireUnchanged(RemoteFile file) throws IOException {
    if (!retries.of(() -> channel.look(file)).isSame(file)) {
      throw changed(file);
    }
  }
}
