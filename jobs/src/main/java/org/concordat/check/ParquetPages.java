package org.concordat.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.codec.Lz4RawCodec;
import org.apache.parquet.hadoop.codec.SnappyCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Unpacks the pages of a partner's Parquet file. The library waits for ever for the rest of a
 * Snappy or LZ4 page that is shorter than its header says, and takes any length it names.
 */
final class ParquetPages implements CompressionCodecFactory {

  /** Writers close a page at about one megabyte. */
  private static final int LARGEST_PAGE = 1 << 28;

  private final Configuration configuration;
  private final CodecFactory library;

  ParquetPages(Configuration configuration) {
    this.configuration = configuration;
    this.library = new CodecFactory(configuration, 0);
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    throw new UnsupportedOperationException("Files of partners are only read");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return switch (name) {
      case SNAPPY -> {
        SnappyCodec codec = new SnappyCodec();
        codec.setConf(configuration);
        yield new Whole(codec);
      }
      case LZ4_RAW -> {
        Lz4RawCodec codec = new Lz4RawCodec();
        codec.setConf(configuration);
        yield new Whole(codec);
      }
      default -> new Limited(library.getDecompressor(name));
    };
  }

  @Override
  public void release() {
    library.release();
  }

  private static void requireUsable(int size) throws IOException {
    if (size < 0 || size > LARGEST_PAGE) {
      throw new IOException("A page cannot have " + size + " bytes");
    }
  }

  /** Reads a page to its end or refuses it. */
  private static final class Whole implements BytesInputDecompressor {

    private final CompressionCodec codec;
    private final Decompressor decompressor;

    Whole(CompressionCodec codec) {
      this.codec = codec;
      this.decompressor = codec.createDecompressor();
    }

    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      requireUsable(size);
      decompressor.reset();
      InputStream stream = codec.createInputStream(packed.toInputStream(), decompressor);
      byte[] page = new byte[size];
      int at = 0;
      while (at < size) {
        int read = stream.read(page, at, size - at);
        if (read <= 0) {
          throw new IOException("A page is shorter than it says");
        }
        at += read;
      }
      return BytesInput.from(page);
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer page, int size) {
      throw new UnsupportedOperationException("Pages are read on the heap");
    }

    @Override
    public void release() {
      decompressor.end();
    }
  }

  /** The library's own, for pages of a length that can be. */
  private record Limited(BytesInputDecompressor library) implements BytesInputDecompressor {

    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      requireUsable(size);
      return library.decompress(packed, size);
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer page, int size)
        throws IOException {
      requireUsable(size);
      library.decompress(packed, packedSize, page, size);
    }

    @Override
    public void release() {
      library.release();
    }
  }
}
