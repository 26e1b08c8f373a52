package org.concordat.platform;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.concordat.config.Settings;
import org.concordat.platform.disclosure.ProtectedCount;

/**
 * One metric of one organisation beside the nation and its peers (data-quality.md 5.2).
 *
 * <p>What comes out depends on the organisation's own exact counts and on others' counts only as
 * they are published: to the nearest five, small ones hidden. So a change at another organisation
 * that moves no published figure changes nothing here, and a page made from it can hold no other
 * organisation's exact count. The nation is the sum of numerators over the sum of denominators.
 */
public final class PeerComparison {

  /** Peers below which the whole family is taken, and below which nothing is said at all. */
  public static final int FEWEST_PEERS = 5;

  private static final MathContext PRECISE = new MathContext(34, RoundingMode.HALF_EVEN);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal NEAR = new BigDecimal("1.96");
  private static final BigDecimal FAR = new BigDecimal("3.09");

  /** Where an organisation stands among its peers. */
  public enum Position {
    LOWER_QUARTER,
    MIDDLE_HALF,
    UPPER_QUARTER,
    /** Too few peers, or no rows of its own. */
    CANNOT_TELL
  }

  /**
   * Counts of one organisation for one metric and month.
   *
   * @param volume rows it sent; decides its third of the family
   */
  public record Figure(
      String organisation, String family, long volume, long numerator, long denominator) {}

  /** The national counts as published, and their percentage. */
  public record Nation(long numerator, long denominator, BigDecimal percent) {}

  /**
   * Percentages around the national one between which an organisation of this size falls by chance.
   *
   * @param isDifferent whether its own percentage lies outside the outer pair
   */
  public record Funnel(
      BigDecimal lower,
      BigDecimal nearLower,
      BigDecimal nearUpper,
      BigDecimal upper,
      boolean isDifferent) {}

  /**
   * The peers without their names.
   *
   * @param isSameVolume whether they are the same third of the family by volume, not the family
   * @param count how many have a percentage that is published
   */
  public record Peers(
      boolean isSameVolume,
      int count,
      BigDecimal lowerQuartile,
      BigDecimal median,
      BigDecimal upperQuartile) {}

  /**
   * How one organisation stands; percentages are exact decimals.
   *
   * @param percent its own; empty without rows
   * @param nation empty where the national counts are too small to publish
   * @param funnel empty where there is no percentage or no nation
   * @param peers empty where there are fewer than {@link #FEWEST_PEERS}
   */
  public record Standing(
      Optional<BigDecimal> percent,
      Optional<Nation> nation,
      Optional<Funnel> funnel,
      Optional<Peers> peers,
      Position position) {}

  private final List<Figure> figures;
  private final ProtectedCount rule;

  /**
   * @param figures one metric of every organisation of one family, month and status
   * @param rules how counts are rounded and hidden
   */
  public PeerComparison(Collection<Figure> figures, Settings.Disclosure rules) {
    this.rule = new ProtectedCount(rules);
    this.figures =
        figures.stream()
            .sorted(
                Comparator.comparingLong((Figure f) -> rule.shown(f.volume()))
                    .thenComparing(Figure::organisation))
            .toList();
  }

  /**
   * How one organisation stands.
   *
   * @param own its exact counts; those of the same name among the figures are not its peers
   */
  public Standing of(Figure own) {
    Optional<BigDecimal> percent =
        own.denominator() == 0
            ? Optional.empty()
            : Optional.of(percent(own.numerator(), own.denominator()));
    Optional<Nation> nation = nation();
    Optional<Peers> peers = peers(own);
    return new Standing(
        percent,
        nation,
        percent.flatMap(share -> nation.map(n -> funnel(share, own.denominator(), n))),
        peers,
        percent.flatMap(share -> peers.map(p -> position(share, p))).orElse(Position.CANNOT_TELL));
  }

