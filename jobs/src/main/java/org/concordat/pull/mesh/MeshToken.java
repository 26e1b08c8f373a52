package org.concordat.pull.mesh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The value of the Authorization header of one request.
 *
 * <p>{@code NHSMESH mailbox:nonce:count:yyyyMMddHHmm:hex}, the minute in UTC, hex the HMAC-SHA256
 * with the shared key over {@code mailbox:nonce:count:password:minute} (NHS MESH API specification,
 * "Authorization header"; the same lines stand in NHSDigital/mesh-sandbox {@code
 * generate_cipher_text}). MESH takes a pair of nonce and count once, and a minute at most two hours
 * from its own.
 */
final class MeshToken {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneOffset.UTC);

  private MeshToken() {}

  /**
   * A token; to be used once and never to be logged.
   *
   * @param nonce a value no other request has had
   * @param count how often the nonce was used before this request and by it
   */
  static String of(MeshIdentity identity, String nonce, int count, Instant now) {
    String minute = MINUTE.format(now);
    String open = identity.mailbox() + ":" + nonce + ":" + count;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              identity.sharedKey().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
      byte[] signed =
          mac.doFinal(
              (open + ":" + identity.password() + ":" + minute).getBytes(StandardCharsets.UTF_8));
      return "NHSMESH " + open + ":" + minute + ":" + HexFormat.of().formatHex(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HMAC-SHA256", e);
    }
  }
}
