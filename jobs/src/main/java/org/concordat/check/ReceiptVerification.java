package org.concordat.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.jspecify.annotations.Nullable;

/**
 * Whether a receipt is what the holder of the key has signed, and whether a folder holds the files
 * it was given for.
 *
 * @param isValid whether both are so
 * @param words the answer and why, for the person who asked
 */
public record ReceiptVerification(boolean isValid, String words) {

  /**
   * @param file the receipt
   * @param publicKey its maker's public key in PEM; null for the one beside the receipt
   * @param folder submission to compare with the receipt; null for none
   * @throws WrongRequestException when a file is not there or is no receipt or key
   */
  public static ReceiptVerification of(Path file, @Nullable Path publicKey, @Nullable Path folder) {
    Path keyFile = publicKey == null ? file.resolveSibling(SignedReceipts.PUBLIC_KEY) : publicKey;
    JsonNode sent = receipt(file);
    PublicKey key = key(keyFile);
    JsonNode receipt = sent.path("receipt");
    JsonNode seal = sent.path("signature");
    String fingerprint = SigningKey.fingerprint(key);
    if (!fingerprint.equals(seal.path("public_key_sha256").asText())) {
      return notValid(
          "it was signed with another key (%s) than %s"
              .formatted(seal.path("key_id").asText(), keyFile));
    }
    if (!isSigned(receipt, seal, key)) {
      return notValid("its words are not those that were signed, so it was changed afterwards");
    }
    if (folder != null) {
      String difference = difference(receipt, folder);
      if (!difference.isEmpty()) {
        return notValid("the folder " + folder + " is not what was received: " + difference);
      }
    }
    JsonNode rows = receipt.path("rows");
    return new ReceiptVerification(
        true,
        "Valid: %s, received %s, %s; rows sent %s, accepted %s, rejected %s. Signed with key %s, SHA-256 %s."
            .formatted(
                receipt.path("submission_id").asText(),
                receipt.path("received_at").asText(),
                receipt.path("verdict").path("state").asText(),
                rows.path("sent").asText(),
                rows.path("accepted").asText(),
                rows.path("rejected").asText(),
                seal.path("key_id").asText(),
                fingerprint));
  }

  private static ReceiptVerification notValid(String why) {
    return new ReceiptVerification(false, "Not valid: " + why + ".");
  }

  private static boolean isSigned(JsonNode receipt, JsonNode seal, PublicKey key) {
    try {
      Signature signature = Signature.getInstance(SigningKey.ALGORITHM);
      signature.initVerify(key);
      signature.update(SignedReceipts.bytes(receipt));
      return signature.verify(Base64.getDecoder().decode(seal.path("value").asText()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static String difference(JsonNode receipt, Path folder) {
    Map<String, String> received = new TreeMap<>();
    receipt
        .path("files")
        .forEach(each -> received.put(each.path("path").asText(), each.path("sha256").asText()));
    try {
      for (Map.Entry<String, String> one : received.entrySet()) {
        Path file = folder.resolve(one.getKey());
        if (!Files.isRegularFile(file)) {
          return one.getKey() + " is not there";
        }
        if (!Digest.ofFile(file).equals(one.getValue())) {
          return one.getKey() + " has other bytes";
        }
      }
    } catch (IOException e) {
      throw new WrongRequestException("Cannot read the folder " + folder, e);
    }
    for (Path file : Folders.filesBelow(folder)) {
      String name = file.toString().replace('\\', '/');
      if (!received.containsKey(name) && !name.equals(OfflineDelivery.NOTE)) {
        return name + " was not received";
      }
    }
    return "";
  }

  private static JsonNode receipt(Path file) {
    try {
      JsonNode sent = Json.mapper().readTree(Files.readString(file));
      if (sent != null && sent.path("receipt").isObject() && sent.path("signature").isObject()) {
        return sent;
      }
    } catch (IOException e) {
      throw new WrongRequestException("Cannot read the receipt " + file, e);
    }
    throw new WrongRequestException("Cannot verify " + file + ": it is no receipt");
  }

  private static PublicKey key(Path file) {
    try {
      byte[] encoded = SigningKey.decoded(Files.readString(file), "PUBLIC KEY");
      return KeyFactory.getInstance(SigningKey.ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(encoded));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new WrongRequestException(
          "Cannot read the public key "
              + file
              + ": it must be an Ed25519 key in PEM, as published beside every receipt",
          e);
    }
  }
}
