package org.concordat.link;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Steps 3 to 5 of the deterministic linkage, for one pair of profiles (linkage.md, the table). */
final class DeterministicSteps implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Set<LinkStep> switchedOn;

  /**
   * @param switchedOn the steps that may be tried
   */
  DeterministicSteps(Set<LinkStep> switchedOn) {
    this.switchedOn = Set.copyOf(switchedOn);
  }

  /** The first step whose key two profiles share; null when none. */
  @Nullable LinkStep step(Profile one, Profile other, Agreement agreement) {
    boolean isNamed = same(one.surname(), other.surname()) && same(one.given(), other.given());
    boolean isBorn = same(one.birthDate(), other.birthDate());
    boolean isBornForSure = same(one.fullBirthDate(), other.fullBirthDate());
    boolean isHome = same(one.postcode(), other.postcode());
    boolean isSex = same(one.sex(), other.sex());
    if (isNamed && isBorn && isHome && isOn(LinkStep.NAME_BIRTH_DATE_POSTCODE)) {
      return LinkStep.NAME_BIRTH_DATE_POSTCODE;
    }
    if (isNamed && isBornForSure && isSex && isOn(LinkStep.NAME_BIRTH_DATE_SEX)) {
      return LinkStep.NAME_BIRTH_DATE_SEX;
    }
    // The sounds come last: hardly any pair gets that far.
    return isBornForSure
            && isSex
            && isHome
            && !hasOtherGivenName(agreement)
            && isOn(LinkStep.BIRTH_DATE_SEX_POSTCODE)
            && (sameInitial(one, other) || soundsAlike(one, other))
        ? LinkStep.BIRTH_DATE_SEX_POSTCODE
        : null;
  }

  private boolean isOn(LinkStep step) {
    return switchedOn.contains(step);
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }

  private static boolean soundsAlike(Profile one, Profile other) {
    return one.surname() != null
        && other.surname() != null
        && Profile.sound(one.surname()).equals(Profile.sound(other.surname()));
  }

  private static boolean sameInitial(Profile one, Profile other) {
    return one.given() != null
        && other.given() != null
        && one.given().charAt(0) == other.given().charAt(0);
  }

  /**
   * Twins of one sex share birth date, postcode and surname: a given name that is plainly another
   * one, in its place or in the surname's, tells them apart.
   */
  static boolean hasOtherGivenName(Agreement agreement) {
    return agreement.given() == Agreement.Name.DIFFERENT;
  }
}
