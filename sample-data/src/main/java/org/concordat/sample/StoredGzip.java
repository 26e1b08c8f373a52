package org.concordat.sample;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * A gzip file whose blocks are stored, not squeezed (RFC 1951, 3.2.4). The bytes of a squeezing
 * gzip depend on the zlib of the machine; these do not, and every reader takes them.
 */
final class StoredGzip extends FilterOutputStream {

  private static final int BLOCK = 32_768;

  private final CRC32 checksum = new CRC32();
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private long length;
  private boolean isClosed;

  StoredGzip(OutputStream out) throws IOException {
    super(out);
    out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
  }

  @Override
  public void write(int value) throws IOException {
    if (filled == BLOCK) {
      writeBlock(false);
    }
    block[filled++] = (byte) value;
    length++;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      write(bytes[offset + i]);
    }
  }

  @Override
  public void close() throws IOException {
    if (isClosed) {
      return;
    }
    isClosed = true;
    writeBlock(true);
    writeLittleEndian(checksum.getValue());
    writeLittleEndian(length);
    super.close();
  }

  private void writeBlock(boolean isLast) throws IOException {
    out.write(isLast ? 1 : 0);
    out.write(filled);
    out.write(filled >>> 8);
    out.write(~filled);
    out.write(~filled >>> 8);
    out.write(block, 0, filled);
    checksum.update(block, 0, filled);
    filled = 0;
  }

  private void writeLittleEndian(long value) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift));
    }
  }
}
