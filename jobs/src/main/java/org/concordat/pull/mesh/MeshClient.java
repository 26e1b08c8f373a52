package org.concordat.pull.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.concordat.config.WrongRequestException;
import org.concordat.pull.channel.ChannelFault;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox of MESH (NHS MESH API, version 2).
 *
 * <p>Every request is sent once: whoever calls may try again after a fault, but never a {@link
 * #send} without having asked {@link #sentBefore}, or the recipient may get the message twice (the
 * official clients never repeat the first POST either). Nothing is acknowledged but by {@link
 * #acknowledge}.
 */
public final class MeshClient {

  /** Parts of a sent message but the last must be larger than 5 MB; clients use up to 100 MB. */
  public static final int USUAL_CHUNK_BYTES = 75 << 20;

  private static final int PAGE = 500;
  private static final String NEXT_PAGE =
      "/messageexchange/([A-Za-z0-9/?&=*!._~+-]|%[0-9A-Fa-f]{2})*";
  private static final String ID = "[A-Za-z0-9_-]{1,100}";

  private final MeshRequests requests;

  MeshClient(MeshRequests requests) {
    this.requests = requests;
  }

  /**
   * A client of one mailbox.
   *
   * @param server scheme, host and port, for example {@code https://mesh-sync.spineservices.nhs.uk}
   * @param tls our certificate and those we trust; null means the machine's own trust and no
   *     certificate
   * @param silence time without a byte of a download after which its connection counts as broken
   * @throws WrongRequestException when the address is neither https nor this machine
   */
  public static MeshClient of(
      URI server, MeshIdentity identity, @Nullable SSLContext tls, Duration silence) {
    requireSafe(server);
    if (!identity.mailbox().matches("[A-Za-z0-9]{1,100}")) {
      throw new WrongRequestException("A MESH mailbox id has letters and digits only");
    }
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    HttpClient.Builder http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(20))
            .sslParameters(parameters);
    if (tls != null) {
      http.sslContext(tls);
    }
    return new MeshClient(
        new MeshRequests(
            server,
            identity,
            http.build(),
            Clock.systemUTC(),
            MeshRequests.randomNonces(),
            silence));
  }

  /** The address is not quoted: somebody may have written a name and a password into it. */
  private static void requireSafe(URI server) {
    String host = server.getHost() == null ? "" : server.getHost();
    boolean isHere = host.matches("localhost|127\\.0\\.0\\.1|\\[::1]");
    boolean isSafe =
        "https".equals(server.getScheme()) || ("http".equals(server.getScheme()) && isHere);
    boolean isPlain = server.getUserInfo() == null && server.getPath().matches("/?");
    if (host.isEmpty() || !isSafe || !isPlain) {
      throw new WrongRequestException(
          "Cannot use mesh.url: it must be https://HOST/messageexchange, with a port where it needs"
              + " one");
    }
  }

  /**
   * Says that this client is there and checks its rights; MESH wants it at least once a day.
   *
   * @throws ChannelFault when MESH refuses
   */
  public void handshake() throws IOException {
    HttpRequest.Builder request =
        requests
            .request("")
            .header("Mex-ClientVersion", "concordat")
            .header("Mex-OSName", System.getProperty("os.name", "unknown"))
            .header("Mex-OSVersion", System.getProperty("os.version", "unknown"))
            .POST(BodyPublishers.noBody());
    MeshRequests.finish(requests.succeed(request, "POST handshake"));
  }

  /**
   * Ids of the messages that wait, oldest first as MESH lists them.
   *
   * @param workflowFilter MESH's filter on the workflow, for example {@code CRISIS*}; empty for all
   */
  public List<String> inbox(String workflowFilter) throws IOException {
    return inbox(workflowFilter, PAGE);
  }

  /** The same with so many ids a page, 10 to 5000. */
  List<String> inbox(String workflowFilter, int pageSize) throws IOException {
    String filter =
        workflowFilter.isEmpty()
            ? ""
            : "&workflow_filter=" + URLEncoder.encode(workflowFilter, StandardCharsets.UTF_8);
    HttpRequest.Builder request = requests.request("/inbox?max_results=" + pageSize + filter);
    List<String> ids = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (true) {
      JsonNode page = requests.json(request.GET(), "GET inbox");
      for (JsonNode id : page.path("messages")) {
        ids.add(checked(id.asText("")));
      }
      String next = page.path("links").path("next").asText("");
      if (next.isEmpty()) {
        return List.copyOf(ids);
      }
      // A filter can leave a page empty though more follow; only the link tells.
      if (!next.matches(NEXT_PAGE) || !seen.add(next)) {
        throw MeshFaults.broken("MESH names a next page of the inbox that cannot be one");
      }
      request = requests.requestOn(next);
    }
  }

  /** What MESH says about a message, without downloading it. */
  public MeshMessage message(String id) throws IOException {
    HttpRequest.Builder request =
        requests.request("/inbox/" + checked(id)).method("HEAD", BodyPublishers.noBody());
    HttpResponse<InputStream> answer = requests.succeed(request, "HEAD inbox/" + id);
    MeshRequests.finish(answer);
    return MeshMessage.of(id, answer.headers());
  }

  /**
   * The content of a message as it was sent, from its first byte; to be closed by the caller.
   *
   * @throws ChannelFault when the message is gone or access is refused
   */
  public MeshContent content(String id) throws IOException {
    return MeshContent.open(requests, checked(id));
  }

  /** Tells MESH that a message is safely held here, whereupon MESH may delete it. */
  public void acknowledge(String id) throws IOException {
    HttpRequest.Builder request =
        requests
            .request("/inbox/" + checked(id) + "/status/acknowledged")
            .PUT(BodyPublishers.noBody());
    MeshRequests.finish(requests.succeed(request, "PUT inbox/" + id + " acknowledged"));
  }

  /**
   * Sends a message.
   *
   * @param content all of it; MESH takes no empty message
   * @param chunkBytes size of its parts but the last
   * @return MESH's id of the message
   * @throws ChannelFault when MESH refuses
   * @throws IOException when no answer came: MESH may have the message or not, see {@link
   *     #sentBefore}
   */
  public String send(MeshLetter letter, byte[] content, int chunkBytes) throws IOException {
    if (content.length == 0) {
      throw new WrongRequestException("MESH takes no empty message");
    }
    int chunks = (content.length - 1) / chunkBytes + 1;
    HttpRequest.Builder first =
        requests.request("/outbox").header("Mex-Chunk-Range", "1:" + chunks);
    letter.headers().forEach(first::header);
    JsonNode accepted =
        requests.json(first.POST(part(content, 1, chunkBytes)), "POST outbox to " + letter.to());
    String id = checked(accepted.path("message_id").asText(accepted.path("messageID").asText("")));
    for (int number = 2; number <= chunks; number++) {
      HttpRequest.Builder next =
          requests
              .request("/outbox/" + id + "/" + number)
              .header("Content-Type", "application/octet-stream")
              .header("Mex-Chunk-Range", number + ":" + chunks)
              .POST(part(content, number, chunkBytes));
      MeshRequests.finish(requests.succeed(next, "POST outbox/" + id + "/" + number));
    }
    return id;
  }

  private static HttpRequest.BodyPublisher part(byte[] content, int number, int chunkBytes) {
    int from = (number - 1) * chunkBytes;
    return BodyPublishers.ofByteArray(
        Arrays.copyOfRange(content, from, Math.min(content.length, from + chunkBytes)));
  }

  /** What became of a message sent from this mailbox. */
  public MeshTracking track(String id) throws IOException {
    JsonNode sent =
        requests.json(
            requests.request("/outbox/tracking?messageID=" + checked(id)).GET(),
            "GET outbox/tracking");
    return MeshTracking.of(id, sent);
  }

  /**
   * Whether this mailbox has sent a message under this id of ours, so that a receipt is not sent a
   * second time after a crash.
   */
  public boolean sentBefore(String localId) throws IOException {
    HttpRequest.Builder request =
        requests
            .request("/outbox/tracking/" + checked(localId))
            .setHeader("Accept", "application/json");
    HttpResponse<InputStream> answer = requests.send(request.GET());
    if (answer.statusCode() == 404) {
      MeshRequests.finish(answer);
      return false;
    }
    if (answer.statusCode() == 300) { // MESH has several
      MeshRequests.finish(answer);
      return true;
    }
    MeshRequests.finish(requests.succeeded(answer, "GET outbox/tracking"));
    return true;
  }

  /** An id that cannot lead to another path of the server. */
  private static String checked(String id) throws ChannelFault {
    if (!id.matches(ID)) {
      throw MeshFaults.broken("MESH names a message id that cannot be one");
    }
    return id;
  }
}
