package org.concordat.marts.secondopinion;

import java.time.YearMonth;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The published figures of each provider of a world, worked out a second time. */
public final class SecondOpinion {

  public static final String DETENTIONS = "MHS81";
  public static final String BED_DAYS = "OAP02M";
  public static final String BED_DAYS_PUBLISHED = "OAP02M as published";
  public static final String SEEN_IN_FOUR_HOURS = "CCR119";

  /** Followed by the category: periods that started in the month, with a spell. */
  public static final String CATEGORY = "category ";

  private final YearMonth month;
  private final Set<Slip> slips;
  private final NationalCodes codes = new NationalCodes();

  public SecondOpinion(YearMonth month, Set<Slip> slips) {
    this.month = month;
    this.slips = slips;
  }

  /** Figures by name of each provider; figures that are zero are left out. */
  public Map<String, Map<String, Integer>> figures(World world) {
    Map<String, Map<String, Integer>> figures = new TreeMap<>();
    new Detentions(world, month, codes, slips)
        .episodes()
        .values()
        .forEach(
            episode -> {
              if (YearMonth.from(episode.start()).equals(month)) {
                add(figures, episode.provider(), CATEGORY + episode.category().code(), 1);
                if (episode.category().isNewDetention()) {
                  add(figures, episode.provider(), DETENTIONS, 1);
                }
              }
            });
    for (Placements.BedDays placement : new Placements(world, month, codes, slips).bedDays()) {
      add(figures, placement.provider(), BED_DAYS, placement.days());
      add(figures, placement.provider(), BED_DAYS_PUBLISHED, placement.publishedDays());
    }
    new CrisisResponses(world, month, slips)
        .providersOfReferralsSeenInFourHours()
        .forEach(provider -> add(figures, provider, SEEN_IN_FOUR_HOURS, 1));
    return figures;
  }

  private static void add(
      Map<String, Map<String, Integer>> figures, String provider, String name, int number) {
    if (number > 0) {
      figures.computeIfAbsent(provider, p -> new TreeMap<>()).merge(name, number, Integer::sum);
    }
  }
}
