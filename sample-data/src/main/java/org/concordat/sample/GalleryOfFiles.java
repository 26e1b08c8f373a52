package org.concordat.sample;

import java.io.IOException;
import org.concordat.schemas.Family;

/** The gallery's cases about files and their columns (FIL-006 to FIL-014). */
final class GalleryOfFiles {

  private final Gallery gallery;
  private final Drafts drafts;

  GalleryOfFiles(Gallery gallery, Drafts drafts) {
    this.gallery = gallery;
    this.drafts = drafts;
  }

  void write() throws IOException {
    files();
    columns();
  }

  private void files() throws IOException {
    gallery.add(
        "FIL-006",
        "FIL-006",
        Gallery.DETENTIONS,
        0,
        "named in the manifest and not sent",
        drafts.police(4).unsend(Gallery.DETENTIONS));
    gallery.add(
        "FIL-006-required",
        "FIL-006",
        "MHS002GP.csv",
        0,
        "a required table is neither named nor sent",
        drafts.trust(3).render().remove("MHS002GP.csv"));
    gallery.add(
        "FIL-007",
        "FIL-007",
        Gallery.DETENTIONS,
        0,
        "another checksum in the manifest",
        drafts.police(4).claimHash("sha256:" + "0123456789abcdef".repeat(4)));
    gallery.add(
        "FIL-008",
        "FIL-008",
        Gallery.DETENTIONS,
        0,
        "the manifest says 9 rows, there are 4",
        drafts.police(4).claim(Gallery.DETENTIONS, 9));
    gallery.add(
        "FIL-009",
        "FIL-009",
        Gallery.DETENTIONS,
        0,
        "no bytes at all",
        drafts.police(4).put(Gallery.DETENTIONS, new byte[0], 0));
    DraftSubmission latin = drafts.rows(drafts.delivery(Family.PF, "10"), 4);
    latin.change(
        "police_mha_detention",
        2,
        row -> row.with("given_name", "Qazimiq").with("family_name", "Zvoraqu"));
    latin.render();
    gallery.add(
        "FIL-009-encoding",
        "FIL-009",
        Gallery.DETENTIONS,
        4,
        "one letter in the old western encoding",
        latin.put(Gallery.DETENTIONS, Spoilt.latin(latin.text(Gallery.DETENTIONS), "Qazimiq"), 4));
    DraftSubmission nul = drafts.police(4);
    byte[] withNul = nul.bytes(Gallery.DETENTIONS).clone();
    withNul[withNul.length - 3] = 0;
    gallery.add(
        "FIL-009-not-text",
        "FIL-009",
        Gallery.DETENTIONS,
        5,
        "a NUL byte near the end",
        nul.put(Gallery.DETENTIONS, withNul, 4));
    DraftSubmission truncated = drafts.ambulance(4);
    byte[] packed = Spoilt.gzip(truncated.bytes(Drafts.INCIDENTS));
    gallery.add(
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
    gallery.add(
        "FIL-010",
        "FIL-010",
        Gallery.DETENTIONS,
        1,
        "column mha_power is missing",
        drafts.police(4).text(Gallery.DETENTIONS, text -> Spoilt.withoutColumn(text, 6)));
    gallery.add(
        "FIL-010-optional",
        "FIL-010",
        Gallery.DETENTIONS,
        1,
        "optional column extension_authorised is missing: a warning",
        drafts.police(4).text(Gallery.DETENTIONS, text -> Spoilt.withoutColumn(text, 11)));
    gallery.add(
        "FIL-010-delimiter",
        "FIL-010",
        Gallery.DETENTIONS,
        1,
        "semicolons between the values",
        drafts.police(4).text(Gallery.DETENTIONS, text -> Spoilt.withDelimiter(text, ";")));
    gallery.add(
        "FIL-011",
        "FIL-011",
        Gallery.DETENTIONS,
        1,
        "an extra column mha_powers",
        drafts
            .police(4)
            .text(Gallery.DETENTIONS, text -> Spoilt.withColumn(text, "mha_powers", "x")));
    gallery.add(
        "FIL-012",
        "FIL-012",
        Gallery.DETENTIONS,
        1,
        "column mha_power twice",
        drafts
            .police(4)
            .text(Gallery.DETENTIONS, text -> Spoilt.withColumn(text, "mha_power", "s136")));
    gallery.add(
        "FIL-013",
        "FIL-013",
        Gallery.DETENTIONS,
        12,
        "one record of 24 is two values short",
        drafts.police(24).text(Gallery.DETENTIONS, text -> Spoilt.ragged(text, 12)));
    gallery.add(
        "FIL-013-unclosed",
        "FIL-013",
        Gallery.DETENTIONS,
        25,
        "a quote opened in the last of 24 records and never closed",
        drafts.police(24).text(Gallery.DETENTIONS, Spoilt::unclosed));
    gallery.add(
        "FIL-014",
        "FIL-014",
        Gallery.DETENTIONS,
        5,
        "three records of 24 are two values short",
        drafts
            .police(24)
            .text(
                Gallery.DETENTIONS,
                text -> Spoilt.ragged(Spoilt.ragged(Spoilt.ragged(text, 5), 9), 20)));
  }
}
