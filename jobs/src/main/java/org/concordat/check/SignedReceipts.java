package org.concordat.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.concordat.config.Settings;
import org.concordat.platform.Delivery;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.SubmissionCalendar;

/**
 * Writes a signed receipt per delivery of a month, and the public key beside them. Signed are the
 * bytes of the value of {@code receipt} as JSON without white space, keys in the order they stand.
 */
final class SignedReceipts {

  static final String TABLE = "receipts";
  static final String PUBLIC_KEY = "receipt-key.pem";

  /**
   * A receipt's file.
   *
   * @param receipt what is signed
   * @param signature by whom and how
   */
  record Signed(JsonNode receipt, Seal signature) {}

  /**
   * @param algorithm Ed25519
   * @param keyId name of the key
   * @param publicKeySha256 digest of its public half
   * @param value signature in base 64
   */
  record Seal(
      String algorithm,
      @JsonProperty("key_id") String keyId,
      @JsonProperty("public_key_sha256") String publicKeySha256,
      String value) {}

  private final SigningKey key;
  private final String rules;

  SignedReceipts(SigningKey key, String rules) {
    this.key = key;
    this.rules = rules;
  }

  /**
   * Receipts signed with the key of the settings; with the development key where all deliveries are
   * invented.
   *
   * @param rules version of the rules
   */
  static SignedReceipts of(Settings settings, Lake lake, List<MonthInputs> months, String rules) {
    boolean isInvented =
        months.stream().flatMap(month -> month.deliveries().stream()).allMatch(Delivery::invented);
    Path development =
        lake.root(Zone.FINDINGS).toAbsolutePath().resolveSibling("development-receipt.key");
    return new SignedReceipts(SigningKey.of(settings.receipts(), development, isInvented), rules);
  }

  /** What the operator must be told. */
  List<String> warnings() {
    return key.warnings();
  }

  void write(JudgedMonth month, SubmissionCalendar.Entry calendar, VersionedTree.Draft findings) {
    Path folder = findings.folder(TABLE, month.inputs().month());
    try {
      for (Verdict verdict : month.verdicts()) {
        Receipt receipt = Receipt.of(verdict, calendar, rules);
        Json.write(folder.resolve(receipt.submissionId() + ".json"), signed(receipt));
      }
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(PUBLIC_KEY), key.publicPem());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write receipts of " + month.inputs().month(), e);
    }
  }

  Signed signed(Receipt receipt) {
    JsonNode content = Json.mapper().valueToTree(receipt);
    String value = Base64.getEncoder().encodeToString(key.signature(bytes(content)));
    return new Signed(content, new Seal(SigningKey.ALGORITHM, key.id(), key.fingerprint(), value));
  }

  /** What is signed of a receipt. */
  static byte[] bytes(JsonNode receipt) {
    try {
      return Json.mapper().writeValueAsBytes(receipt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a receipt", e);
    }
  }
}
