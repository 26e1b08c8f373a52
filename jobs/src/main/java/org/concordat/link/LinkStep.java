package org.concordat.link;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.concordat.config.WrongRequestException;

/** How a record was recognised, in the order the steps are tried; the first success is kept. */
public enum LinkStep {
  /** Valid NHS number and equal birth date. */
  NHS_NUMBER_BIRTH_DATE("nhs_number_birth_date"),
  /** Valid NHS number and two of three birth-date parts, or a like family name. */
  NHS_NUMBER_PARTIAL_BIRTH_DATE("nhs_number_partial_birth_date"),
  /** Family name, first given name, birth date and full postcode. */
  NAME_BIRTH_DATE_POSTCODE("name_birth_date_postcode"),
  /** Family name, first given name, birth date and sex. */
  NAME_BIRTH_DATE_SEX("name_birth_date_sex"),
  /** Birth date, sex, full postcode, and the sound of the family name or the first initial. */
  BIRTH_DATE_SEX_POSTCODE("birth_date_sex_postcode"),
  /** Agreement of all identifiers together is strong enough (Fellegi-Sunter). */
  MATCH_WEIGHT("match_weight"),
  /** Another record of the same event says who it is. */
  EVENT("event"),
  /** Only the provider's own patient number says who it is. */
  LOCAL_PATIENT_ID("local_patient_id"),
  /** Nothing says who it is: a key that no other record can have. */
  ONE_TIME("one_time");

  private final String text;

  LinkStep(String text) {
    this.text = text;
  }

  /**
   * Steps by their texts.
   *
   * @throws WrongRequestException when there is no such step
   */
  static Set<LinkStep> of(Collection<String> texts) {
    Set<LinkStep> steps = EnumSet.noneOf(LinkStep.class);
    for (String text : texts) {
      steps.add(
          Arrays.stream(values())
              .filter(step -> step.text.equals(text))
              .findFirst()
              .orElseThrow(
                  () ->
                      new WrongRequestException(
                          "linkage.steps: there is no step \"" + text + "\"")));
    }
    return steps;
  }

  /** The value of the column {@code link_step}. */
  public String text() {
    return text;
  }
}
