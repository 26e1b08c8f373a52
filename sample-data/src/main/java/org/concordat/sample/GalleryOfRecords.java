package org.concordat.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.concordat.schemas.Family;

/** The gallery's cases about records: empty tables, headers, dates, keys, parents, and oddities. */
final class GalleryOfRecords {

  private static final String HEADER = "MHS000Header";

  private final Gallery gallery;
  private final Drafts drafts;

  GalleryOfRecords(Gallery gallery, Drafts drafts) {
    this.gallery = gallery;
    this.drafts = drafts;
  }

  void write() throws IOException {
    empty();
    headers();
    records();
    oddities();
  }

  private void empty() throws IOException {
    gallery.add(
        "FIL-015",
        "FIL-015",
        Gallery.DETENTIONS,
        0,
        "a header row and nothing below it",
        drafts
            .police(4)
            .text(Gallery.DETENTIONS, text -> text.substring(0, text.indexOf('\n') + 1))
            .claim(Gallery.DETENTIONS, 0));
    DraftSubmission unusable = drafts.rows(drafts.delivery(Family.PF, "10"), 4);
    for (int i = 0; i < 4; i++) {
      unusable.change("police_mha_detention", i, row -> row.with("detention_datetime", "09/2026"));
    }
    gallery.add(
        "FIL-015-none-usable",
        "FIL-015",
        Gallery.DETENTIONS,
        0,
        "every record has an unreadable date",
        unusable.render());
    DraftSubmission old = drafts.rows(drafts.delivery(Family.PF, "10"), 4);
    String earlier = drafts.period().plus(-2).month().toString();
    for (int i = 0; i < 4; i++) {
      old.change(
          "police_mha_detention",
          i,
          row -> {
            Row moved = row.copy();
            for (String column :
                List.of(
                    "detention_datetime",
                    "arrival_place_of_safety_datetime",
                    "handover_datetime",
                    "detention_end_datetime")) {
              String value = row.get(column);
              moved.set(
                  column,
                  value.isEmpty() ? "" : earlier + value.substring(7).replaceFirst("^-31", "-28"));
            }
            return moved;
          });
    }
    gallery.add(
        "FIL-020",
        "FIL-020",
        Gallery.DETENTIONS,
        0,
        "every record is of two months before",
        old.render());
  }

  private void headers() throws IOException {
    gallery.add(
        "FIL-019",
        "FIL-019",
        HEADER + ".csv",
        2,
        "the header names provider RXM",
        drafts.trust(3).change(HEADER, 0, row -> row.with("OrgIDProvider", "RXM")).render());
    gallery.add(
        "FIL-019-period",
        "FIL-019",
        HEADER + ".csv",
        2,
        "the header names the month before",
        drafts
            .trust(3)
            .change(
                HEADER,
                0,
                row ->
                    row.with(
                            "ReportingPeriodStartDate", drafts.period().plus(-1).start().toString())
                        .with("ReportingPeriodEndDate", drafts.period().plus(-1).end().toString()))
            .render());
    gallery.add(
        "FIL-019-version",
        "FIL-019",
        HEADER + ".csv",
        2,
        "the header names version 5.0",
        drafts.trust(3).change(HEADER, 0, row -> row.with("DatSetVer", "5.0")).render());
    DraftSubmission twice = drafts.trust(3);
    twice.rows(HEADER).add(twice.rows(HEADER).get(0));
    gallery.add("FIL-019-twice", "FIL-019", HEADER + ".csv", 3, "two header rows", twice.render());
    gallery.add(
        "FIL-019-none",
        "FIL-019",
        HEADER + ".csv",
        1,
        "no header row",
        drafts
            .trust(3)
            .render()
            .text(HEADER + ".csv", text -> text.substring(0, text.indexOf('\n') + 1))
            .claim(HEADER + ".csv", 0));
  }

  private void records() throws IOException {
    DraftSubmission keys = drafts.trust(6);
    List<Row> referrals = keys.rows("MHS101Referral");
    referrals.add(referrals.get(0).with("PrimReasonReferralMH", "05"));
    gallery.add(
        "duplicate-keys",
        "MHR-002",
        "MHS101Referral.csv",
        referrals.size() + 1L,
        "the first referral again at the end; both are rejected, with what hangs on them",
        keys.render());
    DraftSubmission orphans = drafts.trust(6);
    orphans.change("MHS101Referral", 0, row -> row.with("LocalPatientID", "LPNOBODY"));
    gallery.add(
        "orphan-children",
        "MHR-003",
        "MHS101Referral.csv",
        2,
        "the first referral's patient is not in the file; its contacts fall with it",
        orphans.render());
    gallery.add(
        "impossible-dates",
        "MHR-004",
        "MHS101Referral.csv",
        3,
        "a referral received after the month's end",
        drafts
            .trust(6)
            .change(
                "MHS101Referral",
                1,
                row ->
                    row.with(
                        "ReferralRequestReceivedDate", drafts.period().plus(1).start().toString()))
            .render());
    gallery.add(
        "impossible-dates-format",
        "MHR-004",
        "MHS101Referral.csv",
        3,
        "31 September",
        drafts
            .trust(6)
            .change(
                "MHS101Referral",
                1,
                row -> row.with("ReferralRequestReceivedDate", drafts.period().month() + "-31"))
            .render());
    // One wrong number in 25 is a warning; more than one in 20 would reject the file (MHP-004).
    gallery.add(
        "invalid-nhs-number",
        "MHP-004",
        "MHS001MPI.csv",
        4,
        "the third patient's number has a wrong check digit",
        drafts.trust(25).change("MHS001MPI", 2, GalleryOfRecords::broken).render());
    DraftSubmission many = drafts.trust(6);
    for (int i = 0; i < 3; i++) {
      many.change("MHS001MPI", i, GalleryOfRecords::broken);
    }
    gallery.add(
        "invalid-nhs-numbers",
        "MHP-004",
        "MHS001MPI.csv",
        2,
        "three numbers of six have a wrong check digit: the file is rejected",
        many.render());
  }

  private static Row broken(Row row) {
    String number = row.get("NHSNumber");
    return row.with("NHSNumber", NhsNumbers.broken(number.isEmpty() ? NhsNumbers.at(77) : number));
  }

  private void oddities() throws IOException {
    DraftSubmission marked = drafts.police(4);
    gallery.add(
        "accepted-bom",
        "accepted",
        Gallery.DETENTIONS,
        0,
        "begins with a byte order mark",
        marked.put(
            Gallery.DETENTIONS,
            ("\uFEFF" + marked.text(Gallery.DETENTIONS)).getBytes(StandardCharsets.UTF_8),
            4));
    gallery.add(
        "accepted-crlf",
        "accepted",
        Gallery.DETENTIONS,
        0,
        "lines end with carriage return and line feed",
        drafts.police(4).text(Gallery.DETENTIONS, text -> text.replace("\n", "\r\n")));
    DraftSubmission wrapped = drafts.rows(drafts.delivery(Family.PF, "10"), 4);
    wrapped.change(
        "police_mh_incident", 0, row -> row.with("qualifier_text", "MENTAL HEALTH\n\nSECOND CALL"));
    wrapped.change("police_mh_incident", 1, row -> row.with("rcrp_decision", "perhaps"));
    gallery.add(
        "accepted-quoted-newlines",
        "PFI-11-COD",
        "police_mh_incident.csv",
        5,
        "a text of three lines in record 1, so that record 2, whose decision is no known code, starts on line 5",
        wrapped.render());
  }
}