  /** Sum of numerators over sum of denominators, never a mean of percentages. */
  public Optional<Nation> nation() {
    long numerator = figures.stream().mapToLong(Figure::numerator).sum();
    long denominator = figures.stream().mapToLong(Figure::denominator).sum();
    if (isHidden(numerator, denominator)) {
      return Optional.empty();
    }
    long shown = rule.shown(numerator);
    long of = rule.shown(denominator);
    return Optional.of(new Nation(shown, of, percent(shown, of)));
  }

  private Optional<Peers> peers(Figure own) {
    List<BigDecimal> third = percents(own, true);
    boolean isSameVolume = third.size() >= FEWEST_PEERS;
    List<BigDecimal> percents = isSameVolume ? third : percents(own, false);
    return percents.size() < FEWEST_PEERS
        ? Optional.empty()
        : Optional.of(
            new Peers(
                isSameVolume,
                percents.size(),
                quantile(percents, 1),
                quantile(percents, 2),
                quantile(percents, 3)));
  }

  /** Published percentages of the others, lowest first. */
  private List<BigDecimal> percents(Figure own, boolean ofSameVolume) {
    List<Figure> family = figures.stream().filter(f -> f.family().equals(own.family())).toList();
    int third = third(family, own);
    return family.stream()
        .filter(f -> !f.organisation().equals(own.organisation()))
        .filter(f -> !ofSameVolume || third(family, f) == third)
        .filter(f -> !isHidden(f.numerator(), f.denominator()))
        .map(f -> percent(rule.shown(f.numerator()), rule.shown(f.denominator())))
        .sorted()
        .toList();
  }

  private static int third(List<Figure> family, Figure of) {
    for (int i = 0; i < family.size(); i++) {
      if (family.get(i).organisation().equals(of.organisation())) {
        return i * 3 / family.size();
      }
    }
    return -1;
  }

  private static Position position(BigDecimal percent, Peers peers) {
    if (percent.compareTo(peers.lowerQuartile()) < 0) {
      return Position.LOWER_QUARTER;
    }
    return percent.compareTo(peers.upperQuartile()) > 0
        ? Position.UPPER_QUARTER
        : Position.MIDDLE_HALF;
  }

  private static Funnel funnel(BigDecimal own, long rows, Nation nation) {
    BigDecimal spread =
        nation
            .percent()
            .multiply(HUNDRED.subtract(nation.percent()).max(BigDecimal.ZERO))
            .divide(BigDecimal.valueOf(rows), PRECISE)
            .sqrt(PRECISE);
    BigDecimal lower = clipped(nation.percent().subtract(spread.multiply(FAR)));
    BigDecimal upper = clipped(nation.percent().add(spread.multiply(FAR)));
    return new Funnel(
        lower,
        clipped(nation.percent().subtract(spread.multiply(NEAR))),
        clipped(nation.percent().add(spread.multiply(NEAR))),
        upper,
        own.compareTo(lower) < 0 || own.compareTo(upper) > 0);
  }

  /**
   * A quarter, half or three quarters of the way up a sorted list, between two values if need be.
   */
  private static BigDecimal quantile(List<BigDecimal> sorted, int quarters) {
    int position = (sorted.size() - 1) * quarters;
    BigDecimal low = sorted.get(position / 4);
    BigDecimal high = sorted.get(Math.min(position / 4 + 1, sorted.size() - 1));
    return low.add(
        high.subtract(low)
            .multiply(BigDecimal.valueOf(position % 4))
            .divide(BigDecimal.valueOf(4), PRECISE));
  }

  /** A percentage is hidden when either of its counts is (returns-and-disclosure.md D3). */
  private boolean isHidden(long numerator, long denominator) {
    return denominator == 0 || rule.isSmall(numerator) || rule.isSmall(denominator);
  }

  private static BigDecimal percent(long numerator, long denominator) {
    return BigDecimal.valueOf(numerator)
        .multiply(HUNDRED)
        .divide(BigDecimal.valueOf(denominator), PRECISE);
  }

  private static BigDecimal clipped(BigDecimal percent) {
    return percent.max(BigDecimal.ZERO).min(HUNDRED);
  }
}
