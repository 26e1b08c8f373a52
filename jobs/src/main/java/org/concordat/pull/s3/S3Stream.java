package org.concordat.pull.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/** An object's bytes: what breaks off on the way is an IOException like any other. */
final class S3Stream extends FilterInputStream {

  private final ResponseInputStream<?> response;
  private boolean isAtEnd;

  S3Stream(ResponseInputStream<?> response) {
    super(response);
    this.response = response;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    try {
      int read = response.read(into, from, length);
      isAtEnd = read < 0;
      return read;
    } catch (SdkException e) {
      throw new IOException("The object's bytes broke off", e);
    }
  }

  /** What is not wanted any more is not read to its end. */
  @Override
  public void close() throws IOException {
    if (!isAtEnd) {
      response.abort();
    }
    response.close();
  }
}
