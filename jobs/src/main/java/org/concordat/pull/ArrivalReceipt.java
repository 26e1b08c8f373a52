package org.concordat.pull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.concordat.platform.Arrival;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.Json;
import org.concordat.pull.RemoteSubmissions.Submission;
import org.concordat.pull.channel.Answer;
import org.concordat.pull.channel.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * What the partner gets back on its own channel as soon as its delivery is settled: what arrived
 * and what became of it. The verdict on the data comes later, in the signed receipt that check
 * writes; keys that both have mean the same.
 *
 * @param receiptVersion version of this form
 * @param about arrival, to tell it from the receipt of a verdict
 * @param submissionId {@code family-org-month-seq}
 * @param status LANDED, DUPLICATE, CONFLICT or REFUSED
 * @param message the same in words, with what to do
 * @param repeats the submission whose bytes it repeats; null for all others
 * @param receivedAt when the channel recorded it
 * @param sender whom the channel says it came from
 * @param contentSha256 digest over the names and digests of all files; null when it was refused
 * @param files every file as taken, with its digest
 */
record ArrivalReceipt(
    @JsonProperty("receipt_version") int receiptVersion,
    String about,
    @JsonProperty("submission_id") String submissionId,
    Arrival.Status status,
    String message,
    @Nullable String repeats,
    @JsonProperty("received_at") Instant receivedAt,
    String sender,
    @Nullable @JsonProperty("content_sha256") String contentSha256,
    List<DeliveredFile> files) {

  /** The receipt of a delivery, ready to be put at its channel. */
  static Answer answer(Submission submission, Arrival arrival) {
    boolean isDuplicate = arrival.status() == Arrival.Status.DUPLICATE;
    ArrivalReceipt receipt =
        new ArrivalReceipt(
            1,
            "arrival",
            submission.id(),
            arrival.status(),
            message(arrival),
            isDuplicate ? arrival.other() : null,
            arrival.receivedAt(),
            arrival.sender(),
            arrival.contentSha256(),
            arrival.files());
    List<RemoteFile> files = submission.all();
    return new Answer(
        "receipt-" + submission.id() + "-" + arrival.key().substring(0, 12) + ".json",
        submission.folder(),
        Json.text(receipt),
        files);
  }

  private static String message(Arrival arrival) {
    return switch (arrival.status()) {
      case LANDED -> "Received whole. The verdict on the data follows after the check.";
      case DUPLICATE ->
          "The same bytes as " + arrival.other() + ", which stands already; nothing changes.";
      case CONFLICT ->
          "The number "
              + arrival.seq()
              + " was used before with other content, which stands. Send this under the next number.";
      case REFUSED -> "Not taken: " + arrival.reason() + ". Nothing of it is kept; send it again.";
    };
  }
}
