package org.concordat.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where events about what was made from what are sent, in the form of OpenLineage; nowhere, unless
 * one of file and url is given.
 *
 * @param file file to which one line of JSON is added for each event
 * @param url address that takes one event a request, for example http://marquez:5000/api/v1/lineage
 * @param token reference to the bearer token of that address, {@code file:/path} or {@code
 *     env:NAME}; null when it asks for none
 * @param namespace name under which jobs and datasets stand in the catalogue
 * @param waitMillis longest wait for an answer of the address
 */
public record LineageSettings(
    @Nullable String file,
    @Nullable String url,
    @Nullable String token,
    String namespace,
    @JsonProperty("wait-millis") int waitMillis) {

  /** No events. */
  public static final LineageSettings OFF =
      new LineageSettings(null, null, null, "concordat", 5_000);

  /** Whether any event is sent. */
  public boolean sends() {
    return file != null || url != null;
  }

  /**
   * Checks what belongs together.
   *
   * @throws WrongRequestException naming the key; a text that is no reference is not quoted, since
   *     it may be the token
   */
  public LineageSettings checked() {
    if (file != null && url != null) {
      throw new WrongRequestException("lineage takes file or url, not both");
    }
    if (url != null && !url.matches("https?://[^\\s/@]+(/\\S*)?")) {
      throw new WrongRequestException(
          "lineage.url must be an address such as http://host:5000/api/v1/lineage, without a name"
              + " or password in it");
    }
    if (token != null && (url == null || !token.matches("(file:|env:).+"))) {
      throw new WrongRequestException(
          "lineage.token belongs to lineage.url and must be a reference, file:/path or env:NAME");
    }
    if (namespace.isBlank()) {
      throw new WrongRequestException("lineage.namespace must not be empty");
    }
    if (waitMillis < 1) {
      throw new WrongRequestException("lineage.wait-millis must be at least 1");
    }
    return this;
  }
}
