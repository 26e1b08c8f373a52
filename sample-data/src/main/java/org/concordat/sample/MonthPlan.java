package org.concordat.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.concordat.schemas.Family;

/**
 * What arrives for a month when partners behave as they do: one sends nothing, one has nothing to
 * send, some are refused and send again, some send once more before or after the cut.
 */
final class MonthPlan {

  private final SampleCountry country;
  private final Dates.Period period;
  private final boolean isLast;

  /**
   * @param isLast whether it is the last month written: the one with faults in its rows
   */
  MonthPlan(SampleCountry country, Dates.Period period, boolean isLast) {
    this.country = country;
    this.period = period;
    this.isLast = isLast;
  }

  /** The full submissions of the month. */
  List<Delivery> deliveries() {
    List<Delivery> deliveries = new ArrayList<>();
    for (Delivery delivery : country.ordinary(period)) {
      String partner = delivery.partner().family() + "-" + delivery.partner().code();
      if (isLast) {
        addLast(deliveries, delivery, partner);
      } else {
        deliveries.add(partner.equals("UC-RX6") ? delivery.nil() : delivery);
      }
    }
    return deliveries;
  }

  private void addLast(List<Delivery> deliveries, Delivery delivery, String partner) {
    switch (partner) {
      case "PF-42" -> {
        // Sends nothing: its page reads "not received", never zero.
      }
      case "MH-RXM", "MH-RV5", "AM-RX6", "PF-10" ->
          // Sequence 001 was refused; see refused().
          deliveries.add(second(delivery));
      case "MH-RWK" -> {
        // An earlier submission that missed contacts and periods, replaced before the cut.
        deliveries.add(delivery.keeping(70));
        deliveries.add(second(delivery));
      }
      case "MH-NTN" -> {
        deliveries.add(delivery);
        // After the cut, with far fewer rows than before (trap 12).
        deliveries.add(
            delivery
                .again(
                    "002",
                    period.nextMonth(26, "07:40:00"),
                    period.nextMonth(27, "10:05:44"),
                    "source system fault")
                .keeping(55));
      }
      default -> deliveries.add(delivery);
    }
  }

  private Delivery second(Delivery delivery) {
    return delivery.again(
        "002", period.nextMonth(15, "06:30:00"), period.nextMonth(16, "11:20:31"), null);
  }

  /** Writes the small submissions of the month that are refused as a whole. */
  void refused(World world, Path out, Ledger ledger) throws IOException {
    ledger.add(
        "MH-NTN-" + period.month() + "-002",
        "manifest.json",
        0,
        "SUB-006",
        "far fewer rows than the submission it would replace");
    Drafts drafts = new Drafts(world, country, period);
    DraftSubmission damaged =
        drafts
            .rows(drafts.delivery(Family.MH, "RXM"), 4)
            .render()
            .claimHash("sha256:" + "0123456789abcdef".repeat(4));
    damaged.write(out);
    for (String file : damaged.fileNames()) {
      ledger.add(
          "MH-RXM-" + period.month() + "-001",
          file,
          0,
          "FIL-007",
          "another checksum in the manifest, as of every other table");
    }
    DraftSubmission column = drafts.rows(drafts.delivery(Family.MH, "RV5"), 4).render();
    refuse(
        column.text("MHS101Referral.csv", text -> Spoilt.withoutColumn(text, 4)),
        out,
        ledger,
        "MH-RV5-" + period.month() + "-001",
        "MHS101Referral.csv",
        1,
        "FIL-010",
        "column ReferralRequestReceivedDate is missing");
    DraftSubmission letter = drafts.rows(drafts.delivery(Family.AM, "RX6"), 4);
    letter.change("ambulance_incident", 1, row -> row.with("given_name", "Qazimiq")).render();
    refuse(
        letter.put(Drafts.INCIDENTS, Spoilt.latin(letter.text(Drafts.INCIDENTS), "Qazimiq"), 4),
        out,
        ledger,
        "AM-RX6-" + period.month() + "-001",
        Drafts.INCIDENTS,
        3,
        "FIL-009",
        "one letter in the old western encoding");
    refuse(
        drafts.police(24).text(Drafts.DETENTIONS, text -> Spoilt.ragged(Spoilt.ragged(text, 5), 9)),
        out,
        ledger,
        "PF-10-" + period.month() + "-001",
        Drafts.DETENTIONS,
        5,
        "FIL-014",
        "two records of 24 are two values short");
    for (long line : new long[] {5, 9}) {
      ledger.add(
          "PF-10-" + period.month() + "-001",
          Drafts.DETENTIONS,
          line,
          "FIL-013",
          "two values short");
    }
    Delivery late =
        drafts
            .delivery(Family.AM, "RRU")
            .again("002", period.nextMonth(27, "07:00:00"), period.nextMonth(28, "16:45:09"), null);
    refuse(
        drafts.rows(late, 4).render(),
        out,
        ledger,
        late.submissionId(),
        "manifest.json",
        0,
        "FIL-018",
        "came after the cut, without a reason");
  }

  private static void refuse(
      DraftSubmission draft,
      Path out,
      Ledger ledger,
      String submission,
      String file,
      long line,
      String rule,
      String what)
      throws IOException {
    draft.write(out);
    ledger.add(submission, file, line, rule, what);
  }
}
