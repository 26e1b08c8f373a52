package org.concordat.pull.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * What became of a sent message.
 *
 * @param id MESH's id of it
 * @param status uploading, accepted, acknowledged, undeliverable or error
 * @param statusCode MESH's error code; empty when there is none
 */
public record MeshTracking(String id, String status, String statusCode) {

  static MeshTracking of(String id, JsonNode sent) {
    return new MeshTracking(
        id,
        sent.path("status").asText("").toLowerCase(Locale.ROOT),
        sent.path("status_code").asText(""));
  }

  /** Whether the recipient has collected it. */
  public boolean isCollected() {
    return status.equals("acknowledged");
  }
}
