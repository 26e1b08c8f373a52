package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Delivery;
import org.concordat.platform.Json;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receipt of one delivery, signed and verified (submission-and-validation 2.6, step 1). */
class ReceiptTest {

  private static final ReportingMonth MONTH = ReportingMonth.of("2026-09");
  private static final Settings.Receipts DEVELOPMENT = Settings.defaults().receipts();

  @TempDir Path root;

  private Path receipt = Path.of("");
  private Path sent = Path.of("");

  @BeforeEach
  void give() throws IOException {
    Delivery delivery =
        new SubmissionFolder(root.resolve("sent"), Family.AM, "RX6", MONTH)
            .table("ambulance_incident", List.of(Map.of("incident_id", "a")))
            .land(root.resolve("landing"), "001");
    sent = root.resolve("sent").resolve("AMRX62026-09001");
    receipt = Files.createDirectories(root.resolve("given")).resolve("receipt-001.json");
    give(delivery, development());
  }

  private void give(Delivery delivery, SigningKey key) throws IOException {
    Verdict verdict = new Verdict(delivery, "ACCEPTED", true, false, false, null, null, 1, 1, 0, 0);
    Receipt content = Receipt.of(verdict, SubmissionCalendar.load().entry(MONTH), "rules");
    Json.write(receipt, new SignedReceipts(key, "rules").signed(content));
    Files.writeString(receipt.resolveSibling(SignedReceipts.PUBLIC_KEY), key.publicPem());
  }

  private SigningKey development() {
    return SigningKey.of(DEVELOPMENT, root.resolve("development-receipt.key"), true);
  }

  @Test
  void a_receipt_is_valid_as_given_and_names_the_window() throws IOException {
    ReceiptVerification answer = ReceiptVerification.of(receipt, null, sent);
    assertThat(answer.words())
        .startsWith("Valid: AM-RX6-2026-09-001, received 2026-10-12T09:14:03Z");
    assertThat(answer.isValid()).isTrue();
    assertThat(Files.readString(receipt))
        .contains(
            "\"replace_until\" : \"2026-10-21T22:59:59Z\"",
            "\"resubmit_until\" : \"2027-05-28T22:59:59Z\"");
  }

  @Test
  void a_changed_word_another_key_or_other_files_are_told() throws IOException {
    Path changed = receipt.resolveSibling("changed.json");
    Files.writeString(changed, Files.readString(receipt).replace("\"ACCEPTED\"", "\"REJECTED\""));
    assertThat(ReceiptVerification.of(changed, null, null).words())
        .isEqualTo(
            "Not valid: its words are not those that were signed, so it was changed afterwards.");

    Files.writeString(sent.resolve("ambulance_incident.csv"), "other");
    assertThat(ReceiptVerification.of(receipt, null, sent).words())
        .endsWith("is not what was received: ambulance_incident.csv has other bytes.");

    Path pem = root.resolve("other.pem");
    Files.writeString(pem, otherKey().publicPem());
    assertThat(ReceiptVerification.of(receipt, pem, null).words())
        .startsWith("Not valid: it was signed with another key (development)");
    assertThatThrownBy(() -> ReceiptVerification.of(pem, pem, null))
        .isInstanceOf(WrongRequestException.class);
  }

  @Test
  void laying_out_the_json_anew_changes_nothing() throws IOException {
    Files.writeString(receipt, Json.mapper().readTree(Files.readString(receipt)).toString());
    assertThat(ReceiptVerification.of(receipt, null, null).isValid()).isTrue();
  }

  @Test
  void the_same_receipt_has_the_same_bytes_in_every_lake() throws IOException {
    SigningKey here = SigningKey.of(DEVELOPMENT, root.resolve("a.key"), true);
    SigningKey there = SigningKey.of(DEVELOPMENT, root.resolve("b.key"), true);
    assertThat(here.signature(new byte[] {1, 2})).isEqualTo(there.signature(new byte[] {1, 2}));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a.key"))))
        .isEqualTo("rw-------");
    assertThat(here.warnings()).hasSize(1);
  }

  @Test
  void real_data_need_a_key_of_their_own() throws IOException {
    assertThatThrownBy(() -> SigningKey.of(DEVELOPMENT, root.resolve("c.key"), false))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("receipts.key-file");
    assertThat(otherKey().id()).isEqualTo("2026");
    assertThat(otherKey().fingerprint()).isNotEqualTo(development().fingerprint());
  }

  /** A key as {@code openssl genpkey -algorithm ed25519} writes it; from RFC 8410, section 10.3. */
  private SigningKey otherKey() throws IOException {
    Path file = root.resolve("own.key");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----
        """);
    SigningKey key =
        SigningKey.of(new Settings.Receipts(file.toString(), "2026"), root.resolve("x"), false);
    assertThat(key.publicPem()) // the public half that RFC 8410, section 10.1, gives
        .contains("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    return key;
  }
}
