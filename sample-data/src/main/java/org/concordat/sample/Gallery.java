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
    new GalleryOfFiles(this, drafts).write();
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
        "manifest.json",
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
}
