package org.concordat.pull.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of one message, read from MESH part after part: 206 while more follow, 200 with the
 * last. MESH gives parts as a whole only, so a download that broke off begins again.
 */
public final class MeshContent extends InputStream {

  private static final int BLOCK = 1 << 16;

  private final MeshRequests requests;
  private final MeshMessage message;
  private int part = 1;
  private InputStream body;

  private MeshContent(MeshRequests requests, MeshMessage message, InputStream body) {
    this.requests = requests;
    this.message = message;
    this.body = body;
  }

  static MeshContent open(MeshRequests requests, String id) throws IOException {
    HttpResponse<InputStream> answer = answer(requests, id, 1);
    MeshMessage message = MeshMessage.of(id, answer.headers());
    return new MeshContent(requests, message, body(requests, message, 1, answer));
  }

  /** What MESH says about the message. */
  public MeshMessage message() {
    return message;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] block, int from, int length) throws IOException {
    while (true) {
      int read = body.read(block, from, length);
      if (read >= 0 || part >= message.chunks()) {
        return read;
      }
      body.close();
      part++;
      body = body(requests, message, part, answer(requests, message.id(), part));
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  private static HttpResponse<InputStream> answer(MeshRequests requests, String id, int part)
      throws IOException {
    String path = "/inbox/" + id + (part == 1 ? "" : "/" + part);
    // Packed on the way, MESH would say Mex-Content-Compressed also of what its sender did not
    // pack.
    HttpRequest.Builder request = requests.request(path).header("Accept-Encoding", "identity");
    return requests.succeed(request.GET(), "GET inbox/" + id);
  }

  /** The bytes of one part, whose status and number must agree with what the first part said. */
  private static InputStream body(
      MeshRequests requests, MeshMessage message, int part, HttpResponse<InputStream> answer)
      throws IOException {
    InputStream guarded = new SilenceGuard(answer.body(), requests.silence());
    String range = MeshMessage.text(answer.headers(), "Mex-Chunk-Range");
    boolean hasNumber = range.isEmpty() || range.equals(part + ":" + message.chunks());
    boolean isLast = answer.statusCode() != 206;
    if (!hasNumber || isLast != (part == message.chunks())) {
      guarded.close();
      throw MeshFaults.broken(
          "MESH message "
              + message.id()
              + ": part "
              + part
              + " of "
              + message.chunks()
              + " came with another number or status");
    }
    return MeshMessage.text(answer.headers(), "Content-Encoding").equalsIgnoreCase("gzip")
        ? new GZIPInputStream(guarded, BLOCK)
        : guarded;
  }
}
