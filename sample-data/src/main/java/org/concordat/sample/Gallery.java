package org.concordat.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.concordat.schemas.Family;

/**
 * A tiny drop folder for every file rule, each with one fault and nothing else, and a ledger that
 * says what was done (submission-and-validation.md 4.1). Three folders hold oddities that must be
 * taken without a word; their rule reads {@code accepted}.
 */
final class Gallery {

  static final String DETENTIONS = Drafts.DETENTIONS;

  private final Drafts drafts;
  private final Path out;
  private final Ledger ledger = new Ledger();

  Gallery(Drafts drafts, Path out) {
    this.drafts = drafts;
    this.out = out;
  }

  Ledger ledger() {
    return ledger;
  }

  void write() throws IOException {
    manifests();
    organisations();
    periods();
    files();
    columns();
    new GalleryOfRecords(this, drafts).write();
    Files.writeString(out.resolve("README.md"), "Invented data\n", StandardCharsets.UTF_8);
    ledger.write(out.resolve("ledger.csv"), "folder");
  }

  /** Writes one case; the folder's name begins with the rule. */
  void add(String folder, String rule, String file, long line, String what, DraftSubmission draft)
      throws IOException {
    draft.write(out.resolve(folder));
    ledger.add(folder, file, line, rule, what);
  }

  Path folder(String name) {
    return out.resolve(name);
  }

  private void manifests() throws IOException {
    DraftSubmission broken = drafts.police(4);
    add(
        "FIL-001",
        "FIL-001",
        "manifest.json",
        6,
        "a quote is missing on line 6, so the manifest cannot be read",
        broken.manifest(
            broken.manifest().replace("\"organisation_code\" :", "\"organisation_code :")));
    add(
        "FIL-001-missing",
        "FIL-001",
        "manifest.json",
        0,
        "no manifest",
        drafts.police(4).manifest(""));
    add(
        "FIL-001-version",
        "FIL-001",
        "manifest.json",
        0,
        "spec_version is 0.3",
        drafts.police(4).key("spec_version", "0.3"));
    add(
        "FIL-016/first",
        "accepted",
        "",
        0,
        "the first of two deliveries with one sequence",
        drafts.police(4));
    add(
        "FIL-016/second",
        "FIL-016",
        DETENTIONS,
        0,
        "pulled after first: the same sequence with other content",
        drafts.police(5));
    add(
        "FIL-018",
        "FIL-018",
        "manifest.json",
        0,
        "sequence 002 came after the cut, without a reason",
        late(drafts.police(4)));
    nilReturn();
  }

  private DraftSubmission late(DraftSubmission first) throws IOException {
    first.write(out.resolve("FIL-018"));
    Delivery again =
        drafts
            .delivery(Family.PF, "10")
            .again(
                "002",
                drafts.period().nextMonth(27, "08:00:00"),
                drafts.period().nextMonth(28, "09:30:00"),
                null);
    return drafts.rows(again, 5).render();
  }

  private void nilReturn() throws IOException {
    for (int i = -6; i < 0; i++) {
      Delivery month =
          Delivery.ordinary(
              drafts.delivery(Family.PF, "10").partner(), drafts.period().plus(i), "001");
      drafts.rows(month, 12).render().write(out.resolve("FIL-017"));
    }
    add(
        "FIL-017",
        "FIL-017",
        "manifest.json",
        0,
        "nil return after six months of 12 detentions each",
        new DraftSubmission(drafts.delivery(Family.PF, "10"), 0)
            .key("nil_return", true)
            .key("nil_return_reason", "No activity in the month"));
  }

  private void organisations() throws IOException {
    add(
        "FIL-002",
        "FIL-002",
        "manifest.json",
        0,
        "sent by RXM, about force 10",
        drafts.police(4).sentBy("RXM"));
    add(
        "FIL-003",
        "FIL-003",
        "manifest.json",
        0,
        "organisation code ZZ9 does not exist",
        stranger(Family.MH, "ZZ9"));
    add(
        "FIL-003-closed",
        "FIL-003",
        "manifest.json",
        0,
        "TAF closed in 2024",
        stranger(Family.MH, "TAF"));
    add(
        "FIL-003-family",
        "FIL-003",
        "manifest.json",
        0,
        "RXM is no ambulance trust",
        stranger(Family.AM, "RXM"));
  }

  private DraftSubmission stranger(Family family, String code) {
    Delivery known = drafts.delivery(family, family == Family.MH ? "RX4" : "RRU");
    Partner partner = known.partner();
    Partner stranger =
        new Partner(
            family,
            code,
            partner.ordinal(),
            partner.city(),
            partner.stories(),
            partner.block(),
            partner.commissioner());
    DraftSubmission known4 = drafts.rows(known, 3).render();
    DraftSubmission draft =
        new DraftSubmission(Delivery.ordinary(stranger, drafts.period(), "001"), 0);
    known4.copyInto(draft, partner.code(), code);
    return draft;
  }

