package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concordat.config.Settings;
import org.concordat.platform.PeerComparison;
import org.concordat.platform.PeerComparison.Figure;
import org.concordat.platform.PeerComparison.Standing;
import org.concordat.schemas.Family;

/** Scored fields of one organisation beside the nation and its peers (data-quality.md 5.2). */
final class FieldPeers {

  /** One field, ready to read. */
  record Line(
      String title,
      String table,
      String field,
      String own,
      String national,
      String peers,
      String median,
      String position,
      String chance) {}

  private static final String NONE = "–";

  private final MonthFacts facts;
  private final Settings.Disclosure rules;
  private final Map<Family, Map<ScoredFields.Field, PeerComparison>> comparisons =
      new EnumMap<>(Family.class);

  FieldPeers(MonthFacts facts, Settings.Disclosure rules) {
    this.facts = facts;
    this.rules = rules;
  }

  /** One line per scored field with rows, of a submission in force. */
  List<Line> lines(Verdict verdict) {
    List<Line> lines = new ArrayList<>();
    comparisons
        .computeIfAbsent(verdict.partner().family(), this::comparisons)
        .forEach(
            (field, comparison) -> {
              Figure own = figure(verdict, field);
              if (own.denominator() > 0) {
                lines.add(line(field, own, comparison.of(own)));
              }
            });
    return lines;
  }

  /** How many others a comparison needs. */
  static int fewest() {
    return PeerComparison.FEWEST_PEERS;
  }

  private Map<ScoredFields.Field, PeerComparison> comparisons(Family family) {
    List<Verdict> inForce =
        facts.history().partners().stream()
            .filter(partner -> partner.family() == family)
            .flatMap(partner -> facts.history().inForce(partner, facts.month()).stream())
            .toList();
    Map<ScoredFields.Field, PeerComparison> byField = new LinkedHashMap<>();
    for (ScoredFields.Field field : facts.scored().of(family)) {
      List<Figure> figures = inForce.stream().map(verdict -> figure(verdict, field)).toList();
      byField.put(field, new PeerComparison(figures, rules));
    }
    return byField;
  }

  /** What the index scores: valid and complete rows without excess defaults, of all rows. */
  private Figure figure(Verdict verdict, ScoredFields.Field field) {
    Vodim counts = facts.scored().counts(verdict.submissionId(), field);
    CrisisDataQualityIndex.Item item = facts.scored().item(field, counts, facts.month());
    long scored =
        counts.validAndComplete() - item.excess().setScale(0, RoundingMode.HALF_UP).longValue();
    return new Figure(
        verdict.partner().code(),
        verdict.partner().family().name(),
        verdict.sent(),
        scored,
        counts.rows());
  }

  private Line line(ScoredFields.Field field, Figure own, Standing standing) {
    boolean tells =
        own.denominator() >= facts.thresholds().bands(facts.month()).smallestDenominator();
    Optional<PeerComparison.Peers> peers = standing.peers();
    return new Line(
        field.column().title(),
        field.table().name(),
        field.column().name(),
        tells
            ? Figures.percent(standing.percent().orElseThrow())
            : Figures.count(own.numerator()) + " of " + Figures.count(own.denominator()),
        standing.nation().map(nation -> whole(nation.percent())).orElse("*"),
        peers.map(FieldPeers::half).orElse("too few peers"),
        peers.map(p -> whole(p.median())).orElse(NONE),
        tells ? position(standing.position()) : NONE,
        tells ? funnel(standing).map(f -> chance(own, f)).orElse(NONE) : "too few rows");
  }

  /** Around a rounded nation of 0 or 100 % there is no chance left to measure. */
  private static Optional<PeerComparison.Funnel> funnel(Standing standing) {
    boolean isAllOrNone =
        standing
            .nation()
            .filter(n -> n.percent().signum() > 0 && n.numerator() < n.denominator())
            .isEmpty();
    return isAllOrNone ? Optional.empty() : standing.funnel();
  }

  private static String half(PeerComparison.Peers peers) {
    return "%s to %s, %d %s"
        .formatted(
            whole(peers.lowerQuartile()),
            whole(peers.upperQuartile()),
            peers.count(),
            peers.isSameVolume() ? "of your size" : "of your family");
  }

  private static String position(PeerComparison.Position position) {
    return switch (position) {
      case LOWER_QUARTER -> "lower quarter";
      case MIDDLE_HALF -> "middle";
      case UPPER_QUARTER -> "upper quarter";
      case CANNOT_TELL -> NONE;
    };
  }

  private static String chance(Figure own, PeerComparison.Funnel funnel) {
    BigDecimal percent = Figures.share(own.numerator(), own.denominator());
    String range = " (%s to %s)".formatted(whole(funnel.lower()), whole(funnel.upper()));
    if (funnel.isDifferent()) {
      return "different" + range;
    }
    boolean isNear =
        percent.compareTo(funnel.nearLower()) >= 0 && percent.compareTo(funnel.nearUpper()) <= 0;
    return (isNear ? "as expected" : "near the edge") + range;
  }

  private static String whole(BigDecimal percent) {
    return percent.setScale(0, RoundingMode.HALF_UP).toPlainString() + "\u00a0%";
  }
}
