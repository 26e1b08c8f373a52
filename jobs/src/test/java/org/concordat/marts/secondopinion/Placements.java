package org.concordat.marts.secondopinion;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Bed days in the month of people placed out of area because no bed was available
 * (counting-rules.md 3.2, 3.3).
 */
final class Placements {

  /**
   * Bed days of one placement.
   *
   * @param days from admission to the earlier of hospital discharge and end of the placement, once
   *     per spell (choices 7, 8 and 25)
   * @param publishedDays from admission to hospital discharge, once per bed type matched
   */
  record BedDays(String provider, int days, int publishedDays) {}

  private static final String NO_BED = "10";

  private final World world;
  private final YearMonth month;
  private final Set<Slip> slips;
  private final NationalCodes codes;
  private final Map<String, List<World.Referral>> placementsOfPerson = new HashMap<>();
  private final Persons persons;

  Placements(World world, YearMonth month, NationalCodes codes, Set<Slip> slips) {
    this.codes = codes;
    this.world = world;
    this.month = month;
    this.slips = slips;
    this.persons = new Persons(world);
    for (World.Referral row :
        Versions.latest(world.referrals(), month, row -> row.provider() + "/" + row.id())) {
      boolean isPlacement =
          slips.contains(Slip.LATER_PLACEMENTS_OF_ANY_REASON)
              ? row.reasonOat() != null
              : NO_BED.equals(row.reasonOat());
      if (isPlacement) {
        placementsOfPerson.computeIfAbsent(persons.of(row), p -> new ArrayList<>()).add(row);
      }
    }
  }

  /** Every placement in the month's files. */
  List<BedDays> bedDays() {
    List<BedDays> all = new ArrayList<>();
    for (World.Referral placement : Versions.ofMonth(world.referrals(), month)) {
      if (!NO_BED.equals(placement.reasonOat())) {
        continue;
      }
      LocalDate end = endOf(placement);
      int days = 0;
      int publishedDays = 0;
      for (World.Spell spell : Versions.ofMonth(world.spells(), month)) {
        if (spell.provider().equals(placement.provider())
            && spell.referral().equals(placement.id())) {
          days += daysIn(placement, spell, earlier(spell.discharge(), end));
          publishedDays +=
              daysIn(placement, spell, spell.discharge()) * matchedBedTypes(placement, end, spell);
        }
      }
      all.add(new BedDays(placement.provider(), days, publishedDays));
    }
    return all;
  }

  /** Discharge, or the latest start of a later placement that begins before it (3.2 rule 3). */
  private @Nullable LocalDate endOf(World.Referral placement) {
    LocalDate discharge = placement.discharged();
    LocalDate end = null;
    for (World.Referral other :
        Objects.requireNonNull(placementsOfPerson.get(persons.of(placement)))) {
      LocalDate start = other.received();
      boolean cuts =
          start.isAfter(placement.received()) && (discharge == null || start.isBefore(discharge));
      boolean isBetter =
          end == null
              || (slips.contains(Slip.NEXT_START_ENDS_THE_PLACEMENT)
                  ? start.isBefore(end)
                  : start.isAfter(end));
      if (cuts && isBetter) {
        end = start;
      }
    }
    return end == null ? discharge : end;
  }

  private int daysIn(World.Referral placement, World.Spell spell, @Nullable LocalDate end) {
    LocalDate from =
        slips.contains(Slip.BED_DAYS_FROM_REFERRAL) ? placement.received() : spell.start();
    LocalDate dayAfter = month.atEndOfMonth().plusDays(1);
    LocalDate first = from.isBefore(month.atDay(1)) ? month.atDay(1) : from;
    LocalDate last = end == null || end.isAfter(dayAfter) ? dayAfter : end;
    if (slips.contains(Slip.THE_DAY_OF_DISCHARGE_COUNTS) && last.isBefore(dayAfter)) {
      last = last.plusDays(1);
    }
    return Math.max(0, (int) ChronoUnit.DAYS.between(first, last));
  }

  /**
   * How often the published count adds the days of a spell: once for each combination of bed types
   * at start, at end and at the end of the month (3.3, bed days, third quirk). Only the test at
   * start needs the stay's end date (3.2 rule 5).
   */
  private int matchedBedTypes(
      World.Referral placement, @Nullable LocalDate end, World.Spell spell) {
    LocalDate start = placement.received();
    LocalDate monthEnd = month.atEndOfMonth();
    boolean isActive = end == null || end.isAfter(monthEnd);
    return bedTypesOf(
            spell,
            stay ->
                !stay.start().isAfter(start) && stay.end() != null && !stay.end().isBefore(start))
        * bedTypesOf(
            spell,
            stay ->
                end != null
                    && !stay.start().isAfter(end)
                    && (stay.end() == null || !stay.end().isBefore(end)))
        * bedTypesOf(
            spell, stay -> isActive && (stay.end() == null || stay.end().isAfter(monthEnd)));
  }

  /** Number of bed types among the stays that match, at least one. */
  private int bedTypesOf(World.Spell spell, Predicate<World.Stay> matches) {
    Set<String> types = new HashSet<>();
    for (World.Stay stay : Versions.ofMonth(world.stays(), month)) {
      if (stay.provider().equals(spell.provider())
          && stay.spell().equals(spell.id())
          && matches.test(stay)) {
        types.add(codes.bedType(stay.patientClass()));
      }
    }
    return Math.max(1, types.size());
  }

  private static @Nullable LocalDate earlier(@Nullable LocalDate a, @Nullable LocalDate b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