  private void periods() throws IOException {
    add(
        "FIL-004",
        "FIL-004",
        "manifest.json",
        0,
        "the period is two months long",
        drafts.police(4).key("period_end", drafts.period().plus(1).end().toString()));
    add(
        "FIL-004-wrong-month",
        "FIL-004",
        "manifest.json",
        0,
        "the manifest says the month before the folder's",
        drafts
            .police(4)
            .key("period_start", drafts.period().plus(-1).start().toString())
            .key("period_end", drafts.period().plus(-1).end().toString()));
    Delivery ordinary = drafts.delivery(Family.PF, "10");
    Delivery future =
        Delivery.ordinary(ordinary.partner(), drafts.period().plus(3), "001")
            .again("001", ordinary.createdAt(), ordinary.receivedAt(), null);
    add(
        "FIL-004-future",
        "FIL-004",
        "manifest.json",
        0,
        "the period lies after the day it was received",
        drafts.rows(future, 4).render());
    Delivery closed =
        Delivery.ordinary(ordinary.partner(), drafts.period().plus(-6), "001")
            .again("001", ordinary.createdAt(), ordinary.receivedAt(), "source system fault");
    add(
        "FIL-004-closed-year",
        "FIL-004",
        "manifest.json",
        0,
        "the period's year closed before it was received",
        drafts.rows(closed, 4).render());
    add(
        "FIL-005",
        "FIL-005",
        "manifest.json",
        0,
        "created before the month was over",
        drafts.police(4).key("created_at", drafts.period().month() + "-24T08:00:00Z"));
    add(
        "FIL-005-after-receipt",
        "FIL-005",
        "manifest.json",
        0,
        "created a day after it was received",
        drafts.police(4).key("created_at", drafts.period().nextMonth(20, "08:00:00")));
  }

  private void files() throws IOException {
    add(
        "FIL-006",
        "FIL-006",
        DETENTIONS,
        0,
        "named in the manifest and not sent",
        drafts.police(4).unsend(DETENTIONS));
    add(
        "FIL-006-required",
        "FIL-006",
        "MHS002GP.csv",
        0,
        "a required table is neither named nor sent",
        drafts.trust(3).render().remove("MHS002GP.csv"));
    add(
        "FIL-007",
        "FIL-007",
        DETENTIONS,
        0,
        "another checksum in the manifest",
        drafts.police(4).claimHash("sha256:" + "0123456789abcdef".repeat(4)));
    add(
        "FIL-008",
        "FIL-008",
        DETENTIONS,
        0,
        "the manifest says 9 rows, there are 4",
        drafts.police(4).claim(DETENTIONS, 9));
    add(
        "FIL-009",
        "FIL-009",
        DETENTIONS,
        0,
        "no bytes at all",
        drafts.police(4).put(DETENTIONS, new byte[0], 0));
    DraftSubmission latin = drafts.rows(drafts.delivery(Family.PF, "10"), 4);
    latin.change(
        "police_mha_detention",
        2,
        row -> row.with("given_name", "Qazimiq").with("family_name", "Zvoraqu"));
    latin.render();
    add(
        "FIL-009-encoding",
        "FIL-009",
        DETENTIONS,
        4,
        "one letter in the old western encoding",
        latin.put(DETENTIONS, Spoilt.latin(latin.text(DETENTIONS), "Qazimiq"), 4));
    DraftSubmission nul = drafts.police(4);
    byte[] withNul = nul.bytes(DETENTIONS).clone();
    withNul[withNul.length - 3] = 0;
    add(
        "FIL-009-not-text",
        "FIL-009",
        DETENTIONS,
        5,
        "a NUL byte near the end",
        nul.put(DETENTIONS, withNul, 4));
    DraftSubmission truncated = drafts.ambulance(4);
    byte[] packed = Spoilt.gzip(truncated.bytes(Drafts.INCIDENTS));
    add(
        "FIL-009-truncated",
        "FIL-009",
        Drafts.INCIDENTS + ".gz",
        0,
        "a gzip file cut off after two thirds",
        truncated
            .remove(Drafts.INCIDENTS)
            .put(Drafts.INCIDENTS + ".gz", Spoilt.truncated(packed), 4));
  }

  private void columns() throws IOException {
    add(
        "FIL-010",
        "FIL-010",
        DETENTIONS,
        1,
        "column mha_power is missing",
        drafts.police(4).text(DETENTIONS, text -> Spoilt.withoutColumn(text, 6)));
    add(
        "FIL-010-optional",
        "FIL-010",
        DETENTIONS,
        1,
        "optional column extension_authorised is missing: a warning",
        drafts.police(4).text(DETENTIONS, text -> Spoilt.withoutColumn(text, 11)));
    add(
        "FIL-010-delimiter",
        "FIL-010",
        DETENTIONS,
        1,
        "semicolons between the values",
        drafts.police(4).text(DETENTIONS, text -> Spoilt.withDelimiter(text, ";")));
    add(
        "FIL-011",
        "FIL-011",
        DETENTIONS,
        1,
        "an extra column mha_powers",
        drafts.police(4).text(DETENTIONS, text -> Spoilt.withColumn(text, "mha_powers", "x")));
    add(
        "FIL-012",
        "FIL-012",
        DETENTIONS,
        1,
        "column mha_power twice",
        drafts.police(4).text(DETENTIONS, text -> Spoilt.withColumn(text, "mha_power", "s136")));
    add(
        "FIL-013",
        "FIL-013",
        DETENTIONS,
        12,
        "one record of 24 is two values short",
        drafts.police(24).text(DETENTIONS, text -> Spoilt.ragged(text, 12)));
    add(
        "FIL-013-unclosed",
        "FIL-013",
        DETENTIONS,
        25,
        "a quote opened in the last of 24 records and never closed",
        drafts.police(24).text(DETENTIONS, Spoilt::unclosed));
    add(
        "FIL-014",
        "FIL-014",
        DETENTIONS,
        5,
        "three records of 24 are two values short",
        drafts
            .police(24)
            .text(DETENTIONS, text -> Spoilt.ragged(Spoilt.ragged(Spoilt.ragged(text, 5), 9), 20)));
  }
}
