package org.concordat.pull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.concordat.platform.Json;

/**
 * Who a folder came from and when, as the channel wrote beside it in {@code delivery.json}; without
 * one, the folder's organisation and the clock of the first pull.
 *
 * @param sender organisation the channel says it came from
 * @param receivedAt when it came, in whole seconds
 * @param problem why delivery.json could not be used as it stands; empty when it could
 */
record DeliveryNote(String sender, Instant receivedAt, String problem) {

  static final String FILE = "delivery.json";

  static DeliveryNote of(DropFolder.Submission submission, Instant now) {
    return of(submission.folder().resolve(FILE), submission.organisationCode(), now);
  }

  /**
   * What a note says.
   *
   * @param file the note, which need not be there
   * @param sender who counts as the sender without one
   * @param at what counts as the time of receipt without one
   */
  static DeliveryNote of(Path file, String sender, Instant at) {
    Instant receivedAt = at.truncatedTo(ChronoUnit.SECONDS);
    if (!Files.isRegularFile(file)) {
      return new DeliveryNote(sender, receivedAt, "");
    }
    try {
      JsonNode note = Json.mapper().readTree(Files.readString(file));
      JsonNode from = note.path("sender");
      JsonNode received = note.path("received_at");
      boolean complete = from.isTextual() && !from.asText().isBlank() && received.isTextual();
      return new DeliveryNote(
          from.isTextual() && !from.asText().isBlank() ? from.asText().strip() : sender,
          received.isTextual()
              ? OffsetDateTime.parse(received.asText()).toInstant().truncatedTo(ChronoUnit.SECONDS)
              : receivedAt,
          complete ? "" : "lacks sender or received_at");
    } catch (JsonProcessingException e) {
      return new DeliveryNote(sender, receivedAt, "is not JSON");
    } catch (DateTimeException e) {
      return new DeliveryNote(sender, receivedAt, "has a received_at that is no date-time");
    } catch (IOException e) {
      return new DeliveryNote(sender, receivedAt, "cannot be read");
    }
  }
}
