package org.concordat.sample;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A legal status period and what hangs on it. */
final class LegalPeriod {

  private final History history;
  private final String id;
  private final Item item;

  LegalPeriod(
      History history,
      String code,
      LocalDateTime from,
      @Nullable LocalDateTime to,
      int authorityDays) {
    this.history = history;
    this.id = history.nextId("MP");
    this.item = history.add(Item.lasting("MHS401MHActPeriod", from).until(to));
    // A few clerks enter midnight, noon or the full hour when they do not know (trap 3).
    String time = history.dice().weigh(Dates.time(from) + ":92", "00:00:00:4", "12:00:00:4");
    item.with("MHActLegalStatusClassPeriodID", id)
        .with("LocalPatientID", history.patientId())
        .with("StartDateMHActLegalStatusClass", from.toLocalDate())
        .with("StartTimeMHActLegalStatusClass", time)
        .with("LegalStatusClassPeriodStartReason", "01")
        .with("LegalStatusCode", code)
        .with("MentalCat", "A");
    if (authorityDays > 0) {
      item.with("ExpiryDateMHActLegalStatusClass", from.plusDays(authorityDays).toLocalDate())
          .with("ExpiryTimeMHActLegalStatusClass", "23:59:00");
    }
    if (to != null) {
      item.closing("EndDateMHActLegalStatusClass", to.toLocalDate())
          .closing("EndTimeMHActLegalStatusClass", Dates.time(to))
          .closing("LegalStatusClassPeriodEndReason", "01");
    }
  }

  Item item() {
    return item;
  }

  LegalPeriod treatmentOrder(LocalDateTime from, @Nullable LocalDateTime to, String endReason) {
    Item order =
        history
            .add(Item.lasting("MHS404CommTreatOrder", from).until(to))
            .with("MHActLegalStatusClassPeriodID", id)
            .with("StartDateCommTreatOrd", from.toLocalDate())
            .with("ExpiryDateCommTreatOrd", from.plusMonths(6).toLocalDate());
    if (to != null) {
      order.closing("EndDateCommTreatOrd", to.toLocalDate());
      order.closing("CommTreatOrdEndReason", endReason);
    }
    return this;
  }

  LegalPeriod recall(LocalDateTime from, LocalDateTime to) {
    history
        .add(Item.lasting("MHS405CommTreatOrderRecall", from).until(to))
        .with("MHActLegalStatusClassPeriodID", id)
        .with("StartDateCommTreatOrdRecall", from.toLocalDate())
        .with("StartTimeCommTreatOrdRecall", Dates.time(from))
        .closing("EndDateCommTreatOrdRecall", to.toLocalDate())
        .closing("EndTimeCommTreatOrdRecall", Dates.time(to));
    return this;
  }

  LegalPeriod conditionalDischarge(LocalDateTime from, @Nullable LocalDateTime to) {
    Item discharge =
        history
            .add(Item.lasting("MHS403ConditionalDischarge", from).until(to))
            .with("MHActLegalStatusClassPeriodID", id)
            .with("StartDateMHCondDisch", from.toLocalDate())
            .with("AbsDischResp", "01");
    if (to != null) {
      discharge.closing("EndDateMHCondDisch", to.toLocalDate()).closing("CondDischEndReason", "01");
    }
    return this;
  }
}
