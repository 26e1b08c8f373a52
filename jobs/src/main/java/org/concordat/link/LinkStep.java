package org.concordat.link;

/** How a record was recognised, in the order the steps are tried; the first success is kept. */
public enum LinkStep {
  /** Valid NHS number and equal birth date. */
  NHS_NUMBER_BIRTH_DATE("nhs_number_birth_date"),
  /** Valid NHS number and two of three birth-date parts, or a like family name. */
  NHS_NUMBER_PARTIAL_BIRTH_DATE("nhs_number_partial_birth_date"),
  /** Family name, first given name, birth date and full postcode. */
  NAME_BIRTH_DATE_POSTCODE("name_birth_date_postcode"),
  /** Only the provider's own patient number says who it is. */
  LOCAL_PATIENT_ID("local_patient_id"),
  /** Nothing says who it is: a key that no other record can have. */
  ONE_TIME("one_time");

  private final String text;

  LinkStep(String text) {
    this.text = text;
  }

  /** The value of the column {@code link_step}. */
  public String text() {
    return text;
  }
}
