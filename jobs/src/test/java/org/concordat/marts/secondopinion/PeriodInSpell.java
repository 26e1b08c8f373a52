package org.concordat.marts.secondopinion;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A legal status period met with one hospital spell and at most one revoked community treatment
 * order (counting-rules.md 4.3), and its category (4.4).
 *
 * @param previous the period before it in the same spell
 * @param previousDestination where the person's spell before this one discharged to
 * @param revoked the order attached to it
 * @param slips rules to read wrongly
 */
record PeriodInSpell(
    World.Period period,
    World.Spell spell,
    World.@Nullable Period previous,
    @Nullable String previousDestination,
    World.@Nullable Order revoked,
    Set<Slip> slips) {

  private static final Set<String> CIVIL = Set.of("02", "03");
  private static final Set<String> PLACE_OF_SAFETY = Set.of("19", "20");
  private static final Set<String> HOLDING = Set.of("04", "05", "06");
  private static final Set<String> REVOCABLE = Set.of("03", "09", "10", "15", "16");
  private static final Set<String> RENEWABLE =
      Set.of("03", "07", "08", "09", "10", "12", "15", "16", "17", "18");
  private static final Set<String> CRIMINAL =
      Set.of("07", "08", "09", "10", "12", "13", "14", "15", "16", "17", "18", "31", "32", "34");
  private static final Set<String> GUARDIANSHIP = Set.of("35", "36");
  private static final Set<String> BEFORE_PRISON_TRANSFER =
      Set.of("01", "02", "03", "04", "05", "06");
  private static final Set<String> ELECTIVE = Set.of("11", "12", "13");
  private static final Set<String> TRANSFER = Set.of("81", "2B", "11", "12", "13");
  private static final Set<String> TRANSFER_DESTINATIONS =
      Set.of("49", "50", "51", "52", "53", "87");
  private static final List<Category> TABLE =
      List.of(
          Category.IGNORED,
          Category.A,
          Category.B,
          Category.C,
          Category.D,
          Category.E,
          Category.F,
          Category.G,
          Category.H,
          Category.J,
          Category.K,
          Category.L,
          Category.M,
          Category.P);
  private static final List<Category> CONTINUATIONS = List.of(Category.G, Category.K, Category.L);

  /** The first category of the table that fits. */
  Category category() {
    if (slips.contains(Slip.CONTINUATIONS_BEFORE_B) && !is("01")) {
      for (Category category : CONTINUATIONS) {
        if (fits(category)) {
          return category;
        }
      }
    }
    for (Category category : TABLE) {
      if (fits(category)) {
        return category;
      }
    }
    return Category.N;
  }

  private boolean fits(Category category) {
    return switch (category) {
      case IGNORED -> is("01");
      case A -> isOnAdmission() || isShortlyAfterAnotherEmergencyDepartment();
      case B -> isAfterAdmission();
      case C -> isAfterPlaceOfSafety();
      case D -> isAfterRevocation();
      case E ->
          isOneOf(PLACE_OF_SAFETY) && (isFirst() || previousIs("01") || previousEndedBefore(s()));
      case F -> isHoldingPower();
      case G -> isRenewal();
      case H -> isTransfer();
      case J -> is("05") && !s().isBefore(h()) && previousIs("06");
      case K -> is("10") && !s().isBefore(h()) && previousIs("07") && previousRunsUpToStart();
      case L -> is("03") && !s().isBefore(h()) && previousIs("02") && previousRunsUpToStart();
      case M -> isOneOf(GUARDIANSHIP);
      case P -> isCriminalJusticeAdmission();
      case N -> true;
    };
  }

  private boolean isOnAdmission() {
    if (!isOneOf(CIVIL) || !s().equals(h())) {
      return false;
    }
    LocalTime admitted = spell.startTime();
    boolean isByAdmission = admitted == null || !period.startTime().isAfter(admitted);
    return isByAdmission
        && (isFirst() || previousIs("01") || previousEndedBefore(h().minusDays(1)));
  }

  private boolean isShortlyAfterAnotherEmergencyDepartment() {
    return is("02")
        && !h().isBefore(s().minusDays(5))
        && !h().isAfter(s())
        && "2A".equals(spell.method());
  }

  private boolean isAfterAdmission() {
    boolean isLater = s().isAfter(h());
    if (s().equals(h())) {
      LocalTime admitted = spell.startTime();
      isLater =
          admitted == null
              ? !slips.contains(Slip.MISSING_TIMES_ARE_NOT_AFTER_ADMISSION)
              : period.startTime().isAfter(admitted);
    }
    boolean isStart =
        isFirst()
            || previousEndedBefore(s())
            || (previousIsOneOf(HOLDING) && previousEndedOnStartOrDayBefore())
            || (slips.contains(Slip.INFORMAL_PERIODS_DO_NOT_BLOCK_B) && previousIs("01"));
    boolean isClear = slips.contains(Slip.CTO_NEVER_BLOCKS_B) || isClearOfRevocation();
    return isOneOf(CIVIL) && isLater && isClear && isStart;
  }

  private boolean isAfterPlaceOfSafety() {
    if (!isOneOf(CIVIL) || previous == null || !previousIsOneOf(PLACE_OF_SAFETY)) {
      return false;
    }
    boolean follows =
        slips.contains(Slip.NO_TOLERANCE_OF_A_DAY_IN_C)
            ? s().equals(previous.end())
            : previousEndedOnStartOrDayBefore();
    boolean startsWithIt = previous.start().equals(s());
    boolean isInSpell =
        h().equals(s()) || !h().isBefore(previous.start()) || s().equals(previous.end());
    return (follows || startsWithIt) && isInSpell;
  }

  private boolean isAfterRevocation() {
    if (revoked == null) {
      return false;
    }
    LocalDate end = revoked.end();
    boolean isRevokedByStart = end == null || !s().isBefore(end.minusDays(1));
    boolean isAdmittedOnOrder = h().equals(s()) || !h().isBefore(revoked.start());
    if (isOneOf(REVOCABLE) && isRevokedByStart && isAdmittedOnOrder) {
      return true;
    }
    return is("03")
        && s().isBefore(h())
        && end != null
        && !end.isBefore(h().minusDays(1))
        && !end.isAfter(h().plusDays(2));
  }

  private boolean isHoldingPower() {
    boolean isInSpell =
        (isOneOf(HOLDING) && s().equals(h())) || ((is("05") || is("06")) && !s().isBefore(h()));
    return isInSpell && (isFirst() || previousEndedBefore(s().plusDays(1)) || previousIs("01"));
  }

  private boolean isRenewal() {
    boolean runsUp =
        slips.contains(Slip.NO_TOLERANCE_OF_A_DAY_IN_G)
            ? previous != null && (previous.end() == null || s().equals(previous.end()))
            : previousRunsUpToStart();
    return isOneOf(RENEWABLE)
        && s().isAfter(h())
        && previous != null
        && is(previous.code())
        && runsUp;
  }

  private boolean isTransfer() {
    boolean isFromHospital =
        previousDestination != null && TRANSFER_DESTINATIONS.contains(previousDestination);
    return (isOneOf(CIVIL) || isOneOf(CRIMINAL))
        && h().isAfter(s())
        && (isMethodOneOf(TRANSFER) || isFromHospital);
  }

  private boolean isCriminalJusticeAdmission() {
    boolean isStillInForce = period.end() == null || !period.end().isBefore(h());
    boolean isStart =
        previous == null
            || (previousIsOneOf(BEFORE_PRISON_TRANSFER)
                && (previous.end() == null || !previous.end().isAfter(s())));
    return isOneOf(CRIMINAL)
        && !s().isAfter(h())
        && isStillInForce
        && isMethodOneOf(ELECTIVE)
        && isStart
        && isClearOfRevocation();
  }

  private boolean isClearOfRevocation() {
    return revoked == null || (revoked.end() != null && revoked.end().isBefore(s().minusDays(1)));
  }

  private LocalDate s() {
    return period.start();
  }

  private LocalDate h() {
    return spell.start();
  }

  private boolean isFirst() {
    return previous == null;
  }

  private boolean is(@Nullable String code) {
    return code != null && code.equals(period.code());
  }

  private boolean isOneOf(Set<String> codes) {
    return period.code() != null && codes.contains(period.code());
  }

  private boolean previousIs(String code) {
    return previous != null && code.equals(previous.code());
  }

  private boolean previousIsOneOf(Set<String> codes) {
    return previous != null && previous.code() != null && codes.contains(previous.code());
  }

  private boolean isMethodOneOf(Set<String> methods) {
    return spell.method() != null && methods.contains(spell.method());
  }

  private boolean previousEndedBefore(LocalDate day) {
    return previous != null && previous.end() != null && previous.end().isBefore(day);
  }

  private boolean previousEndedOnStartOrDayBefore() {
    return previous != null
        && previous.end() != null
        && (previous.end().equals(s()) || previous.end().equals(s().minusDays(1)));
  }

  private boolean previousRunsUpToStart() {
    return previous != null && (previous.end() == null || previousEndedOnStartOrDayBefore());
  }
}
