package org.concordat.pull.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The file of a message as its sender had it: unpacked when the sender's program packed it on the
 * way ({@code Mex-Content-Compressed}), cut off at a limit, and compared with the sender's checksum
 * at its end.
 *
 * <p>A file whose own name says that it is packed ({@code .gz}, {@code .zst}, {@code .parquet})
 * stays as it is. The checksum (MD5 or one of the SHA family, in hex) may be of the bytes on the
 * way or of the unpacked ones; senders differ. One of another form is not compared: the partner's
 * manifest holds a digest as well.
 */
public final class MeshFile extends InputStream {

  private static final Map<Integer, String> ALGORITHM_BY_LENGTH =
      Map.of(32, "MD5", 40, "SHA-1", 64, "SHA-256", 96, "SHA-384", 128, "SHA-512");
  private static final int BLOCK = 1 << 16;

  private final MeshMessage message;
  private final InputStream sent;
  private final InputStream file;
  private final Optional<MessageDigest> ofSent;
  private final Optional<MessageDigest> ofFile;
  private final long mostBytes;
  private long bytes;
  private boolean isCompared;

  private MeshFile(MeshMessage message, InputStream content, long mostBytes) throws IOException {
    this.message = message;
    this.mostBytes = mostBytes;
    this.ofSent = digest(message.checksum());
    this.ofFile = digest(message.checksum());
    this.sent = digested(content, ofSent);
    this.file = digested(isPacked(message) ? unpacked(message, sent) : sent, ofFile);
  }

  /**
   * @param content the message from its first byte; closed with this
   * @param mostBytes size of the file after which it is read no further
   */
  public static MeshFile of(MeshContent content, long mostBytes) throws IOException {
    return of(content.message(), content, mostBytes);
  }

  static MeshFile of(MeshMessage message, InputStream content, long mostBytes) throws IOException {
    return new MeshFile(message, content, mostBytes);
  }

  /** Whether the sender gave a checksum of a form we know. */
  public static boolean isComparable(MeshMessage message) {
    return digest(message.checksum()).isPresent();
  }

  private static boolean isPacked(MeshMessage message) {
    String name = message.fileName().toLowerCase(Locale.ROOT);
    return message.isCompressed()
        && !name.endsWith(".gz")
        && !name.endsWith(".zst")
        && !name.endsWith(".parquet");
  }

  private static InputStream unpacked(MeshMessage message, InputStream sent) throws IOException {
    try {
      return new GZIPInputStream(sent, BLOCK);
    } catch (ZipException e) {
      throw MeshFaults.unfit(
          "MESH message " + message.id() + " is marked as compressed but is no gzip");
    }
  }

  private static InputStream digested(InputStream in, Optional<MessageDigest> digest) {
    return digest.isPresent() ? new DigestInputStream(in, digest.get()) : in;
  }

  /** The digest that a checksum is of; a name such as {@code md5:} before it is passed over. */
  private static Optional<MessageDigest> digest(String checksum) {
    String hex = hex(checksum);
    String algorithm = ALGORITHM_BY_LENGTH.get(hex.length());
    if (algorithm == null || !hex.matches("[0-9a-f]+")) {
      return Optional.empty();
    }
    try {
      return Optional.of(MessageDigest.getInstance(algorithm));
    } catch (NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }

  private static String hex(String checksum) {
    String text = checksum.strip().toLowerCase(Locale.ROOT);
    return text.substring(Math.max(text.lastIndexOf(':'), text.lastIndexOf(' ')) + 1);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int read = read(one, 0, 1);
    return read < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] block, int from, int length) throws IOException {
    int read;
    try {
      read = file.read(block, from, length);
    } catch (ZipException e) {
      throw MeshFaults.unfit("MESH message " + message.id() + " cannot be unpacked");
    }
    if (read < 0) {
      compare();
      return read;
    }
    bytes += read;
    if (bytes > mostBytes) {
      throw MeshFaults.unfit(
          "MESH message " + message.id() + " is larger than " + mostBytes + " bytes");
    }
    return read;
  }

  private void compare() throws IOException {
    if (isCompared) {
      return;
    }
    isCompared = true;
    byte[] block = new byte[BLOCK];
    while (sent.read(block) >= 0) {
      // What follows the packed file is of no use but belongs to the checksum.
    }
    String expected = hex(message.checksum());
    if (ofSent.isPresent()
        && !expected.equals(HexFormat.of().formatHex(ofSent.get().digest()))
        && ofFile.isPresent()
        && !expected.equals(HexFormat.of().formatHex(ofFile.get().digest()))) {
      throw MeshFaults.unfit(
          "MESH message "
              + message.id()
              + " does not have the checksum its sender gave; ask for it again");
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
