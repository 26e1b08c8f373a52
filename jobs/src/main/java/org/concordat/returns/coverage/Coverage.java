package org.concordat.returns.coverage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.concordat.config.CoverageSettings;
import org.concordat.schemas.Family;

/**
 * The written decision on a return: publish, publish with caveat or hold, from the partners that
 * were expected against those whose submission was accepted in time.
 *
 * @param decision what is to become of the return
 * @param reasons why it is not plainly published, each with the setting that says so; none for
 *     publish
 * @param expected expected partners of all families
 * @param accepted those with an accepted submission
 * @param families the same by family
 * @param missing the others, by family and code
 * @param settings the limits it was judged by
 */
public record Coverage(
    Decision decision,
    List<String> reasons,
    int expected,
    int accepted,
    List<OfFamily> families,
    List<Sender> missing,
    CoverageSettings settings) {

  /**
   * One family of partners.
   *
   * @param ownMeasures whether measures are counted from its data alone; the others only add to
   *     presentations across services
   * @param measures ids of the measures that lack what its missing partners would have told; none
   *     when nobody is missing
   * @param effect the same in one sentence; empty when nobody is missing
   */
  public record OfFamily(
      Family family,
      int expected,
      int accepted,
      @JsonProperty("has_own_measures") boolean ownMeasures,
      SortedSet<String> measures,
      String effect) {

    public int missing() {
      return expected - accepted;
    }
  }

  /**
   * Judges a month. A limit is reached when the number or the share is at or above it; shares are
   * compared exactly, never rounded. A family without measures of its own counts in the whole only.
   *
   * @param senders every expected partner
   * @param fed ids of the measures that a family's data go into, by family
   * @param own families that measures are counted from alone
   */
  public static Coverage judge(
      List<Sender> senders,
      SortedMap<Family, SortedSet<String>> fed,
      SortedSet<Family> own,
      CoverageSettings settings) {
    List<OfFamily> families = families(senders, fed, own);
    int expected = senders.size();
    List<Sender> missing = senders.stream().filter(Sender::isMissing).toList();
    List<String> hold = new ArrayList<>();
    List<String> caveat = new ArrayList<>();
    if (isReached(missing.size(), expected, settings.holdPercent())) {
      hold.add(
          "%d of %d expected partners are missing; from %d %% on a return is held (returns.coverage.hold-percent)"
              .formatted(missing.size(), expected, settings.holdPercent()));
    } else if (missing.size() >= settings.caveatMissing()) {
      caveat.add(
          "%d of %d expected partners are missing; from %d on a return carries a caveat (returns.coverage.caveat-missing)"
              .formatted(missing.size(), expected, settings.caveatMissing()));
    }
    for (OfFamily family : families) {
      if (!family.ownMeasures()) {
        continue;
      }
      String who =
          "%d of %d of the family %s are missing"
              .formatted(family.missing(), family.expected(), family.family().title());
      if (isReached(family.missing(), family.expected(), settings.holdFamilyPercent())) {
        hold.add(
            "%s; from %d %% of a family on a return is held (returns.coverage.hold-family-percent)"
                .formatted(who, settings.holdFamilyPercent()));
      } else if (isReached(family.missing(), family.expected(), settings.caveatFamilyPercent())) {
        caveat.add(
            "%s; from %d %% of a family on a return carries a caveat (returns.coverage.caveat-family-percent)"
                .formatted(who, settings.caveatFamilyPercent()));
      }
    }
    Decision decision =
        !hold.isEmpty() ? Decision.HOLD : !caveat.isEmpty() ? Decision.CAVEAT : Decision.PUBLISH;
    hold.addAll(caveat);
    return new Coverage(
        decision, hold, expected, expected - missing.size(), families, missing, settings);
  }

  private static boolean isReached(int missing, int expected, int percent) {
    return missing > 0 && 100L * missing >= (long) percent * expected;
  }

  private static List<OfFamily> families(
      List<Sender> senders, SortedMap<Family, SortedSet<String>> fed, SortedSet<Family> own) {
    Map<Family, List<Sender>> byFamily = new EnumMap<>(Family.class);
    senders.forEach(
        sender -> byFamily.computeIfAbsent(sender.family(), f -> new ArrayList<>()).add(sender));
    List<OfFamily> families = new ArrayList<>();
    byFamily.forEach(
        (family, some) -> {
          int missing = Math.toIntExact(some.stream().filter(Sender::isMissing).count());
          SortedSet<String> measures = new TreeSet<>();
          if (missing > 0) {
            measures.addAll(fed.getOrDefault(family, new TreeSet<>()));
          }
          boolean isOwn = own.contains(family);
          families.add(
              new OfFamily(
                  family,
                  some.size(),
                  some.size() - missing,
                  isOwn,
                  measures,
                  missing == 0
                      ? ""
                      : CoverageText.effect(family, missing, some.size(), isOwn, measures)));
        });
    return families;
  }
}
