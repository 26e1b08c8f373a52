package org.concordat.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Our own manifest of one delivery: what arrived, from whom and when. Written once by pull, never
 * changed.
 *
 * @param submissionId {@code family-org-month-seq}
 * @param family family of the folder it arrived in
 * @param organisationCode organisation of the folder it arrived in
 * @param month month of the folder it arrived in
 * @param seq sequence of the folder it arrived in, for example 001
 * @param sender organisation the channel says it came from
 * @param receivedAt when the channel recorded it; verdicts compare with this, never with today
 * @param channel how it came: folder, s3, sftp or mesh
 * @param invented whether its manifest says that the data are invented
 * @param files every file as sent, manifest.json included, in path order
 * @param arrival key of the channel's delivery that brought it ({@link Arrival}); null for a local
 *     drop folder
 */
public record Delivery(
    @JsonProperty("submission_id") String submissionId,
    Family family,
    @JsonProperty("organisation_code") String organisationCode,
    ReportingMonth month,
    String seq,
    String sender,
    @JsonProperty("received_at") Instant receivedAt,
    String channel,
    boolean invented,
    List<DeliveredFile> files,
    @Nullable String arrival) {

  @JsonCreator
  public Delivery {
    files = List.copyOf(files);
  }

  /** A delivery that no channel brought. */
  public Delivery(
      String submissionId,
      Family family,
      String organisationCode,
      ReportingMonth month,
      String seq,
      String sender,
      Instant receivedAt,
      String channel,
      boolean invented,
      List<DeliveredFile> files) {
    this(
        submissionId,
        family,
        organisationCode,
        month,
        seq,
        sender,
        receivedAt,
        channel,
        invented,
        files,
        null);
  }

  /**
   * One file as sent.
   *
   * @param path path inside the submission folder
   * @param bytes size as sent
   * @param sha256 digest of the bytes as sent; also its place in the landing zone
   */
  public record DeliveredFile(String path, long bytes, String sha256) {}

  /** One digest of all files' names and bytes: deliveries with the same content have the same. */
  public String contentDigest() {
    return contentDigest(files);
  }

  /** The content digest of these files. */
  public static String contentDigest(List<DeliveredFile> files) {
    return Digest.ofText(
        files.stream()
            .map(file -> file.sha256() + " " + file.path())
            .sorted()
            .collect(Collectors.joining("\n")));
  }
}
