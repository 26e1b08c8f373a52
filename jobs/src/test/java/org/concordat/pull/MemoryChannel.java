package org.concordat.pull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.pull.channel.Answer;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.RemoteContent;
import org.concordat.pull.channel.RemoteFile;
import org.jspecify.annotations.Nullable;

/** A channel in memory that does as a test tells it, faults included. */
final class MemoryChannel implements Channel {

  private final SortedMap<String, RemoteFile> listed = new TreeMap<>();
  private final SortedMap<String, byte[]> bytes = new TreeMap<>();
  private int versions;

  /**
   * What each coming request does instead of what it should, oldest first; none for as it should.
   */
  final Deque<IOException> faults = new ArrayDeque<>();

  final SortedMap<String, String> receipts = new TreeMap<>();
  final List<String> opened = new ArrayList<>();
  final List<String> acknowledged = new ArrayList<>();

  /** Bytes after which each coming opening breaks off. */
  final Deque<Integer> breakOff = new ArrayDeque<>();

  /** Whether receipts cannot be put. */
  boolean refusesAnswers;

  /** Openings that give all bytes and find a fault in them at their end. */
  int faultsAtEnd;

  /** Whether files grow while they are read. */
  boolean grows;

  /** Another opening of the same files, for another thread. */
  MemoryChannel copy() {
    MemoryChannel copy = new MemoryChannel();
    copy.listed.putAll(listed);
    copy.bytes.putAll(bytes);
    return copy;
  }

  void put(String path, String text, String modifiedAt) {
    put(path, text.getBytes(StandardCharsets.UTF_8), modifiedAt, null);
  }

  void put(String path, byte[] content, String modifiedAt, @Nullable String sha256) {
    versions++;
    bytes.put(path, content);
    listed.put(
        path,
        new RemoteFile(
            path, path, "v" + versions, content.length, Instant.parse(modifiedAt), sha256));
  }

  /** Takes the bytes away, while the listing still shows them. */
  void expire(String path) {
    bytes.remove(path);
  }

  void remove(String path) {
    bytes.remove(path);
    listed.remove(path);
  }

  /** Cuts what is given of a file, while the listing keeps its size. */
  void truncate(String path, int length) {
    bytes.put(path, Arrays.copyOf(bytes.get(path), length));
  }

  private void fault() throws IOException {
    IOException fault = faults.poll();
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public String kind() {
    return "memory";
  }

  @Override
  public List<RemoteFile> list(List<String> starts) throws IOException {
    fault();
    return List.copyOf(listed.values());
  }

  @Override
  public RemoteContent open(RemoteFile file, long offset) throws IOException {
    opened.add(file.path() + "@" + offset);
    fault();
    byte[] content = bytes.get(file.path());
    if (content == null) {
      throw new ChannelFault(ChannelFault.Kind.GONE, file.path() + " has expired");
    }
    Integer end = breakOff.poll();
    int to = end == null ? content.length : Math.min(content.length, end);
    byte[] rest = Arrays.copyOfRange(content, (int) offset, Math.max(to, (int) offset));
    InputStream stream = new ByteArrayInputStream(rest);
    if (faultsAtEnd > 0) {
      faultsAtEnd--;
      stream = new SequenceInputStream(stream, new Faulty());
    }
    return new RemoteContent(stream, -1, null);
  }

  /** A stream that cannot be read. */
  private static final class Faulty extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("checksum");
    }
  }

  @Override
  public RemoteFile look(RemoteFile file) {
    return grows
        ? new RemoteFile(
            file.path(), file.id(), file.version(), file.bytes() + 1, file.modifiedAt(), null)
        : file;
  }

  @Override
  public void answer(Answer answer) throws IOException {
    fault();
    if (refusesAnswers) {
      throw ChannelFault.ofStatus(403, "no receipts here", null, Optional.empty());
    }
    receipts.putIfAbsent(answer.folder() + "/" + answer.name(), answer.json());
  }

  @Override
  public void acknowledge(List<RemoteFile> files) throws IOException {
    fault();
    files.forEach(file -> acknowledged.add(file.path()));
  }

  @Override
  public void close() {}
}
