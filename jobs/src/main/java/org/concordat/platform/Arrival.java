package org.concordat.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Our manifest of one delivery of a channel, written once and never changed: what lay there, under
 * which name and version, and what became of it. Its key is made from the channel and from names
 * and versions there, so that a delivery that is pulled again is known without reading a byte.
 *
 * @param key digest of channel, remote ids and versions
 * @param channel name of the channel in channels.yaml
 * @param kind s3, sftp, mesh or folder
 * @param family family of the submission
 * @param organisationCode organisation of the submission
 * @param month month of the submission
 * @param seq number of the submission
 * @param status what became of it
 * @param submissionId the delivery it led to, which for a CONFLICT has a name of its own; null when
 *     nothing landed
 * @param other for a DUPLICATE the submission it repeats, otherwise the one that was current
 *     before; null when there is none
 * @param reason why it was refused; null when it was not
 * @param limits the limits it was refused under; null when it was not. Other limits judge it again
 * @param sender organisation the channel says it came from
 * @param receivedAt when the channel recorded it
 * @param contentSha256 digest over names and digests of all files; null when it was refused
 * @param rows rows as the partner's manifest states them; null when it states none
 * @param sources what was read at the channel, in path order
 * @param files the submission's files; empty when it was refused
 */
public record Arrival(
    String key,
    String channel,
    String kind,
    Family family,
    @JsonProperty("organisation_code") String organisationCode,
    ReportingMonth month,
    String seq,
    Status status,
    @Nullable @JsonProperty("submission_id") String submissionId,
    @Nullable String other,
    @Nullable String reason,
    @Nullable String limits,
    String sender,
    @JsonProperty("received_at") Instant receivedAt,
    @Nullable @JsonProperty("content_sha256") String contentSha256,
    @Nullable Long rows,
    List<Source> sources,
    List<DeliveredFile> files) {

  /** What becomes of a delivery. */
  public enum Status {
    /** Its files are in the landing zone under its number. */
    LANDED,
    /** As LANDED, or known under its number; the bytes are those that were current already. */
    DUPLICATE,
    /** Its number was used before with other content (FIL-016); kept as evidence only. */
    CONFLICT,
    /** Nothing of it landed. */
    REFUSED
  }

  /**
   * One file at the channel.
   *
   * @param path where it lay
   * @param id the channel's own name of it
   * @param version what tells it from later ones under the same id
   */
  public record Source(String path, String id, String version) {}

  public Arrival {
    sources = List.copyOf(sources);
    files = List.copyOf(files);
  }

  /** The key of a delivery. */
  public static String keyOf(String channel, List<Source> sources) {
    return Digest.ofText(
        sources.stream()
            .sorted(Comparator.comparing(Source::path).thenComparing(Source::id))
            .map(source -> source.path() + "\t" + source.id() + "\t" + source.version())
            .collect(Collectors.joining("\n", channel + "\n", "")));
  }
}
