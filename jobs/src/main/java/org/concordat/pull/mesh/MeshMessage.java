package org.concordat.pull.mesh;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.concordat.pull.channel.ChannelFault;

/**
 * What MESH says about one message in the mailbox.
 *
 * @param id MESH's id of it
 * @param sender the sending mailbox; empty for a report of MESH's own
 * @param workflowId the workflow it was sent under
 * @param fileName name the sender gave the file
 * @param subject what the sender wrote as subject; empty when nothing
 * @param localId the sender's own id of it; empty when none
 * @param type DATA, or REPORT when MESH tells of a message it could not deliver
 * @param chunks parts it is downloaded in
 * @param checksum the sender's checksum of the content; empty when none
 * @param isCompressed whether the sender says that the content is compressed
 * @param acceptedAt when MESH took it from the sender; empty when MESH does not say
 * @param linkedId for a report, the message it is about; else empty
 * @param statusCode for a report, MESH's error code; else 00 or empty
 */
public record MeshMessage(
    String id,
    String sender,
    String workflowId,
    String fileName,
    String subject,
    String localId,
    String type,
    int chunks,
    String checksum,
    boolean isCompressed,
    Optional<Instant> acceptedAt,
    String linkedId,
    String statusCode) {

  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  /**
   * Reads the headers of an answer.
   *
   * @throws ChannelFault when the parts are not numbered as MESH numbers them
   */
  static MeshMessage of(String id, HttpHeaders headers) throws ChannelFault {
    return new MeshMessage(
        id,
        text(headers, "Mex-From"),
        text(headers, "Mex-WorkflowID"),
        text(headers, "Mex-FileName"),
        text(headers, "Mex-Subject"),
        text(headers, "Mex-LocalID"),
        text(headers, "Mex-MessageType").toUpperCase(Locale.ROOT),
        chunks(id, headers),
        text(headers, "Mex-Content-Checksum"),
        isYes(text(headers, "Mex-Content-Compressed")),
        instant(text(headers, "Mex-StatusTimestamp")).or(() -> instant(start(id))),
        text(headers, "Mex-LinkedMsgID"),
        text(headers, "Mex-StatusCode"));
  }

  /** Whether it carries a file; else it is a report of MESH's own. */
  public boolean isData() {
    return !type.equals("REPORT");
  }

  /** The second number of {@code Mex-Chunk-Range}, which is n:m; one part when it is not given. */
  private static int chunks(String id, HttpHeaders headers) throws ChannelFault {
    String range = text(headers, "Mex-Chunk-Range");
    if (range.isEmpty()) {
      return 1;
    }
    if (!range.matches("[0-9]{1,6}:[0-9]{1,6}")) {
      throw MeshFaults.unfit("MESH message " + id + ": Mex-Chunk-Range is not n:m");
    }
    return Integer.parseInt(range.substring(range.indexOf(':') + 1));
  }

  static String text(HttpHeaders headers, String name) {
    return headers.firstValue(name).orElse("").strip();
  }

  private static boolean isYes(String flag) {
    return flag.equalsIgnoreCase("Y") || flag.equalsIgnoreCase("TRUE");
  }

  /**
   * MESH's own ids begin with the time they were given, for example 20210311101813838554_1B8F53.
   */
  private static String start(String id) {
    return id.matches("[0-9]{14,20}_.+") ? id.substring(0, 14) : "";
  }

  private static Optional<Instant> instant(String stamp) {
    try {
      return stamp.isEmpty()
          ? Optional.empty()
          : Optional.of(LocalDateTime.parse(stamp, SECOND).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
