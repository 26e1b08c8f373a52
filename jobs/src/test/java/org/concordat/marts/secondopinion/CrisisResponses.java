package org.concordat.marts.secondopinion;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Very urgent community crisis referrals of the month seen face to face within four hours, by
 * contacts of the same month (counting-rules.md 2.1 T2 and 2.2, CCR119).
 */
final class CrisisResponses {

  private static final Set<String> CRISIS_TEAMS = Set.of("A02", "A18", "A19");
  private static final Set<String> SEEN = Set.of("5", "6");
  private static final String VERY_URGENT = "4";
  private static final Duration FOUR_HOURS = Duration.ofHours(4);
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  private final World world;
  private final YearMonth month;
  private final Set<Slip> slips;
  private final ZoneId clock;

  CrisisResponses(World world, YearMonth month, Set<Slip> slips) {
    this.world = world;
    this.month = month;
    this.slips = slips;
    this.clock = slips.contains(Slip.CLOCKS_NEVER_CHANGE) ? ZoneOffset.UTC : LONDON;
  }

  /** Referrals counted, one provider code for each. */
  List<String> providersOfReferralsSeenInFourHours() {
    List<String> providers = new ArrayList<>();
    for (World.Referral referral : Versions.ofMonth(world.referrals(), month)) {
      if (YearMonth.from(referral.received()).equals(month)
          && VERY_URGENT.equals(referral.priority())
          && hasCrisisTeam(referral)
          && isSeenInTime(referral)) {
        providers.add(referral.provider());
      }
    }
    return providers;
  }

  private boolean hasCrisisTeam(World.Referral referral) {
    Map<String, String> types = new HashMap<>();
    for (World.Team team : Versions.ofMonth(world.teams(), month)) {
      if (team.provider().equals(referral.provider())) {
        types.put(team.id(), team.type());
      }
    }
    Set<String> teams = new HashSet<>(Set.of(referral.team()));
    for (World.OtherTeam other : Versions.ofMonth(world.otherTeams(), month)) {
      if (other.provider().equals(referral.provider())
          && other.referral().equals(referral.id())
          && !slips.contains(Slip.ONLY_THE_PRIMARY_TEAM)) {
        teams.add(other.team());
      }
    }
    return teams.stream().anyMatch(team -> CRISIS_TEAMS.contains(types.getOrDefault(team, "")));
  }

  private boolean isSeenInTime(World.Referral referral) {
    ZonedDateTime start = at(referral.received(), referral.receivedTime());
    ZonedDateTime stop = null;
    for (World.Contact contact : world.contacts()) {
      boolean isInTime =
          contact.month().equals(month) || slips.contains(Slip.CONTACTS_OF_ANY_MONTH);
      if (!isInTime
          || !contact.provider().equals(referral.provider())
          || !contact.referral().equals(referral.id())
          || contact.attendance() == null
          || !SEEN.contains(contact.attendance())
          || !isFaceToFace(contact)) {
        continue;
      }
      ZonedDateTime seen = at(contact.date(), contact.time());
      if (!seen.isBefore(start) && (stop == null || seen.isBefore(stop))) {
        stop = seen;
      }
    }
    if (stop == null) {
      return false;
    }
    int comparison = Duration.between(start, stop).compareTo(FOUR_HOURS);
    return slips.contains(Slip.FOUR_HOURS_EXCLUSIVE) ? comparison < 0 : comparison <= 0;
  }

  private boolean isFaceToFace(World.Contact contact) {
    return "01".equals(contact.mechanism())
        || ("11".equals(contact.mechanism()) && slips.contains(Slip.VIDEO_IS_FACE_TO_FACE));
  }

  /** The instant; a missing time is 00:00 (counting-rules.md 1). */
  private ZonedDateTime at(LocalDate date, @Nullable LocalTime time) {
    return date.atTime(time == null ? LocalTime.MIDNIGHT : time).atZone(clock);
  }
}
